package methodcache.api.spi;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a provider of a cluster's store, log or locks is asked to make.
 *
 * @param cacheName the name of the cache; caches of other names must never meet in the cluster
 * @param timeout the limit of each operation; positive. An operation that takes longer fails
 * @param options what the user set by name for this provider, in the order it was set
 */
public record ClusterSettings(String cacheName, Duration timeout, Map<String, String> options) {

    /**
     * Checks the limit and copies the options.
     *
     * @param cacheName the name of the cache
     * @param timeout the limit of each operation
     * @param options what the user set by name
     * @throws IllegalArgumentException if the limit isn't positive
     */
    public ClusterSettings {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * For messages: says which options are set and not what to, as passwords are among them.
     *
     * @return all but the values of the options
     */
    @Override
    public String toString() {
        return "ClusterSettings[cacheName=" + cacheName + ", timeout=" + timeout + ", options=" + options.keySet()
                + ']';
    }
}
