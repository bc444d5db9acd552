package methodcache.api.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a provider of metrics is asked to make.
 *
 * @param cacheName the name of the cache
 * @param options what the user set by name for this provider, in the order it was set
 */
public record MetricsSettings(String cacheName, Map<String, String> options) {

    /**
     * Copies the options.
     *
     * @param cacheName the name of the cache
     * @param options what the user set by name
     */
    public MetricsSettings {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
