package methodcache.api.policy;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import methodcache.api.CacheContext;
import methodcache.api.CacheLayer;
import methodcache.api.KeyGenerator;
import methodcache.api.metrics.CacheMetrics;

/**
 * The words that see no value. Layers of policy are merged field by field, weakest first: default, named, group, service
 * method, call, override. Of scalar words the stronger layer wins; hooks, conditions, metrics and scope parts are joined. An
 * inherited word that no longer fits, such as a sliding expiration longer than the call's duration, is dropped.
 *
 * <p>Words checked alone are checked where they are said; words of one layer that clash are an {@link IllegalStateException},
 * from {@code build()} as part of its {@link methodcache.api.CacheConfigurationException}. Mutable, for one thread; each word
 * returns the same object.
 *
 * @param <B> the type of the builder itself
 */
public interface PolicyBuilder<B extends PolicyBuilder<B>> {

    /**
     * How long a value may be served, counted from the end of its load. Default: until it is evicted or invalidated. With
     * {@link #withSlidingExpiration} it is the cap on the whole life. Stored with the value: a later call with another duration
     * doesn't change it.
     *
     * @param duration positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B withDuration(Duration duration);

    /**
     * How long a value lives without being used; each hit renews it, up to {@link #withDuration}, or where none is said, up
     * to ten such times. Default: none. Stored with the value.
     *
     * @param idle positive, and shorter than the duration of the same layer
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B withSlidingExpiration(Duration idle);

    /**
     * Takes back a sliding expiration that a weaker layer said.
     *
     * @return this
     */
    B withoutSlidingExpiration();

    /**
     * Shortens each life by a random part of it, so that values loaded together don't expire together. Default: 0. Never
     * lengthens. Stored with the value.
     *
     * @param fraction the greatest part, from 0 to below 1
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    B withJitter(double fraction);

    /**
     * Keeps values of different versions apart: a value that was kept with another version is a miss and is replaced. Raise it
     * when what a loader computes changes. An invalidation reaches every version. Default: 0.
     *
     * @param version at least 0
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    B withVersion(int version);

    /**
     * Puts the call into a group, for the policy of the group and as a tag of metrics. Default: none.
     *
     * @param name the group; one that isn't configured has no policy of its own
     * @return this
     */
    B inGroup(String name);

    /**
     * Asks the cache only if a condition holds. Otherwise the loader answers, and its value isn't kept. Several conditions must
     * all hold. A condition that throws counts as one that doesn't hold. Default: always.
     *
     * @param condition quick; looked at once per call, before the cache is asked
     * @return this
     */
    B when(Predicate<? super CacheContext> condition);

    /**
     * Keeps null values, for a time of their own. Default: a null is passed on and not kept. Stored with the value.
     *
     * @param duration how long; positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B cacheNulls(Duration duration);

    /**
     * Serves the old value when a load fails: for at most {@code maxStale} after its life has ended, by time or by an invalidation that is
     * {@link methodcache.api.Invalidation#expired() expired()}, and until {@code retryAfter} has passed without trying the load again. What
     * any other invalidation covers is never served. A call gets it only if its own policy says this, for the shorter of its {@code
     * maxStale} and the one that was stored with the value; {@code refresh()} and look-ups never do. It is for whatever exception ends a load, not for errors,
     * interruption, closing, or a call's own time-out; the failure is counted, logged nowhere, and told to {@link methodcache.api.metrics.CacheMetrics}. Until it
     * is gone, such an entry takes room in the store. Where the first layer holds none, one that the second layer still has is served alike, unless an event
     * has covered it, be that expired() or not. Default: none; the caller gets the exception.
     *
     * <p>Source: {@code stale-if-error} of <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>.
     *
     * @param maxStale positive; stored with the value
     * @param retryAfter positive; of this call
     * @return this
     * @throws IllegalArgumentException if one isn't positive
     */
    B withStaleOnError(Duration maxStale, Duration retryAfter);

    /**
     * Refreshes a value ahead of its end: the first hit within this time before the end of its life starts one load in the background, and is
     * answered with what is there; no hit waits for it. At most one runs for a key on a node, and with {@link #withDistributedLock(Duration)} in
     * the cluster; what another node has loaded meanwhile is taken from the second layer. One that fails leaves the value: the next is begun by
     * a hit after {@code retryAfter} of {@link #withStaleOnError}, or else a tenth of the window (at least 100 ms), and twice as long after each
     * further failure. A refresh whose value isn't to be kept removes the old one. The loader is the one of the call whose hit
     * starts it. There is no timer: what nobody asks for expires. With a sliding expiration, the end is that of the duration. Default: none.
     * Of this call, and in place of {@code probabilistic}; a weaker layer's window that isn't shorter than the duration is dropped, and values whose own life is
     * no longer than the window, such as nulls, aren't refreshed ahead. Needs the first layer. A refresh that takes longer than {@code joinLimit}
     * doesn't keep the next from beginning.
     *
     * @param window positive, and shorter than the duration of the same layer
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B withRefreshAhead(Duration window);

    /**
     * Takes back what a weaker layer said of refreshing ahead, be it by a window, by probability or at intervals.
     *
     * @return this
     */
    B withoutRefreshAhead();

    /**
     * Keeps values warm while they are used: each is loaded anew in the background when this time has passed since its last load, if it was hit
     * meanwhile. One that wasn't hit is let alone, and refreshed at its next hit. One that has left the cache meanwhile, by an invalidation or for
     * want of room, is loaded as well, if it was hit before. The loader is that of the call that loaded the value, or whose hit was the first to
     * ask for this; after a change of policies the next hit says it anew. A failed refresh leaves the value and is tried again after the next interval, if it was
     * hit meanwhile. One timer serves all keys; at most 10 000 keys of a cache are kept
     * warm so, and beyond that it is logged once. Not for bulk calls, whose loaders make many. Default: none.
     *
     * @param interval positive, and shorter than the duration of the same layer; a weaker layer's that isn't is dropped
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B refreshEvery(Duration interval);

    /**
     * Says what protects from stampedes, besides the shared load of a node: {@link StampedeProtection.RefreshAhead} is {@link
     * #withRefreshAhead(Duration)}, {@link StampedeProtection.DistributedLock} is {@link #withDistributedLock(Duration, int)}, {@link
     * StampedeProtection.Probabilistic} is a refresh ahead at random times, and {@link StampedeProtection.None} takes all of these back. A lock
     * and one of the two ways to refresh ahead go together: say both. Default: none.
     *
     * @param protection which one
     * @return this
     */
    B withStampedeProtection(StampedeProtection protection);

    /**
     * Remembers failures: for a time after a load has failed with such an exception, calls for its key fail with a new {@link
     * methodcache.api.CachedFailureException} instead of loading again. The exception is the one that the loader threw, be it checked or not; the most
     * specific class that was said counts. Only in the first layer, and only where that holds no value, nor one that {@link
     * #withStaleOnError} may serve; an invalidation of its key, its tags and so on ends it. {@code refresh()} loads all the same. A remembered
     * failure isn't counted by a circuit breaker again. Only what a loader threw is remembered: no time-out, no refusal. Default: no failure is remembered.
     *
     * @param type of what the loader throws
     * @param duration how long; positive
     * @return this
     * @throws IllegalArgumentException if the duration isn't positive
     */
    B cacheFailures(Class<? extends Throwable> type, Duration duration);

    /**
     * Limits how long a call waits where {@link #withStaleOnError} has an old value for it: then it is answered with that, and the load goes on,
     * on another thread, and is kept. While that load runs, later calls wait for what is left of this time since it began. Where there is no old
     * value it has no effect. Default: a call waits until the load ends or fails. The loader runs on the cache's executor where an old value is
     * there. In a bulk call it takes effect where all keys that are waited for have an old value.
     *
     * @param timeout positive, and shorter than the hard one of the same layer
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B withSoftTimeout(Duration timeout);

    /**
     * Limits how long a load may take, from when it is handed to the cache's executor, where it always runs then; the waits for a thread, for the cluster
     * and its lock, and for {@link #withMaxConcurrentLoads(int)} included. A call whose load takes longer gets the old value that {@link
     * #withStaleOnError} has, or its fallback, or else a {@link methodcache.api.CacheTimeoutException}. The load isn't cancelled: it runs on, and is
     * kept when it ends well, while the next call loads anew. At most two loads of a key run on so; as long as there are two, calls are answered at once
     * with the old value, the fallback, or a {@link methodcache.api.CacheLoadException}. After ten times its limit a load is cancelled, which interrupts a
     * blocking loader, and doesn't count any more. A caller who joins another's load waits for this time at most. Default: none.
     *
     * @param timeout positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B withHardTimeout(Duration timeout);

    /**
     * Stops running a loader that fails: after so many failures in a row, calls get the old value that {@link #withStaleOnError} has, or their
     * fallback, or else a {@link methodcache.api.CircuitOpenException} at once; when a time has passed, one load is let through as a probe, and
     * its end closes the breaker or opens it anew. Hits aren't touched. A load that takes longer than {@link #withHardTimeout} counts as a failure; one that
     * is cancelled or interrupted doesn't count. A bulk load counts once. The state is that of the cache, and of the method where that is one of a declared service; else
     * of the policy that says this word, of a {@code CachePolicy} its instance, of a policy lambda its place in the code; else of the lambda or
     * method that is called. Default: none.
     *
     * <p>Source: M. Nygard, Release It!, 2007; states as in Failsafe and resilience4j, with a threshold of failures in a row and one probe.
     *
     * @param failures how many in a row open it; positive
     * @param openFor how long it stays open; positive
     * @return this
     * @throws IllegalArgumentException if one isn't positive
     */
    B withCircuitBreaker(int failures, Duration openFor);

    /**
     * Stops running a loader that fails, with a state that all who say this name share; otherwise as {@link #withCircuitBreaker(int, Duration)}.
     * A name is remembered as long as the cache: they should be few.
     *
     * @param name of what the loaders depend on, such as a database; not empty
     * @param failures how many in a row open it; positive
     * @param openFor how long it stays open; positive
     * @return this
     * @throws IllegalArgumentException if one isn't positive or the name is empty
     */
    B withCircuitBreaker(String name, int failures, Duration openFor);

    /**
     * Bounds how many loads run at a time (a bulkhead): the others wait, in their order. A bulk load counts once. Counted for the method
     * where there is one, else for the policy that says this word, as {@link #withCircuitBreaker(int, Duration)} says. A load that another load's loader
     * asks for, or waits for, doesn't wait, since that would be for ever; one that has waited as long as {@code joinLimit} isn't run, and its call
     * gets the old value, its fallback, or else a {@link methodcache.api.CacheLoadException}. A loader
     * that hangs keeps its place, unless {@link #withHardTimeout} limits it: say both. Where the cache has distributed locks, the bound holds in the
     * cluster as well for methods and named policies and groups, whose names all nodes know; a node whose locks fail, or that has waited as long as
     * {@code joinLimit}, loads without. Default: no bound.
     *
     * @param most how many; positive, and the same for all who share it
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B withMaxConcurrentLoads(int most);

    /**
     * Bounds how many loads of all who say this name run at a time; otherwise as {@link #withMaxConcurrentLoads(int)}. A name is remembered as
     * long as the cache: they should be few.
     *
     * @param name of what the loaders depend on, such as a database; not empty
     * @param most how many; positive, and the same for all who share it
     * @return this
     * @throws IllegalArgumentException if it isn't positive or the name is empty
     */
    B withMaxConcurrentLoads(String name, int most);

    /**
     * Uses these layers only, for reading and writing. Default: the first, and the second where the cache has one. A layer that isn't
     * written isn't changed by the call, but an invalidation always reaches all. Without a second layer, {@link CacheLayer#L2} alone means
     * that nothing is kept; said in a configuration it is a problem of {@code build()}.
     *
     * @param first {@link CacheLayer#L1} or {@link CacheLayer#L2}
     * @param more the other one
     * @return this
     * @throws IllegalArgumentException if one is {@link CacheLayer#SOURCE}
     */
    B withLayers(CacheLayer first, CacheLayer... more);

    /**
     * Reads from some layers and writes to some: {@code withLayers(Set.of(L1), Set.of(L1, L2))} doesn't ask the cluster, but shares what
     * it loads; with none to read, every call loads.
     *
     * @param read which ones may answer
     * @param written which ones keep what was loaded
     * @return this
     * @throws IllegalArgumentException if one is {@link CacheLayer#SOURCE}
     */
    B withLayers(Set<CacheLayer> read, Set<CacheLayer> written);

    /**
     * Loads under a lock that the cluster shares: on a miss in every layer, at most one node loads this key, and the others wait, then look
     * again. The same as {@code withDistributedLock(timeout, 1)}.
     *
     * @param timeout how long to wait; zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    default B withDistributedLock(Duration timeout) {
        return withDistributedLock(timeout, 1);
    }

    /**
     * Loads under a lock that the cluster shares: on a miss in every layer, at most so many nodes load this key, and the others wait, then
     * look again. Who has waited in vain, or can't reach the locks, loads without, and is counted in {@code
     * CacheStats.loadsWithoutLock()}. The lock is a lease of 10 seconds that is renewed while the loader runs; the loader sees it in {@link
     * CacheContext#lock()}. A bulk call takes no lock. Default: none; calls of one node share one load anyway. Needs a second layer with
     * a provider of locks, or else is a problem of {@code build()}; a call that says it where there is none loads as if it hadn't.
     *
     * @param timeout how long to wait; zero or more
     * @param maxConcurrency how many nodes may load at a time; positive, and the same for all calls of a key
     * @return this
     * @throws IllegalArgumentException if the time is negative or the number not positive
     */
    B withDistributedLock(Duration timeout, int maxConcurrency);

    /**
     * Whether a load may run without the lock of {@link #withDistributedLock(Duration, int)}. Where it is required, a load that gets none
     * within its timeout, or whose lock service fails, doesn't run: the call, and those that have joined it, fail with a {@code
     * CacheLoadException}, unless {@link #withStaleOnError} has an old value for them. For loaders that must not run twice at a time, at
     * the price of calls that fail when the lock service does. Default: false, such a load runs and is counted in {@code
     * CacheStats.loadsWithoutLock()}. What the cache has no say in takes no lock all the same: bulk calls, calls whose condition says no or
     * whose caching is turned off, and a load that runs by itself since waiting would close a circle. Needs a lock to require, said here or
     * in another layer, and a provider of locks, or else is a problem of {@code build()}, and in a call an {@link IllegalStateException}.
     *
     * @param on whether it is required
     * @return this
     */
    B requireDistributedLock(boolean on);

    /**
     * Makes keys with a generator found by name: {@code "fast"} comes with the engine, {@code "json"} and {@code "msgpack"} with
     * {@code methodcache-provider-jackson}, which reads beans, too. For method calls and lambdas; keyed calls don't need one.
     * Default: the readable canonical form of the arguments.
     *
     * @param name the name of a generator on the path
     * @return this
     */
    B withKeyGenerator(String name);

    /**
     * Makes keys with a generator. It is the caller's word that arguments which must not share a value don't share a text.
     *
     * @param generator thread-safe
     * @return this
     */
    B withKeyGenerator(KeyGenerator generator);

    /**
     * Marks values, so that {@link methodcache.api.MethodCache#invalidateTags(String...) invalidateTags} and its kin reach them
     * together. Tags are exact texts, and joined with those of weaker layers. Stored with the value: other tags take effect when the
     * value is next loaded or put. A hit looks a tag up only when something was invalidated since the last.
     *
     * @param tags none empty
     * @return this
     * @throws IllegalArgumentException if one is empty
     */
    B withTags(String... tags);

    /**
     * Marks values; otherwise as {@link #withTags(String...)}.
     *
     * @param tags none empty
     * @return this
     * @throws IllegalArgumentException if one is empty
     */
    B withTags(Collection<String> tags);

    /**
     * Takes back the tags that were said so far, here and by weaker layers.
     *
     * @return this
     */
    B withoutTags();

    /**
     * Lets an invalidation of one of these keys invalidate this value too, in whatever way it comes about: by key, tag, prefix or pattern, by a {@code put},
     * or through a key that the parent itself depends on. Neither expiry, eviction nor reloading of the parent does. The parent needn't
     * be in the cache, and what it depends on may become known later. Keys are taken in the scope of the call, and joined with those of
     * weaker layers. Stored with the value.
     *
     * <p>Circles among what is declared, in policies, groups and methods, are refused by {@code build()}, be they by keys, prefixes or
     * tags, and so is an override that closes one. What is said of several types counts together for each method of a declared service
     * that implements it. {@link #cascadeInvalidation cascadeInvalidation(false)} ends a circle, and so do two values of one part of a
     * scope. Those that arise at run time, by words of calls and values, in a class that isn't declared, or by the keys of methods, which begin
     * with {@code @}, are legal; each key goes once.
     *
     * @param keys none empty
     * @return this
     * @throws IllegalArgumentException if one is empty
     */
    B dependsOn(String... keys);

    /**
     * Lets an invalidation of one of these keys invalidate this value too; otherwise as {@link #dependsOn(String...)}.
     *
     * @param keys none empty
     * @return this
     * @throws IllegalArgumentException if one is empty
     */
    B dependsOn(Collection<String> keys);

    /**
     * Lets an invalidation of any key that begins with a text invalidate this value too; otherwise as
     * {@link #dependsOn(String...)}. An invalidation of a key compares it with each prefix that is depended on.
     *
     * @param prefix not empty
     * @return this
     * @throws IllegalArgumentException if it is empty
     */
    B dependsOnPrefix(String prefix);

    /**
     * Lets an invalidation of a tag that matches a pattern, or of a value that has such a tag, invalidate this value too: {@code *} stands for any run of characters,
     * {@code ?} for one, all else for itself, and the whole tag must match. An invalidation of a tag compares it with each pattern that
     * is depended on, and so do values when they are stored. Otherwise as {@link #dependsOn(String...)}.
     *
     * @param pattern not empty
     * @return this
     * @throws IllegalArgumentException if it is empty
     */
    B dependsOnTag(String pattern);

    /**
     * Lets an invalidation of this value, in whatever way it comes about, invalidate these keys too. It is remembered after the value
     * itself has left the cache; beyond 10 000 of such relations, whatever may have been one of them goes, which
     * {@link methodcache.api.CacheStats#earlyFloors()} counts. Joined with those of weaker layers.
     *
     * @param keys none empty
     * @return this
     * @throws IllegalArgumentException if one is empty
     */
    B invalidatesWith(String... keys);

    /**
     * Lets an invalidation of this value invalidate these keys too; otherwise as {@link #invalidatesWith(String...)}.
     *
     * @param keys none empty
     * @return this
     * @throws IllegalArgumentException if one is empty
     */
    B invalidatesWith(Collection<String> keys);

    /**
     * Lets an invalidation of this value invalidate all keys that begin with a text; otherwise as
     * {@link #invalidatesWith(String...)}.
     *
     * @param prefix not empty
     * @return this
     * @throws IllegalArgumentException if it is empty
     */
    B invalidatesPrefix(String prefix);

    /**
     * Whether an invalidation that reaches this value through what it depends on goes on to what depends on this value, or is invalidated
     * with it. One of its own key or tags always does. Default: true.
     *
     * @param on false to end it here
     * @return this
     */
    B cascadeInvalidation(boolean on);

    /**
     * Serves values without keeping them whose load began less than this after an invalidation that covers them: for sources that lag
     * behind, such as read replicas. From the first call that says this, the cache remembers invalidated keys for as long. Default: none; a
     * {@code put} is always kept.
     *
     * @param grace positive, longer than the source may lag
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    B withInvalidationGrace(Duration grace);

    /**
     * Tells a sink about these calls, besides those of the configuration. Default: none.
     *
     * @param metrics thread-safe and quick
     * @return this
     */
    B withMetrics(CacheMetrics metrics);

    /**
     * Adds a part to the scope of the call, and with it to the key: one tenant doesn't see another's values. It replaces a
     * part of that name from a weaker layer or the {@link methodcache.api.ScopeProvider}. Invalidations by key, prefix, tag and pattern are
     * taken in the provider's scope: what is in a scope said by this word is reached with
     * {@link methodcache.api.Invalidation#inScope inScope} of the same part, by a key that {@link methodcache.api.CacheCall#key()} tells,
     * with {@link methodcache.api.CacheCall#invalidate()}, or with {@code invalidateAll()}.
     *
     * @param name its name, such as {@code tenantId}; not empty
     * @param value a value that a key can hold
     * @return this
     */
    B withScope(String name, Object value);

    /**
     * Calls a hook after a hit; exactly one of hit and miss happens in a call. What it throws is counted and logged, and
     * doesn't fail the call.
     *
     * @param hook quick; on the caller's thread
     * @return this
     */
    B onHit(Consumer<? super CacheContext> hook);

    /**
     * Calls a hook after a miss was answered: by a load, by joining one, or by a condition that said no; also when the load
     * failed. What it throws is counted and logged, and doesn't fail the call.
     *
     * @param hook quick; on the thread that completes the call
     * @return this
     */
    B onMiss(Consumer<? super CacheContext> hook);

    /**
     * Takes the words of a named policy, as a layer weaker than the one that says this.
     *
     * @param name a policy of {@code addPolicy}
     * @return this
     * @throws methodcache.api.CacheConfigurationException from {@code build()} or the call, if there is none of that name
     */
    B withPolicy(String name);

    /**
     * Takes the words of a policy, as a layer weaker than the one that says this.
     *
     * @param policy the policy
     * @return this
     */
    B withPolicy(CachePolicy policy);
}
