package methodcache.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call can't be told apart from others for sure, so it is refused. The message names the part and the remedies. */
public class CacheKeyException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which part has no identity, and what to do
     * @param cause what caused it, or null
     */
    public CacheKeyException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
    }
}
