package methodcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Invalidating a tag that so many entries have, all of them present: one shot each, beside Caffeine with a tag index by hand, which is
 * what its users write. The index is kept when an entry is put and when its tag is invalidated; one that also hears of evictions would
 * cost more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 15)
@Fork(1)
public class InvalidateTagsBenchmark {

    private static final String TAG = "catalog";

    /** How many entries have the tag. */
    @Param({"10", "10000", "1000000"})
    public int covered = 10;

    private final CachePolicy policy = CachePolicy.of(p -> p.withTags(TAG));
    private final MethodCache cache = MethodCache.configure()
            .name("tags")
            .l1("ehcache", l1 -> l1.maximumEntries(2_000_000))
            .build();
    private final Cache<String, User> caffeine =
            Caffeine.newBuilder().maximumSize(2_000_000).build();
    private final Map<String, Set<String>> index = new ConcurrentHashMap<>();

    /** Puts every entry anew, with its tag. */
    @Setup(Level.Iteration)
    public void fill() {
        for (long id = 0; id < covered; id++) {
            String key = Keys.text(id);
            User user = new User(id, "name");
            cache.put(key, user, policy);
            caffeine.put(key, user);
            index.computeIfAbsent(TAG, tag -> ConcurrentHashMap.newKeySet()).add(key);
        }
    }

    /** Gives back what the cache holds. */
    @TearDown
    public void close() {
        cache.close();
    }

    /** Ours: a number for the tag. */
    @Benchmark
    public InvalidationReport invalidateTags() {
        return cache.invalidateTags(TAG);
    }

    /** Caffeine: every key of the tag. */
    @Benchmark
    public int caffeineWithIndex() {
        Set<String> keys = index.remove(TAG);
        if (keys == null) {
            return 0;
        }
        caffeine.invalidateAll(keys);
        return keys.size();
    }
}
