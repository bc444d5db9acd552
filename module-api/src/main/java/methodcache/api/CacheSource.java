package methodcache.api;

import java.io.Serializable;

/**
 * A call whose result is cached, as a lambda or a method reference without parameters. It is serializable so that the cache
 * can read its identity: the call site and what the lambda captured. Nothing is ever serialized.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface CacheSource<T> extends Serializable {

    /**
     * Makes the value.
     *
     * @return the value; null is passed on, and kept only where the policy says {@code cacheNulls}
     * @throws Exception anything; an unchecked one reaches the caller as it is, a checked one in a
     *     {@link CacheLoadException}
     */
    T get() throws Exception;
}
