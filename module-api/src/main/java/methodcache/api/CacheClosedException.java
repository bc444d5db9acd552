package methodcache.api;

import java.util.List;
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

    /**
     * Makes an exception about several keys.
     *
     * @param cache the name of the cache
     * @param keys the keys that were asked for; at least one
     */
    public CacheClosedException(String cache, List<String> keys) {
        super("cache \"" + cache + "\" is closed: no call for " + shown(keys) + " is served", keys, null);
    }
}
