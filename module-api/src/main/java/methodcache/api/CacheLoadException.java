package methodcache.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load failed: {@link #getCause()} is the checked exception that its loader threw. Unchecked ones reach the caller as they
 * are.
 */
public class CacheLoadException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception about a failed load.
     *
     * @param key the key that was loaded
     * @param cause what the loader threw
     */
    public CacheLoadException(String key, Throwable cause) {
        super("loading " + shown(key) + " failed: " + cause, key, cause);
    }

    /**
     * Makes an exception about a failed load of several keys.
     *
     * @param keys the keys that were loaded; at least one
     * @param cause what the loader threw
     */
    public CacheLoadException(List<String> keys, Throwable cause) {
        super("loading " + shown(keys) + " failed: " + cause, keys, cause);
    }

    /**
     * Makes an exception about a load that couldn't be made.
     *
     * @param message why, and what to do; the key is added
     * @param key the key that was asked for
     * @param cause what caused it, or null
     */
    public CacheLoadException(String message, String key, @Nullable Throwable cause) {
        super("loading " + shown(key) + " failed: " + message, key, cause);
    }

    /**
     * Makes an exception about a load of several keys that couldn't be made.
     *
     * @param message why, and what to do; the keys are added
     * @param keys the keys that were asked for; at least one
     * @param cause what caused it, or null
     */
    public CacheLoadException(String message, List<String> keys, @Nullable Throwable cause) {
        super("loading " + shown(keys) + " failed: " + message, keys, cause);
    }
}
