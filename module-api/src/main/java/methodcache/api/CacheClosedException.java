package methodcache.api;

import org.jspecify.annotations.Nullable;

/** The cache is closed. */
public class CacheClosedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param cache the name of the cache
     * @param key the key that was asked for, or null
     */
    public CacheClosedException(String cache, @Nullable String key) {
        super(
                "cache \"" + cache + "\" is closed" + (key == null ? "" : ": no call for " + shown(key) + " is served"),
                key,
                null);
    }
}
