package methodcache.testkit;

import static methodcache.testkit.L1Tests.awaitWeight;
import static methodcache.testkit.L1Tests.entry;
import static methodcache.testkit.L1Tests.held;
import static methodcache.testkit.L1Tests.weightHeld;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
import org.junit.jupiter.api.Test;

/** Several threads in one store. */
interface L1ConcurrencyTests extends L1Tests {

    @Test
    default void get_underWritesOfAll_isAnEntryPutForThatKey() throws Exception {
        try (L1Store store = ofEntries(100)) {
            Together.run(4, thread -> {
                SplittableRandom random = new SplittableRandom(thread);
                for (int i = 0; i < 20_000; i++) {
                    useAtRandom(store, random, 300);
                }
            });
            Await.until(() -> store.size() <= 100, () -> store.size() + " held, at most 100 allowed");
            assertThat(held(store)).hasSize((int) store.size());
            held(store)
                    .forEach(seen ->
                            assertThat(((TestEntry) seen.getValue()).key()).isEqualTo(seen.getKey()));
        }
    }

    @Test
    default void put_ofManyThreads_keepsTheMaximum() throws Exception {
        try (L1Store store = ofEntries(64)) {
            for (int round = 0; round < 20; round++) {
                int base = round * 100_000;
                Together.run(4, thread -> {
                    for (int i = 0; i < 1_000; i++) {
                        store.put(base + thread * 10_000 + i, entry(i));
                    }
                });
                L1Tests.awaitRest(store, (round + 1) * 4_000L, 64);
            }
        }
    }

    /** A store that loses count of weights under concurrency keeps too much, or has less and less room. */
    @Test
    default void put_ofManyThreadsAndWeights_keepsTheMaximumAndTheRoom() throws Exception {
        try (L1Store store = ofWeight(1_000)) {
            for (int round = 0; round < 10; round++) {
                Together.run(4, thread -> {
                    SplittableRandom random = new SplittableRandom(thread);
                    for (int i = 0; i < 2_000; i++) {
                        useAtRandom(store, random, 500);
                    }
                });
                awaitWeight(store, 1_000);
                assertAllRoomUsable(store, 1_000);
            }
        }
    }

    @Test
    default void clear_underWritesOfOthers_losesNoRoom() throws Exception {
        try (L1Store store = ofWeight(1_000)) {
            for (int round = 0; round < 5; round++) {
                AtomicInteger writers = new AtomicInteger(2);
                Together.run(3, thread -> {
                    if (thread == 0) {
                        while (writers.get() > 0) {
                            store.clear();
                        }
                        return;
                    }
                    try {
                        SplittableRandom random = new SplittableRandom(thread);
                        for (int i = 0; i < 20_000; i++) {
                            useAtRandom(store, random, 50);
                        }
                    } finally {
                        writers.decrementAndGet();
                    }
                });
                awaitWeight(store, 1_000);
                assertThat(store.size()).isEqualTo(held(store).size());
                assertAllRoomUsable(store, 1_000);
            }
        }
    }

    private static void assertAllRoomUsable(L1Store store, int maximumWeight) {
        store.clear();
        assertThat(store.size()).isZero();
        long before = store.evictions();
        for (int i = 0; i < 10; i++) {
            store.put(i, entry(i, maximumWeight / 10));
        }
        assertThat(weightHeld(store)).isEqualTo(maximumWeight);
        assertThat(store.evictions()).isEqualTo(before);
        store.put("one too many", entry("one too many", maximumWeight / 10));
        awaitWeight(store, maximumWeight);
        store.clear();
    }

    @Test
    default void removeIf_ofOneEntryByAll_succeedsOnce() throws Exception {
        try (L1Store store = ofEntries(2_000)) {
            List<L1Entry> entries = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                entries.add(entry(i));
                store.put(i, entries.get(i));
            }
            AtomicLong removed = new AtomicLong();
            Together.run(4, thread -> {
                for (int i = 0; i < 2_000; i++) {
                    if (store.remove(i, entries.get(i))) {
                        removed.incrementAndGet();
                    }
                }
            });
            assertThat(removed).hasValue(2_000);
            assertThat(store.size()).isZero();
        }
    }

    @Test
    default void remove_ofOneKeyByAll_returnsTheEntryOnce() throws Exception {
        try (L1Store store = ofEntries(2_000)) {
            for (int i = 0; i < 2_000; i++) {
                store.put(i, entry(i));
            }
            AtomicLong removed = new AtomicLong();
            Together.run(4, thread -> {
                for (int i = 0; i < 2_000; i++) {
                    if (store.remove(i) != null) {
                        removed.incrementAndGet();
                    }
                }
            });
            assertThat(removed).hasValue(2_000);
            assertThat(store.size()).isZero();
        }
    }

    private static void useAtRandom(L1Store store, SplittableRandom random, int keys) {
        int key = random.nextInt(keys);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> store.put(key, entry(key, random.nextInt(20)));
            case 3 -> store.remove(key);
            case 4 -> {
                L1Entry held = store.get(key);
                if (held != null) {
                    store.remove(key, held);
                }
            }
            default -> {
                L1Entry held = store.get(key);
                assertThat(held == null || ((TestEntry) held).key().equals(key))
                        .as("%s for key %s", held, key)
                        .isTrue();
            }
        }
    }
}
