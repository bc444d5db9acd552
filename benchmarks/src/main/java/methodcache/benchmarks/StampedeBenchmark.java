package methodcache.benchmarks;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Many threads ask for one key that isn't there, all at once, while its loader takes 20 ms: from the moment they are let go until the
 * last one has its value, and how often the loader ran. One shot each, for a key never asked for before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 30)
@Measurement(iterations = 30)
@Threads(1)
@Fork(3)
public class StampedeBenchmark {

    /** Who asks. */
    public enum Crowds {
        /** As many threads as a server's pool has. */
        PLATFORM_200(200),
        /** A request each; from JDK 21 on. */
        VIRTUAL_10000(10_000);

        final int size;

        Crowds(int size) {
            this.size = size;
        }

        ThreadFactory factory() {
            return this == PLATFORM_200 ? Thread::new : VirtualThreads.factory();
        }
    }

    /** Who asks; virtual threads only where told to, for not every JDK that runs this has them. */
    @Param("PLATFORM_200")
    public Crowds crowd = Crowds.PLATFORM_200;

    private final SlowUsers users = new SlowUsers();
    private final MethodCache cache = Ours.overEhcache();
    private final Cache<String, User> caffeine = Peers.caffeine(true);
    private final AsyncCache<String, User> caffeineAsync = Peers.caffeineAsync();
    private final AnnotationConfigApplicationContext context = Peers.spring(users);
    private final Peers.StampededUsers spring = context.getBean(Peers.StampededUsers.class);

    /** Threads that wait to be let go: made anew for each shot, before its time begins. */
    @State(Scope.Thread)
    public static class Waiting {

        private long id;
        private Crowd crowd = new Crowd(Thread::new, 0, 0);

        /** Starts them. */
        @Setup(Level.Invocation)
        public void gather(StampedeBenchmark benchmark) {
            id++;
            crowd = new Crowd(benchmark.crowd.factory(), benchmark.crowd.size, id);
        }
    }

    /** What JMH reports beside the time: a sum over the shots. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counted {

        /** How often the loader ran. */
        public long loads;
    }

    /** Gives back what the caches hold. */
    @TearDown
    public void close() {
        cache.close();
        context.close();
    }

    private void run(Waiting waiting, Counted counted, LongFunction<User> call) throws InterruptedException {
        waiting.crowd.callAtOnce(call);
        counted.loads += users.takeCalls();
    }

    /** No cache: the first completes one future for all. What it takes to wake so many threads twice, whatever the cache does. */
    @Benchmark
    public void sharedFuture(Waiting waiting, Counted counted) throws InterruptedException {
        AtomicBoolean taken = new AtomicBoolean();
        CompletableFuture<User> shared = new CompletableFuture<>();
        run(waiting, counted, id -> {
            if (taken.compareAndSet(false, true)) {
                shared.complete(users.find(id));
            }
            return shared.join();
        });
    }

    /** The first loads on its own thread, the others wait for it. */
    @Benchmark
    public void keyed(Waiting waiting, Counted counted) throws InterruptedException {
        run(waiting, counted, id -> cache.getOrCreate(Keys.text(id), loading -> users.find(id)));
    }

    /** As a future: loads on a thread of the cache. */
    @Benchmark
    public void keyedAsync(Waiting waiting, Counted counted) throws InterruptedException {
        run(
                waiting,
                counted,
                id -> cache.<User>getOrCreateAsync(Keys.text(id), CacheLoader.blocking(loading -> users.find(id)))
                        .join());
    }

    /** Loads under the lock of a bin. */
    @Benchmark
    public void rawCaffeine(Waiting waiting, Counted counted) throws InterruptedException {
        run(waiting, counted, id -> caffeine.get(Keys.text(id), key -> users.find(id)));
    }

    /** As a future: loads on the common pool. */
    @Benchmark
    public void rawCaffeineAsync(Waiting waiting, Counted counted) throws InterruptedException {
        run(
                waiting,
                counted,
                id -> caffeineAsync.get(Keys.text(id), key -> users.find(id)).join());
    }

    /** An annotated method, by default. */
    @Benchmark
    public void springCacheable(Waiting waiting, Counted counted) throws InterruptedException {
        run(waiting, counted, spring::find);
    }

    /** An annotated method with {@code sync = true}, which leaves the load to Caffeine. */
    @Benchmark
    public void springCacheableSync(Waiting waiting, Counted counted) throws InterruptedException {
        run(waiting, counted, spring::findInSync);
    }
}
