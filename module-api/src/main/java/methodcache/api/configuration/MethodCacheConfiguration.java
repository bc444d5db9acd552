package methodcache.api.configuration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import methodcache.api.MethodCache;
import methodcache.api.Scheduler;
import methodcache.api.ScopeProvider;
import methodcache.api.ServiceLookup;
import methodcache.api.Ticker;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.PolicyBuilder;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.L1StoreProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import methodcache.api.spi.ValueCodecProvider;

/**
 * Sets up a cache; every part has a default. Values are checked where they are set, their combination in {@link #build()}.
 * Mutable, for one thread; each word returns the same object.
 */
public interface MethodCacheConfiguration {

    /**
     * Names the cache: in threads, metrics, logs and errors. Default: {@code cache}.
     *
     * @param name letters, digits, '-', '_' and '.'; not empty
     * @return this
     * @throws IllegalArgumentException if it has other characters
     */
    MethodCacheConfiguration name(String name);

    /**
     * Sets the policy of all calls, the weakest layer. Said twice, the words add up.
     *
     * @param words the words
     * @return this
     */
    MethodCacheConfiguration defaultPolicy(Consumer<? super PolicyBuilder<?>> words);

    /**
     * Adds a policy that others take up by name with {@code withPolicy(name)}.
     *
     * @param name its name, not empty; a second one of that name is an error of {@code build()}
     * @param words the words
     * @return this
     */
    MethodCacheConfiguration addPolicy(String name, Consumer<? super PolicyBuilder<?>> words);

    /**
     * Declares a service and gives its methods policies. Declared, it counts in keys by its type instead of by instance:
     * two instances share values.
     *
     * @param service an interface
     * @param words its methods
     * @param <S> the service
     * @return this
     */
    <S> MethodCacheConfiguration forService(Class<S> service, Consumer<? super ServiceConfiguration<S>> words);

    /**
     * Declares a service: as the receiver of a method reference, or captured by a lambda, it counts in keys by this type
     * instead of by instance. Two instances share values; so {@code build()} refuses types of values, such as records and enums.
     *
     * @param service an interface or a class
     * @return this
     */
    MethodCacheConfiguration service(Class<?> service);

    /**
     * Declares a service whose instances differ: each counts in keys by this type and its qualifier.
     *
     * @param service an interface or a class
     * @param qualifier what tells instances apart, such as a tenant's name; a value that a key can hold. Quick, thread-safe,
     *     always the same for one instance
     * @param <S> the service
     * @return this
     */
    <S> MethodCacheConfiguration service(Class<S> service, Function<? super S, ?> qualifier);

    /**
     * Gives a group a policy. Said twice, the words add up.
     *
     * @param name the group, not empty
     * @param words the words
     * @return this
     */
    MethodCacheConfiguration forGroup(String name, Consumer<? super GroupConfiguration> words);

    /**
     * Sets limits of the first layer, whichever provider is on the path. Said twice, the words add up, and replace what can't be added.
     *
     * @param options the limits
     * @return this
     */
    MethodCacheConfiguration l1(Consumer<? super L1Options> options);

    /**
     * Chooses the provider of the first layer by name and sets its limits. Default: the property {@code methodcache.l1}, else
     * the only provider on the path. Replaces a provider that was chosen or given before.
     *
     * @param provider its name, such as {@code ehcache}
     * @param options the limits
     * @return this
     */
    MethodCacheConfiguration l1(String provider, Consumer<? super L1Options> options);

    /**
     * Gives the provider of the first layer itself, found on the path or not; for tests and for stores of one's own. Replaces a
     * provider that was chosen or given before.
     *
     * @param provider the provider
     * @param options the limits
     * @return this
     */
    MethodCacheConfiguration l1(L1StoreProvider provider, Consumer<? super L1Options> options);

    /**
     * Adds a second layer that the nodes of a cluster share: values, and a log of invalidations, so that what one node invalidates goes on
     * all. Its provider is the one that the property {@code methodcache.l2} names, else the only one on the path; log and locks are of the
     * provider of the same name, else of the only one on the path. Default: no second layer, whatever is on the path.
     *
     * <p>Caches of one {@link #name} in one cluster share values; caches of other names never meet. A cluster that can't be reached never
     * fails a call: {@code build()} waits for it no longer than {@link L2Options#timeout}, and it is used as soon as it is there.
     *
     * @param options limits, codec, and what the provider needs to know
     * @return this
     */
    MethodCacheConfiguration l2(Consumer<? super L2Options> options);

    /**
     * Adds a second layer by the name of its provider, such as {@code ignite}. Replaces a provider that was chosen or given before.
     *
     * @param provider its name
     * @param options limits, codec, and what the provider needs to know
     * @return this
     * @see #l2(Consumer)
     */
    MethodCacheConfiguration l2(String provider, Consumer<? super L2Options> options);

    /**
     * Adds a second layer and gives its providers, found on the path or not; for tests and for stores of one's own.
     *
     * @param store makes the store of values
     * @param backplane makes the log of invalidations
     * @param options limits and codec
     * @return this
     * @see #l2(Consumer)
     */
    MethodCacheConfiguration l2(
            L2StoreProvider store, BackplaneProvider backplane, Consumer<? super L2Options> options);

    /**
     * Gives the provider of distributed locks, found on the path or not. Default: the one on the path that has the name of the second
     * layer's provider, else the only one there.
     *
     * @param provider the provider
     * @return this
     */
    MethodCacheConfiguration locks(LockManagerProvider provider);

    /**
     * Gives the provider of the codec for the second layer, found on the path or not. Default: see {@link L2Options#codec}.
     *
     * @param provider the provider
     * @return this
     */
    MethodCacheConfiguration codec(ValueCodecProvider provider);

    /**
     * Gives the clock by which values of the second layer live on other nodes. Those of two nodes may differ: a value then lives by as much
     * longer or shorter, but never longer than its duration on each. Default: the system's.
     *
     * @param clock the time of day; thread-safe
     * @return this
     */
    MethodCacheConfiguration clock(InstantSource clock);

    /**
     * Tells a sink about all calls, beside those whose providers are on the path. Said several times, there are several. Where there is none,
     * or none that {@link CacheMetrics#hearsHits hears of hits}, a hit pays nothing for it.
     *
     * @param metrics thread-safe and quick; in place of one of its class that a provider would make
     * @return this
     */
    MethodCacheConfiguration metrics(CacheMetrics metrics);

    /**
     * Sets how a provider of metrics is used that is on the path. Those that aren't named are used as they are.
     *
     * @param provider its name; {@link #build()} fails where it isn't there
     * @param options its options, or that it is off
     * @return this
     */
    MethodCacheConfiguration metrics(String provider, Consumer<? super MetricsOptions> options);

    /**
     * Says in which scope each call runs. Default: none.
     *
     * @param provider called on the caller's thread, once per call
     * @return this
     */
    MethodCacheConfiguration scope(ScopeProvider provider);

    /**
     * Finds services for loaders and hooks. Default: finds none.
     *
     * @param services thread-safe
     * @return this
     */
    MethodCacheConfiguration services(ServiceLookup services);

    /**
     * Carries what lives in thread locals (a trace, a transaction's name, a security context) from the thread of a call to
     * the thread that runs its loader, where these differ: asynchronous calls with a blocking loader, and calls with a
     * time-out. Called on the caller's thread with the task; returns the task to run.
     *
     * @param wrap captures the caller's context and returns a task that runs inside it. Default: the task itself
     * @return this
     */
    MethodCacheConfiguration contextPropagation(UnaryOperator<Runnable> wrap);

    /**
     * Runs blocking loaders of asynchronous calls and of calls with a time-out, and completes futures. Not closed by the
     * cache. Default: a virtual thread for each where the JDK has them (21), else a bounded pool of daemon threads that end
     * when they have been idle for 30 seconds.
     *
     * @param executor must not run tasks on the thread that hands them over, and has threads for loads that loaders ask for and wait
     *     for: a pool of one thread can't run such a load while its thread waits for it
     * @return this
     */
    MethodCacheConfiguration executor(Executor executor);

    /**
     * Bounds the default pool of a JDK without virtual threads: how many blocking loads of asynchronous calls run at once. Up to
     * 10 000 more wait; beyond that a call fails with a {@link methodcache.api.CacheLoadException}. A load that another load's
     * loader asks for doesn't count: it has a thread of its own, lest loaders use up the threads that they wait for. Default: 64.
     * Of no effect with {@link #executor} or with virtual threads.
     *
     * @param threads positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    MethodCacheConfiguration loadThreads(int threads);

    /**
     * Sets the source of time for durations. Default: {@link System#nanoTime()}.
     *
     * @param ticker thread-safe
     * @return this
     */
    MethodCacheConfiguration ticker(Ticker ticker);

    /**
     * Sets what runs tasks later. Default: a daemon thread of the cache.
     *
     * @param scheduler thread-safe
     * @return this
     */
    MethodCacheConfiguration scheduler(Scheduler scheduler);

    /**
     * Sets the source of randomness for jitter and for probabilistic refreshes. Default: {@link java.util.concurrent.ThreadLocalRandom}.
     *
     * @param random numbers from 0 to below 1; thread-safe
     * @return this
     */
    MethodCacheConfiguration random(DoubleSupplier random);

    /**
     * Limits how long a call waits for a load that another call has begun; then it loads by itself, together with those who have
     * waited with it. The first load goes on for its own caller, and is kept as well. Loads that wait for each other in a circle
     * are seen at once and don't need it; it is for asynchronous loaders whose further steps run outside the load's thread and
     * {@link methodcache.api.CacheContext#within}. Longer than any load takes, it costs no second load. It also limits how long a
     * load waits for its turn where {@code withMaxConcurrentLoads} bounds them. Default: 30 seconds.
     *
     * @param limit positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    MethodCacheConfiguration joinLimit(Duration limit);

    /**
     * Limits how long {@code close()} waits for loads in flight before it cancels them. Default: 10 seconds.
     *
     * @param limit zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    MethodCacheConfiguration closeTimeout(Duration limit);

    /**
     * Builds the cache.
     *
     * @return a running cache, to be closed
     * @throws methodcache.api.CacheConfigurationException with every problem found: what is wrong, which policy or method asked
     *     for it, and what to do
     */
    MethodCache build();
}
