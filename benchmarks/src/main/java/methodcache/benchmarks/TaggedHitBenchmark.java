package methodcache.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import methodcache.api.CacheLoader;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Hits of tagged entries, while nothing is invalidated, and while other tags or prefixes are, a thousand times a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class TaggedHitBenchmark {

    /** What is invalidated meanwhile. */
    public enum Events {
        /** Nothing. */
        NONE,
        /** Tags that no entry has. */
        TAGS,
        /** Prefixes that no key has. */
        PREFIXES
    }

    /** How many tags each entry has. */
    @Param({"0", "1", "4"})
    public int tags = 1;

    /** What is invalidated meanwhile. */
    @Param({"NONE", "TAGS", "PREFIXES"})
    public Events events = Events.NONE;

    private final Keys keys = new Keys();
    private final CacheLoader<User> loader = context -> new User(0, context.key());
    private final MethodCache cache = Ours.overEhcache();
    private CachePolicy policy = CachePolicy.of(p -> {});
    private volatile boolean stopped;

    /** Where each thread stands in the draw. */
    @State(Scope.Thread)
    public static class Position {

        private int call;

        int next() {
            return call++;
        }
    }

    /** Makes every key resident, and begins to invalidate. */
    @Setup
    public void fill() {
        policy = CachePolicy.of(p -> {
            p.withDuration(Peers.LIFE);
            for (int tag = 0; tag < tags; tag++) {
                p.withTags("tag:" + tag);
            }
        });
        for (long id = 0; id < Keys.RESIDENT; id++) {
            cache.put(Keys.text(id), new User(id, "name"), policy);
        }
        if (events != Events.NONE) {
            Thread thread = new Thread(this::invalidate, "invalidating");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void invalidate() {
        for (int number = 0; !stopped; number++) {
            String other = "other:" + number % 100;
            cache.invalidate(events == Events.TAGS ? Invalidation.tags(other) : Invalidation.prefix(other));
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Ends the invalidations and gives back what the cache holds. */
    @TearDown
    public void close() {
        stopped = true;
        cache.close();
    }

    /** A hit. */
    @Benchmark
    public User keyed(Position position) {
        return cache.getOrCreate(keys.text(position.next()), loader, policy);
    }
}
