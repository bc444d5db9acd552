package methodcache.api.spi;

import methodcache.api.metrics.CacheMetrics;

/**
 * Makes {@link CacheMetrics}, which hear of all calls of a cache. Found by {@link java.util.ServiceLoader}; has a public constructor without
 * parameters that does no work. All that are on the path are used, but those that are turned off, and those whose sink's class was given in
 * code. Thread-safe.
 */
public interface MetricsSinkProvider {

    /**
     * The name that users set its options by: {@code metrics("its-name", …)}.
     *
     * @return lower-case, unique among the providers of metrics on one path
     */
    String name();

    /**
     * Makes a sink. Called once per cache, from {@code build()}.
     *
     * @param settings name and options
     * @return a sink, which {@link CacheMetrics#observe} is called of when the cache is built
     * @throws IllegalArgumentException if an option isn't known or has a bad value; the message names the option, its value and the options
     *     there are
     */
    CacheMetrics create(MetricsSettings settings);
}
