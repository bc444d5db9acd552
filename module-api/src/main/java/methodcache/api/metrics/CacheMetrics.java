package methodcache.api.metrics;

import java.util.Map;
import methodcache.api.CacheLayer;
import methodcache.api.Invalidation;

/**
 * A sink for what happens in a cache: for all of it with {@code configure().metrics(…)}, for the calls of a policy with
 * {@code withMetrics(…)}. Methods are called on the thread where it happens, concurrently, and must be quick; what they throw
 * is counted and logged, and never reaches the call. Every method does nothing unless it is overridden.
 *
 * <p>Tags say whose event it is: {@code cache}, its name; {@code method} for calls by method reference or lambda;
 * {@code group} where there is one. The map is immutable and the same object for all events of one policy and method, so that a
 * sink can bind its instruments to it. Of methods and groups there are at most 1 000 pairs; beyond, both are {@code other}.
 *
 * <p>A sink that counts needs few of these events: {@link #observe} gives it {@link methodcache.api.CacheStats}, which add up and cost
 * calls nothing. Found by {@link java.util.ServiceLoader} through {@link methodcache.api.spi.MetricsSinkProvider}, or given in code.
 */
public interface CacheMetrics {

    /**
     * A cache was built that tells this sink about all its calls: what it counts may be read from now on, at any time and on any thread.
     * Not called for sinks of a policy.
     *
     * @param cache the cache; a sink may be told of several
     * @return closed when that cache is
     */
    default AutoCloseable observe(ObservedCache cache) {
        return () -> {};
    }

    /**
     * Whether it wants to hear of each hit: one that does costs hits their allocation-free way. Asked when policies are made.
     *
     * @return true; {@link #hit} isn't called where this is false
     */
    default boolean hearsHits() {
        return true;
    }

    /**
     * A call was answered from the cache.
     *
     * @param key the key
     * @param layer the layer that had it
     * @param tags whose event it is
     */
    default void hit(String key, CacheLayer layer, Map<String, String> tags) {}

    /**
     * A call found nothing; exactly one of hit and miss is called for every key asked for.
     *
     * @param key the key
     * @param tags whose event it is
     */
    default void miss(String key, Map<String, String> tags) {}

    /**
     * A load gave a value. For a bulk load, called for each of its keys, those included that its loader's map doesn't have: it has
     * answered that they have no value.
     *
     * @param key the key
     * @param nanos how long the loader took
     * @param tags whose event it is
     */
    default void load(String key, long nanos, Map<String, String> tags) {}

    /**
     * A load has waited for a distributed lock, and has it or goes on without.
     *
     * @param key the key
     * @param nanos how long
     * @param tags whose event it is
     */
    default void lockWait(String key, long nanos, Map<String, String> tags) {}

    /**
     * A load failed or was cancelled.
     *
     * @param key the key
     * @param nanos how long the loader took
     * @param failure what it threw
     * @param tags whose event it is
     */
    default void loadFailure(String key, long nanos, Throwable failure, Map<String, String> tags) {}

    /**
     * A call was answered with a value past its life, because its load has failed or is slow; a hit or a miss is told of besides.
     *
     * @param key the key
     * @param tags whose event it is
     */
    default void stale(String key, Map<String, String> tags) {}

    /**
     * A call asked for a fresh value with {@code refresh()}, or the cache refreshes one in the background; a load or a load failure follows, unless it joins
     * one.
     *
     * @param key the key
     * @param tags whose event it is
     */
    default void refresh(String key, Map<String, String> tags) {}

    /**
     * An entry left the cache by itself.
     *
     * @param key the key
     * @param reason why
     * @param tags whose event it is
     */
    default void eviction(String key, EvictionReason reason, Map<String, String> tags) {}

    /**
     * An operation of a layer, its log or its locks failed, and no call was hurt; one that isn't tried since others have failed isn't told.
     * Told to the sinks of the configuration only.
     *
     * @param layer which one
     * @param operation what was to be done, for people; may name a key
     * @param failure why it wasn't
     * @param tags the name of the cache
     */
    default void layerFailure(CacheLayer layer, String operation, Throwable failure, Map<String, String> tags) {}

    /**
     * Entries were invalidated. Told to the sinks of the configuration only.
     *
     * @param invalidation which ones
     * @param tags the name of the cache
     */
    default void invalidation(Invalidation invalidation, Map<String, String> tags) {}
}
