package methodcache.core.policy;

import methodcache.api.KeyGenerator;

/** The key generators on the path, by name. Thread-safe. */
@FunctionalInterface
public interface KeyGenerators {

    /**
     * Finds a generator, and makes it at the first use.
     *
     * @param name its name
     * @param origin who asks for it
     * @return the one generator of that name in this cache
     * @throws methodcache.api.CacheConfigurationException if there is none, or it can't be made
     */
    KeyGenerator named(String name, String origin);
}
