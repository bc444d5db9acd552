package methodcache.api;

/**
 * Makes the value of a key. May block: it runs on the caller's thread, or for an asynchronous call on the cache's executor.
 * May call the cache for other keys.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface CacheLoader<T> {

    /**
     * Makes the value.
     *
     * @param context key, scope, services, cancellation
     * @return the value; null is passed on, and kept only where the policy says {@code cacheNulls}
     * @throws Exception anything; an unchecked one reaches the caller as it is, a checked one in a
     *     {@link CacheLoadException}
     */
    T load(CacheContext context) throws Exception;

    /**
     * Makes a blocking loader fit an asynchronous call. The cache runs it on a virtual thread where there are any, else on
     * its bounded executor.
     *
     * @param loader the loader
     * @param <T> the type of the value
     * @return an asynchronous loader that the cache knows to be blocking
     */
    static <T> AsyncCacheLoader<T> blocking(CacheLoader<? extends T> loader) {
        return new AsyncCacheLoader.Blocking<>(loader);
    }
}
