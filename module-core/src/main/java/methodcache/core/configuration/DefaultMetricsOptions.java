package methodcache.core.configuration;

import methodcache.api.configuration.MetricsOptions;
import methodcache.api.spi.MetricsSettings;

/** Listens to how a provider of metrics is used. */
final class DefaultMetricsOptions implements MetricsOptions {

    /** Of those that aren't named; not to be changed. */
    static final DefaultMetricsOptions NONE = new DefaultMetricsOptions();

    private final NamedOptions options = new NamedOptions();

    boolean off;

    @Override
    public MetricsOptions set(String option, String value) {
        options.set(option, value);
        return this;
    }

    @Override
    public MetricsOptions off() {
        off = true;
        return this;
    }

    MetricsSettings settings(String cache) {
        return new MetricsSettings(cache, options.all());
    }
}
