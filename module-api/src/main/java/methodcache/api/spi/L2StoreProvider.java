package methodcache.api.spi;

/**
 * Makes {@link L2Store}s. Found by {@link java.util.ServiceLoader}; has a public constructor without parameters that does
 * no work. Thread-safe.
 */
public interface L2StoreProvider {

    /**
     * The name that users choose this provider by: {@code l2("ignite", …)} or the property {@code methodcache.l2}.
     *
     * @return lower-case, unique among the providers of L2 on one path
     */
    String name();

    /**
     * Makes a store. Called once per cache, from {@code build()}. A server that can't be reached is no reason to fail: the store works
     * when it can be.
     *
     * @param settings limits and options
     * @return a store, which the cache closes
     * @throws IllegalArgumentException if an option isn't known or has a bad value; the message names the option, the options there are
     *     and a bad value, unless that may be a secret: as that of an option by a wrong name may
     * @throws IllegalStateException if this JVM lacks something; the message says what to do
     */
    L2Store create(ClusterSettings settings);
}
