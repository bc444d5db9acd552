package methodcache.core.configuration;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import methodcache.api.configuration.MetricsOptions;
import methodcache.api.spi.MetricsSettings;

/** Listens to how a provider of metrics is used. */
final class DefaultMetricsOptions implements MetricsOptions {

    /** Of those that aren't named; not to be changed. */
    static final DefaultMetricsOptions NONE = new DefaultMetricsOptions();

    private final Map<String, String> options = new LinkedHashMap<>();

    boolean off;

    @Override
    public MetricsOptions set(String option, String value) {
        if (requireNonNull(option, "option").isEmpty()) {
            throw new IllegalArgumentException("the name of an option must not be empty");
        }
        options.put(option, requireNonNull(value, "value"));
        return this;
    }

    @Override
    public MetricsOptions off() {
        off = true;
        return this;
    }

    MetricsSettings settings(String cache) {
        return new MetricsSettings(cache, options);
    }
}
