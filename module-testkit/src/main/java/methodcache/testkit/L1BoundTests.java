package methodcache.testkit;

import static methodcache.testkit.L1Tests.awaitRest;
import static methodcache.testkit.L1Tests.awaitWeight;
import static methodcache.testkit.L1Tests.entry;
import static methodcache.testkit.L1Tests.held;
import static methodcache.testkit.L1Tests.weightHeld;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
import org.junit.jupiter.api.Test;

/** The bound: never less room than asked for, never more held when the store is at rest. */
interface L1BoundTests extends L1Tests {

    @Test
    default void put_upToTheMaximum_evictsNothing() {
        try (L1Store store = ofEntries(500)) {
            for (int i = 0; i < 500; i++) {
                store.put(i, entry(i));
            }
            assertThat(store.size()).isEqualTo(500);
            assertThat(held(store)).hasSize(500);
            assertThat(store.evictions()).isZero();
        }
    }

    @Test
    default void put_beyondTheMaximum_evictsAsManyAsAreTooMany() {
        try (L1Store store = ofEntries(100)) {
            for (int i = 0; i < 5_000; i++) {
                store.put(i, entry(i));
            }
            awaitRest(store, 5_000, 100);
            assertThat(held(store)).hasSize((int) store.size());
            held(store).forEach(seen -> assertThat(seen.getValue()).isEqualTo(entry(seen.getKey())));
        }
    }

    @Test
    default void put_whenFull_keepsTheNewEntry() {
        try (L1Store store = ofEntries(20)) {
            for (int i = 0; i < 200; i++) {
                L1Entry added = entry(i);
                store.put(i, added);
                awaitRest(store, i + 1L, 20);
                assertThat(store.get(i)).isSameAs(added);
            }
        }
    }

    @Test
    default void put_maximumOfOne_keepsTheLast() {
        try (L1Store store = ofEntries(1)) {
            store.put("a", entry("a"));
            store.put("b", entry("b"));
            awaitRest(store, 2, 1);
            assertThat(held(store)).hasSize(1);
        }
    }

    @Test
    default void put_ofKeysHeldWhenFull_evictsNothing() {
        try (L1Store store = ofEntries(50)) {
            for (int i = 0; i < 500; i++) {
                store.put(i % 50, entry(i % 50));
            }
            assertThat(store.size()).isEqualTo(50);
            assertThat(store.evictions()).isZero();
        }
    }

    @Test
    default void put_intoRoomMadeByRemoval_evictsNothing() {
        try (L1Store store = ofEntries(50)) {
            for (int i = 0; i < 500; i++) {
                store.put(i, entry(i));
                store.remove(i - 40);
            }
            assertThat(store.size()).isEqualTo(40);
            assertThat(store.evictions()).isZero();
            store.clear();
            for (int i = 0; i < 50; i++) {
                store.put(i, entry(i));
            }
            assertThat(store.size()).isEqualTo(50);
            assertThat(store.evictions()).isZero();
        }
    }

    /** Where entries are counted, their weight doesn't matter. */
    @Test
    default void put_boundByEntries_ignoresWeights() {
        try (L1Store store = ofEntries(3)) {
            store.put("a", entry("a", 0));
            store.put("b", entry("b", 1_000));
            store.put("c", entry("c", Integer.MAX_VALUE));
            assertThat(store.size()).isEqualTo(3);
            store.put("d", entry("d", 0));
            awaitRest(store, 4, 3);
        }
    }

    @Test
    default void put_upToTheMaximumWeight_evictsNothing() {
        try (L1Store store = ofWeight(1 + 2 + 3 + 4 + 90)) {
            int[] weights = {1, 2, 3, 4, 90};
            for (int weight : weights) {
                store.put(weight, entry(weight, weight));
            }
            assertThat(weightHeld(store)).isEqualTo(100);
            assertThat(store.size()).isEqualTo(5);
            assertThat(store.evictions()).isZero();
        }
    }

    @Test
    default void put_ofManyWeights_keepsTheSumWithinTheMaximum() {
        try (L1Store store = ofWeight(1_000)) {
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < 3_000; i++) {
                store.put(i, entry(i, random.nextInt(0, 60)));
            }
            awaitWeight(store, 1_000);
            assertThat(weightHeld(store)).as("not much emptier than it need be").isGreaterThan(800);
            assertThat(store.size()).isEqualTo(held(store).size());
            assertThat(store.size() + store.evictions()).isEqualTo(3_000);
        }
    }

    /** One heavy entry must push out many light ones at once. */
    @Test
    default void put_ofAHeavyEntry_evictsAsManyLightOnesAsItTakes() {
        try (L1Store store = ofWeight(100)) {
            for (int i = 0; i < 100; i++) {
                store.put(i, entry(i));
            }
            L1Entry heavy = entry("heavy", 95);
            store.put("heavy", heavy);
            awaitWeight(store, 100);
            assertThat(store.get("heavy")).isSameAs(heavy);
            assertThat(store.size()).isEqualTo(6);
            assertThat(store.evictions()).isEqualTo(95);
        }
    }

    @Test
    default void put_ofAnEntryThatWeighsTheMaximum_isHeldAlone() {
        try (L1Store store = ofWeight(10)) {
            store.put("a", entry("a", 3));
            store.put("all", entry("all", 10));
            awaitWeight(store, 10);
            assertThat(held(store)).extracting(seen -> seen.getKey()).containsExactly("all");
        }
    }

    @Test
    default void put_ofAnEntryTooHeavyForTheStore_isAnEvictionOfThatEntry() {
        try (L1Store store = ofWeight(10)) {
            store.put("small", entry("small", 4));
            store.put("big", entry("big", 11));
            awaitWeight(store, 10);
            Await.until(() -> store.evictions() == 1, () -> store.evictions() + " evictions instead of 1");
            assertThat(store.get("big")).isNull();
            assertThat(store.get("small")).as("no other has to go").isNotNull();
        }
    }

    /** What was stored before must not come back: the caller holds it for replaced. */
    @Test
    default void put_ofAnEntryTooHeavyForAKeyHeld_leavesNeither() {
        try (L1Store store = ofWeight(10)) {
            store.put("a", entry("a", 4));
            store.put("a", entry("a", Integer.MAX_VALUE));
            Await.until(() -> store.get("a") == null, () -> "held: " + held(store));
            Await.until(() -> store.evictions() == 1, () -> store.evictions() + " evictions instead of 1");
            assertThat(store.size()).isZero();
        }
    }

    @Test
    default void put_ofWeightlessEntries_takesNoRoom() {
        try (L1Store store = ofWeight(1)) {
            for (int i = 0; i < 200; i++) {
                store.put(i, entry(i, 0));
            }
            assertThat(store.size()).isEqualTo(200);
            assertThat(store.evictions()).isZero();
            store.put("a", entry("a", 1));
            assertThat(store.size()).isEqualTo(201);
            assertThat(store.evictions()).isZero();
            assertThat(store.remove(5)).isEqualTo(entry(5, 0));
            assertThat(store.size()).isEqualTo(200);
        }
    }

    @Test
    default void put_ofAnotherWeightForAKeyHeld_countsTheNewOneOnly() {
        try (L1Store store = ofWeight(10)) {
            store.put("a", entry("a", 9));
            store.put("a", entry("a", 2));
            store.put("b", entry("b", 8));
            assertThat(store.size()).isEqualTo(2);
            assertThat(store.evictions()).isZero();
            store.put("a", entry("a", 3));
            awaitWeight(store, 10);
            assertThat(held(store)).hasSize(1);
            assertThat(store.evictions()).isEqualTo(1);
        }
    }

    @Test
    default void remove_always_givesTheWeightBack() {
        try (L1Store store = ofWeight(10)) {
            for (int i = 0; i < 100; i++) {
                L1Entry heavy = entry(i, 7);
                store.put(i, heavy);
                if (i % 3 == 0) {
                    assertThat(store.remove(i)).isSameAs(heavy);
                } else if (i % 3 == 1) {
                    assertThat(store.remove(i, heavy)).isTrue();
                } else {
                    store.clear();
                }
            }
            assertThat(store.evictions()).isZero();
            assertThat(store.size()).isZero();
        }
    }
}
