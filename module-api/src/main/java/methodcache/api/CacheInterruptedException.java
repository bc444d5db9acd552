package methodcache.api;

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
}
