package methodcache.core.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import methodcache.api.MethodCache;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * A cache in front of a database is one register for each key: whoever reads after a change has returned (written, then
 * invalidated) sees it, whether it hits, loads or joins a load. Lincheck runs random programs of three threads and looks for
 * an outcome that no order of their operations explains. (Its model checker takes minutes for a whole cache.)
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
public class CacheLincheckTest {

    private final AtomicIntegerArray database = new AtomicIntegerArray(2);
    private final MethodCache cache = MethodCache.configure()
            .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(10))
            .executor(Runnable::run)
            .scheduler((task, delay) -> new CompletableFuture<>())
            .build();

    /** Reads through the cache. */
    @Operation
    public int read(@Param(name = "key") int key) {
        return cache.getOrCreate("key:" + key, context -> slowly(database.get(key)));
    }

    /** Reads through the cache, many at once. */
    @Operation
    public int readInBulk(@Param(name = "key") int key) {
        return cache.<Integer>getOrCreateMany(
                        List.of("key:" + key), (missing, context) -> Map.of("key:" + key, slowly(database.get(key))))
                .get("key:" + key);
    }

    /** Changes, then invalidates the key. */
    @Operation
    public void change(@Param(name = "key") int key) {
        database.incrementAndGet(key);
        cache.invalidateKeys("key:" + key);
    }

    /** Changes, then invalidates the prefix. */
    @Operation
    public void changeAndInvalidatePrefix(@Param(name = "key") int key) {
        database.incrementAndGet(key);
        cache.invalidatePrefix("key:");
    }

    /** Changes, then invalidates everything. */
    @Operation
    public void changeAndInvalidateAll(@Param(name = "key") int key) {
        database.incrementAndGet(key);
        cache.invalidateAll();
    }

    /** A load takes its time after it has read, so that changes overtake it. */
    private static int slowly(int read) {
        for (int i = 0; i < 300; i++) {
            Thread.onSpinWait();
        }
        return read;
    }

    @Test
    void cache_underStress_isOneRegisterAKey() {
        new StressOptions()
                .iterations(20)
                .threads(3)
                .actorsPerThread(3)
                .invocationsPerIteration(1_500)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Registers.class)
                .check(getClass());
    }

    /** What the cache and its database are together. */
    public static class Registers {

        private final int[] values = new int[2];

        /** As {@link CacheLincheckTest#read}. */
        public int read(int key) {
            return values[key];
        }

        /** As {@link CacheLincheckTest#readInBulk}. */
        public int readInBulk(int key) {
            return values[key];
        }

        /** As {@link CacheLincheckTest#change}. */
        public void change(int key) {
            values[key]++;
        }

        /** As {@link CacheLincheckTest#changeAndInvalidatePrefix}. */
        public void changeAndInvalidatePrefix(int key) {
            values[key]++;
        }

        /** As {@link CacheLincheckTest#changeAndInvalidateAll}. */
        public void changeAndInvalidateAll(int key) {
            values[key]++;
        }
    }
}
