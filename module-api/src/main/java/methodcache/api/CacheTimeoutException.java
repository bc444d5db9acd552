package methodcache.api;

import java.time.Duration;

/** A call waited for its value as long as {@code withTimeout} allows. */
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
}
