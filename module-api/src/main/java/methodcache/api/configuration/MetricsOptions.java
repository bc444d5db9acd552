package methodcache.api.configuration;

/** How a provider of metrics that is on the path is used. Mutable, for one thread; each word returns the same object. */
public interface MetricsOptions {

    /**
     * Sets an option of the provider by name; which there are is the provider's to say.
     *
     * @param option its name
     * @param value its value
     * @return this
     */
    MetricsOptions set(String option, String value);

    /**
     * Does without it.
     *
     * @return this
     */
    MetricsOptions off();
}
