package methodcache.api;

import java.time.Duration;
import java.util.List;

/** A call waited for its value as long as {@code withTimeout} allows, or its load took longer than {@code withHardTimeout}. */
public class CacheTimeoutException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param key the key that was asked for
     * @param timeout how long the call was allowed to take
     */
    public CacheTimeoutException(String key, Duration timeout) {
        super(
                "no value for " + shown(key) + " within withTimeout(" + timeout
                        + "); the load is cancelled if nobody else waits for it",
                key,
                null);
    }

    /**
     * Makes an exception about a load that takes too long.
     *
     * @param keys the keys that are loaded; at least one
     * @param timeout how long the load was allowed to take
     * @return the exception
     */
    public static CacheTimeoutException ofLoad(List<String> keys, Duration timeout) {
        return new CacheTimeoutException(keys, timeout);
    }

    private CacheTimeoutException(List<String> keys, Duration timeout) {
        super(
                "loading " + shown(keys) + " takes longer than withHardTimeout(" + timeout + "); the load runs on",
                keys,
                null);
    }
}
