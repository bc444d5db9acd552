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
 * Whoever asks after a change has returned (written to the database, then invalidated) gets a value loaded after it, whether it hits,
 * loads or joins a load. Lincheck runs random programs of three threads and looks for a read that isn't so. (Not checked is that reads
 * agree on a change whose invalidation has yet to return: they needn't. And Lincheck's model checker takes minutes for a whole cache.)
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
public class CacheLincheckTest {

    private final AtomicIntegerArray database = new AtomicIntegerArray(2);

    /** How many changes of a key have returned. */
    private final AtomicIntegerArray changed = new AtomicIntegerArray(2);

    private final MethodCache cache = MethodCache.configure()
            .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(10))
            .executor(Runnable::run)
            .scheduler((task, delay) -> new CompletableFuture<>())
            .build();

    /** Whether a read through the cache is fresh. */
    @Operation
    public boolean read(@Param(name = "key") int key) {
        int before = changed.get(key);
        int value = cache.getOrCreate("key:" + key, context -> slowly(database.get(key)));
        return value >= before;
    }

    /** Whether a read of many through the cache is fresh. */
    @Operation
    public boolean readInBulk(@Param(name = "key") int key) {
        int before = changed.get(key);
        Map<String, Integer> values = cache.getOrCreateMany(
                List.of("key:" + key), (missing, context) -> Map.of("key:" + key, slowly(database.get(key))));
        return values.getOrDefault("key:" + key, -1) >= before;
    }

    /** Changes, then invalidates the key. */
    @Operation
    public void change(@Param(name = "key") int key) {
        database.incrementAndGet(key);
        cache.invalidateKeys("key:" + key);
        changed.incrementAndGet(key);
    }

    /** Changes, then invalidates the prefix. */
    @Operation
    public void changeAndInvalidatePrefix(@Param(name = "key") int key) {
        database.incrementAndGet(key);
        cache.invalidatePrefix("key:");
        changed.incrementAndGet(key);
    }

    /** Changes, then invalidates everything. */
    @Operation
    public void changeAndInvalidateAll(@Param(name = "key") int key) {
        database.incrementAndGet(key);
        cache.invalidateAll();
        changed.incrementAndGet(key);
    }

    /** A load takes its time after it has read, so that changes overtake it. */
    private static int slowly(int read) {
        for (int i = 0; i < 300; i++) {
            Thread.onSpinWait();
        }
        return read;
    }

    @Test
    void reads_underStress_areFresh() {
        new StressOptions()
                .iterations(20)
                .threads(3)
                .actorsPerThread(3)
                .invocationsPerIteration(1_500)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Fresh.class)
                .check(getClass());
    }

    /** What reads and changes come to where nothing is stale. */
    public static class Fresh {

        /** As {@link CacheLincheckTest#read}. */
        public boolean read(int key) {
            return true;
        }

        /** As {@link CacheLincheckTest#readInBulk}. */
        public boolean readInBulk(int key) {
            return true;
        }

        /** As {@link CacheLincheckTest#change}. */
        public void change(int key) {
            // nothing to be seen of it but by reads
        }

        /** As {@link CacheLincheckTest#changeAndInvalidatePrefix}. */
        public void changeAndInvalidatePrefix(int key) {
            // nothing to be seen of it but by reads
        }

        /** As {@link CacheLincheckTest#changeAndInvalidateAll}. */
        public void changeAndInvalidateAll(int key) {
            // nothing to be seen of it but by reads
        }
    }
}
