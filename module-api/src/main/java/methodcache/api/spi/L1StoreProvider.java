package methodcache.api.spi;

/**
 * Makes {@link L1Store}s. Found by {@link java.util.ServiceLoader}; has a public constructor without parameters that does
 * no work. Thread-safe.
 */
public interface L1StoreProvider {

    /**
     * The name that users choose this provider by: {@code l1("ehcache", …)} or the property {@code methodcache.l1}.
     *
     * @return lower-case, unique among the providers of L1 on one path
     */
    String name();

    /**
     * Makes a store. Called once per cache, from {@code build()}.
     *
     * @param settings limits and options
     * @return an empty store
     * @throws IllegalArgumentException if an option isn't known or has a bad value; the message names the option, its value
     *     and the options there are
     */
    L1Store create(L1Settings settings);
}
