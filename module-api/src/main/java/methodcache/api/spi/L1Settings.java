package methodcache.api.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an {@link L1StoreProvider} is asked to make. Exactly one of the two limits is present.
 *
 * @param cacheName the name of the cache, for names of threads and registrations
 * @param maximumEntries how many entries at the most; positive
 * @param maximumWeight the greatest sum of {@link L1Entry#weight()}; positive
 * @param options what the user set by name for this provider, in the order it was set
 */
public record L1Settings(
        String cacheName, OptionalLong maximumEntries, OptionalLong maximumWeight, Map<String, String> options) {

    /**
     * Checks the limits and copies the options.
     *
     * @param cacheName the name of the cache
     * @param maximumEntries how many entries at the most
     * @param maximumWeight the greatest sum of weights
     * @param options what the user set by name
     * @throws IllegalArgumentException if not exactly one limit is present, or it isn't positive
     */
    public L1Settings {
        if (maximumEntries.isPresent() == maximumWeight.isPresent()) {
            throw new IllegalArgumentException("exactly one of maximumEntries and maximumWeight must be set, were "
                    + maximumEntries + " and " + maximumWeight);
        }
        if (maximumEntries.orElse(1) <= 0 || maximumWeight.orElse(1) <= 0) {
            throw new IllegalArgumentException(
                    "limits must be positive, were " + maximumEntries + " and " + maximumWeight);
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
