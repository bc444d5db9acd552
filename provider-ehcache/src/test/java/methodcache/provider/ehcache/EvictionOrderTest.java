package methodcache.provider.ehcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
import org.ehcache.core.spi.store.Store.ValueHolder;
import org.ehcache.core.spi.time.SystemTimeSource;
import org.ehcache.core.spi.time.TimeSource;
import org.junit.jupiter.api.Test;

/** Which entries go. Ehcache samples eight; among seven and a new one it finds the longest unused of all. */
class EvictionOrderTest {

    @Test
    void put_whenFull_evictsWhatWasUnusedLongest() {
        try (L1Store store = new EhcacheL1Store(Entry.entries(7))) {
            for (int i = 0; i < 7; i++) {
                store.put(i, new Entry(i));
            }
            store.put(6, new Entry(6)); // so that a use from here on is later than all before
            store.get(0);
            store.get(1);
            store.put(7, new Entry(7));
            store.put(8, new Entry(8));
            assertThat(store.get(2)).isNull();
            assertThat(store.get(3)).isNull();
            assertThat(store.get(0)).isNotNull();
            assertThat(store.get(1)).isNotNull();
            assertThat(store.size()).isEqualTo(7);
        }
    }

    @Test
    void iterator_always_isNoUse() {
        try (L1Store store = new EhcacheL1Store(Entry.entries(7))) {
            for (int i = 0; i < 7; i++) {
                store.put(i, new Entry(i));
            }
            store.put(6, new Entry(6)); // so that a use from here on is later than all before
            for (int i = 1; i < 7; i++) {
                store.get(i);
            }
            store.iterator().forEachRemaining(held -> {});
            store.put(7, new Entry(7));
            assertThat(store.get(0)).isNull();
            assertThat(store.size()).isEqualTo(7);
        }
    }

    @Test
    void put_whenFull_leavesAloneWhatHasNoWeight() {
        try (L1Store store = new EhcacheL1Store(Entry.weight(100))) {
            for (int i = 0; i < 50; i++) {
                store.put("light" + i, new Entry(i, 0));
            }
            for (int i = 0; i < 1_000; i++) {
                store.put(i, new Entry(i, 10));
            }
            assertThat(store.evictions()).isEqualTo(990);
            for (int i = 0; i < 50; i++) {
                assertThat(store.get("light" + i)).isNotNull();
            }
        }
    }

    /**
     * Our clock of arrivals must lose nothing to the system's; one that stands still loses 3 points and shows the
     * scale.
     */
    @Test
    void get_underZipf_hitsAsOftenAsWithTheSystemClock() {
        int[] keys = zipf(20_000, 400_000, 0.9);
        ArrivalClock arrivals = new ArrivalClock();
        double ours = hitRatio(keys, arrivals, arrivals::arrival);
        double withSystemClock = hitRatio(keys, SystemTimeSource.INSTANCE, () -> {});
        double withoutClock = hitRatio(keys, () -> 0, () -> {});
        assertThat(ours)
                .as("system clock %s, no clock %s", withSystemClock, withoutClock)
                .isGreaterThan(withSystemClock - 0.005)
                .isGreaterThan(withoutClock + 0.02);
    }

    private static double hitRatio(int[] keys, TimeSource clock, Runnable beforePut) {
        BoundedHeap heap = new BoundedHeap(1_000, false, clock, (key, entry) -> {});
        AtomicInteger hits = new AtomicInteger();
        Arrays.stream(keys).forEach(key -> {
            if (get(heap, key) != null) {
                hits.incrementAndGet();
            } else {
                beforePut.run();
                put(heap, key);
            }
        });
        return (double) hits.get() / keys.length;
    }

    private static ValueHolder<L1Entry> get(BoundedHeap heap, int key) {
        try {
            return heap.get(key);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static void put(BoundedHeap heap, int key) {
        try {
            heap.put(key, new Entry(key));
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    /** Keys by Zipf's law; the popular ones lie scattered. */
    private static int[] zipf(int keys, int count, double skew) {
        double[] upTo = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1 / Math.pow(i + 1, skew);
            upTo[i] = sum;
        }
        SplittableRandom random = new SplittableRandom(7);
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            int rank = Math.min(keys - 1, found < 0 ? -found - 1 : found);
            drawn[i] = rank * 0x9E3779B1; // odd, so no two ranks meet
        }
        return drawn;
    }
}
