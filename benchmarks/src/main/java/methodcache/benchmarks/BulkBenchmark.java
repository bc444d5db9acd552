package methodcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import methodcache.api.BulkLoader;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A hundred keys in one call, fifty of them resident; Spring has no such call and loops. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class BulkBenchmark {

    private static final User USER = new User(1, "name");
    private static final int HALF = 50;

    private final BulkLoader<User> loader = (missing, context) -> load(missing);
    private final CachePolicy policy = CachePolicy.of(p -> p.withDuration(Peers.LIFE));
    private final CacheManager ehcacheManager = Peers.ehcacheManager();
    private final org.ehcache.Cache<String, User> ehcache = Peers.ehcache(ehcacheManager, true);
    private final Cache<String, User> caffeine = Peers.caffeine(true);
    private final AnnotationConfigApplicationContext context = Peers.spring();
    private final UserService spring = context.getBean(UserService.class);
    private final MethodCache cache = Ours.overEhcache();

    /** Ids that nobody asked for yet, beside ones that are there. */
    @State(Scope.Thread)
    public static class Batch {

        private long fresh = Thread.currentThread().getId() << 40;

        List<Long> ids() {
            List<Long> ids = new ArrayList<>(2 * HALF);
            for (long resident = 0; resident < HALF; resident++) {
                ids.add(resident);
                ids.add(fresh++);
            }
            return ids;
        }

        List<String> keys() {
            List<String> keys = new ArrayList<>(2 * HALF);
            ids().forEach(id -> keys.add(Keys.text(id)));
            return keys;
        }
    }

    private static Map<String, User> load(Iterable<? extends String> missing) {
        Map<String, User> users = new HashMap<>();
        missing.forEach(key -> users.put(key, USER));
        return users;
    }

    /** Makes the first half resident. */
    @Setup
    public void fill() {
        for (long id = 0; id < HALF; id++) {
            ehcache.put(Keys.text(id), USER);
            caffeine.put(Keys.text(id), USER);
            spring.find(id);
            cache.put(Keys.text(id), USER, policy);
        }
    }

    /** Gives back what the caches hold. */
    @TearDown
    public void close() {
        cache.close();
        ehcacheManager.close();
        context.close();
    }

    /** One get and one put a key, which is faster than Ehcache's own getAll. */
    @Benchmark
    public Map<String, User> rawEhcache(Batch batch) {
        Map<String, User> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String key : batch.keys()) {
            User user = ehcache.get(key);
            if (user == null) {
                missing.add(key);
            } else {
                found.put(key, user);
            }
        }
        load(missing).forEach((key, user) -> {
            ehcache.put(key, user);
            found.put(key, user);
        });
        return found;
    }

    /** Caffeine's own bulk call. */
    @Benchmark
    public Map<String, User> rawCaffeine(Batch batch) {
        return caffeine.getAll(batch.keys(), BulkBenchmark::load);
    }

    /** A loop over an annotated method: fifty single loads. */
    @Benchmark
    public List<User> springCacheable(Batch batch) {
        List<User> users = new ArrayList<>(2 * HALF);
        for (Long id : batch.ids()) {
            users.add(spring.find(id));
        }
        return users;
    }

    /** One call, one load. */
    @Benchmark
    public Map<String, User> getOrCreateMany(Batch batch) {
        return cache.getOrCreateMany(batch.keys(), loader, policy);
    }
}
