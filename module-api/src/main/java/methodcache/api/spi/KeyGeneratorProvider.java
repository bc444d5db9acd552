package methodcache.api.spi;

import methodcache.api.KeyGenerator;

/**
 * Offers a {@link KeyGenerator} by name, for {@code withKeyGenerator("fast")}. Found by {@link java.util.ServiceLoader}; has
 * a public constructor without parameters that does no work. Thread-safe.
 */
public interface KeyGeneratorProvider {

    /**
     * The name that users choose the generator by.
     *
     * @return lower-case, unique among the key generators on one path
     */
    String name();

    /**
     * Makes the generator. Called at most once per cache, when a policy first asks for it.
     *
     * @return the generator
     */
    KeyGenerator create();
}
