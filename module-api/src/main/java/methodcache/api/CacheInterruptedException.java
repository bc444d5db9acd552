package methodcache.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted while it loaded or waited. Its interrupt flag is set again. */
public class CacheInterruptedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param key the key that was asked for
     * @param cause the interruption, or null
     */
    public CacheInterruptedException(String key, @Nullable Throwable cause) {
        super("the caller was interrupted while it waited for " + shown(key), key, cause);
    }

    /**
     * Makes an exception about several keys.
     *
     * @param keys the keys that were asked for; at least one
     * @param cause the interruption, or null
     */
    public CacheInterruptedException(List<String> keys, @Nullable Throwable cause) {
        super("the caller was interrupted while it waited for " + shown(keys), keys, cause);
    }
}
