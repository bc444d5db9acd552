package methodcache.api;

import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.internal.Core;
import methodcache.api.metrics.ObservedCache;

/**
 * A cache of calls. Calls are made in three forms that share one store: a chain over a lambda ({@link #cache}), a method
 * reference with its arguments ({@link #call(Call1, Object)}), and a key with a loader ({@link #getOrCreate(String,
 * CacheLoader)}). Calls for one key share one load. Thread-safe.
 *
 * <p>When an invalidation has returned, no later call on this node gets a value whose load began before it. A failed load is not
 * kept, and every caller who waits for it gets its exception.
 *
 * <p>What can be done with it is said by job in the interfaces that it extends. A class that does one of these jobs only may ask
 * for that one: whoever makes the cache configures and closes it, and passes it on as what each needs.
 */
public interface MethodCache
        extends CallOperations,
                KeyedOperations,
                BulkOperations,
                WarmingOperations,
                InvalidationOperations,
                ObservedCache,
                AutoCloseable {

    /**
     * Starts the configuration of a cache: {@code MethodCache.configure().build()} is a whole one.
     *
     * @return an empty configuration
     * @throws CacheConfigurationException if the engine is not on the path
     */
    static MethodCacheConfiguration configure() {
        return Core.provider().configure();
    }

    /**
     * Changes policies while the cache runs.
     *
     * @return the overrides, always the same object
     * @throws CacheClosedException if the cache is closed
     */
    RuntimeOverrides overrides();

    /**
     * Refuses new calls, lets loads in flight finish up to {@code closeTimeout}, then cancels them: whoever waits for one gets
     * a {@link CacheClosedException}, while a caller in its own blocking loader goes on until that returns. Leaves no thread behind. Blocking operations of a closed cache throw that exception, asynchronous
     * ones give a future that fails with it; what {@link ObservedCache} says goes on to answer.
     *
     * <p>Idempotent; who closes while another does waits with it. A thread that is interrupted doesn't wait any longer: it cancels what
     * still runs at once, or leaves that to the other who closes, and stays interrupted. A loader that closes its own cache doesn't wait
     * for itself, nor for loads that wait for it: these may finish after the cache is closed, up to {@code closeTimeout}, and their callers
     * get what they give. That is told by the loader's thread; elsewhere, by {@link CacheContext#within}.
     */
    @Override
    void close();
}
