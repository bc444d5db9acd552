package methodcache.api.spi;

/**
 * Makes {@link Backplane}s. Found by {@link java.util.ServiceLoader}; has a public constructor without parameters that does
 * no work. Thread-safe.
 */
public interface BackplaneProvider {

    /**
     * The name that it is chosen by: that of the second layer's provider, where there is one of the same name.
     *
     * @return lower-case, unique among the providers of backplanes on one path
     */
    String name();

    /**
     * Opens the log of a cache. Called once per cache, from {@code build()}. A server that can't be reached is no reason to fail.
     *
     * @param settings limits and options
     * @return the log, which the cache closes
     * @throws IllegalArgumentException if an option isn't known or has a bad value; the message names the option, the options there are
     *     and a bad value, unless that may be a secret: as that of an option by a wrong name may
     * @throws IllegalStateException if this JVM lacks something; the message says what to do
     */
    Backplane create(ClusterSettings settings);
}
