package methodcache.core.configuration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.ToIntBiFunction;
import java.util.function.UnaryOperator;
import methodcache.api.Scheduler;
import methodcache.api.ScopeProvider;
import methodcache.api.ServiceLookup;
import methodcache.api.Ticker;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.LockManager;
import methodcache.core.key.DeclaredServices;
import methodcache.core.layer.L2Limits;
import methodcache.core.layer.SecondLayer;
import methodcache.core.policy.Failures;
import methodcache.core.policy.Policies;
import methodcache.core.stats.Condition;
import methodcache.core.stats.Tallies;
import org.jspecify.annotations.Nullable;

/**
 * All that a cache is made of: checked, and immutable but for what it points to.
 *
 * @param name the name of the cache
 * @param policies its policies; they know its sinks, too
 * @param failures counts and logs what callbacks throw
 * @param tallies count what calls do
 * @param sinks hear of all calls
 * @param declared which services are declared, and how their instances are told apart
 * @param l1 the first layer; the cache closes its store
 * @param l2 the second layer; null for none
 * @param context what calls run in
 * @param threads what runs tasks
 * @param time clock, randomness and limits
 */
public record Settings(
        String name,
        Policies policies,
        Failures failures,
        Tallies tallies,
        List<CacheMetrics> sinks,
        DeclaredServices declared,
        L1 l1,
        @Nullable L2 l2,
        Context context,
        Threads threads,
        Time time) {

    /**
     * The first layer.
     *
     * @param store an empty store
     * @param condition whether it works
     * @param weigher weighs an entry when it is made, or null where entries are counted
     */
    public record L1(
            L1Store store, Condition condition, @Nullable ToIntBiFunction<? super String, Object> weigher) {}

    /**
     * The second layer.
     *
     * @param means store and codec; the cache closes the store
     * @param backplane its log; the cache closes it
     * @param locks its locks, which the cache closes; null for none
     * @param limits limits
     * @param clock the time of day
     * @param providers who has made these
     */
    public record L2(
            SecondLayer.Means means,
            Backplane backplane,
            @Nullable LockManager locks,
            L2Limits limits,
            InstantSource clock,
            Names providers) {}

    /**
     * The names of the providers of a second layer.
     *
     * @param store of the store's
     * @param backplane of the log's
     * @param locks of the locks'; empty where there are none
     */
    public record Names(String store, String backplane, String locks) {}

    /**
     * What calls run in.
     *
     * @param scope says in which scope a call runs, or null for none
     * @param services finds services for loaders and hooks
     * @param propagation wraps a task that runs on another thread than the call's
     */
    public record Context(@Nullable ScopeProvider scope, ServiceLookup services, UnaryOperator<Runnable> propagation) {}

    /**
     * What runs tasks.
     *
     * @param executor runs blocking loaders and completes futures, or null for the default
     * @param loadThreads the bound of the default executor where there are no virtual threads
     * @param scheduler runs tasks later, or null for the default
     */
    public record Threads(
            @Nullable Executor executor,
            int loadThreads,
            @Nullable Scheduler scheduler) {}

    /**
     * Clock, randomness and limits.
     *
     * @param ticker the source of time
     * @param random the source of jitter
     * @param joinLimit how long a loader's call waits for another's load
     * @param closeTimeout how long closing waits for loads in flight
     */
    public record Time(Ticker ticker, DoubleSupplier random, Duration joinLimit, Duration closeTimeout) {}
}
