package methodcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.TimeUnit;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import org.ehcache.CacheManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A key never asked for before, a loader that does nothing, and a full store: what the cache itself costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class MissBenchmark {

    private static final User USER = new User(1, "name");

    private final CacheLoader<User> loader = context -> USER;
    private final CachePolicy policy = CachePolicy.of(p -> p.withDuration(Peers.LIFE));
    private final CacheManager ehcacheManager = Peers.ehcacheManager();
    private final org.ehcache.Cache<String, User> ehcache = Peers.ehcache(ehcacheManager, true);
    private final Cache<String, User> caffeine = Peers.caffeine(true);
    private final AnnotationConfigApplicationContext context = Peers.spring();
    private final UserService spring = context.getBean(UserService.class);
    private final MethodCache cache = Ours.overEhcache();
    private final UserService users = id -> USER;

    /** Ids that nobody asked for yet. */
    @State(Scope.Thread)
    public static class Fresh {

        private long id = Thread.currentThread().getId() << 40;

        long next() {
            return id++;
        }
    }

    /** Gives back what the caches hold. */
    @TearDown
    public void close() {
        cache.close();
        ehcacheManager.close();
        context.close();
    }

    /** Look, load, put: three steps that share no load. */
    @Benchmark
    public User rawEhcache(Fresh fresh) {
        String key = Keys.text(fresh.next());
        User user = ehcache.get(key);
        if (user == null) {
            user = USER;
            ehcache.put(key, user);
        }
        return user;
    }

    /** Loads under the lock of a bin. */
    @Benchmark
    public User rawCaffeine(Fresh fresh) {
        return caffeine.get(Keys.text(fresh.next()), key -> USER);
    }

    /** An annotated method behind Spring's proxy. */
    @Benchmark
    public User springCacheable(Fresh fresh) {
        return spring.find(fresh.next());
    }

    /** By key. */
    @Benchmark
    public User keyed(Fresh fresh) {
        return cache.getOrCreate(Keys.text(fresh.next()), loader, policy);
    }

    /** By unbound method reference. */
    @Benchmark
    public User callUnbound(Fresh fresh) {
        return cache.call(UserService::find, users, fresh.next()).execute();
    }
}
