package methodcache.testkit;

import static methodcache.testkit.L1Tests.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The store as a map, while it has room. */
interface L1MapTests extends L1Tests {

    @Test
    default void get_whenNothingWasPut_isNull() {
        try (L1Store store = ofEntries(10)) {
            assertThat(store.get("a")).isNull();
            assertThat(store.size()).isZero();
        }
    }

    @Test
    default void get_afterPut_isThatEntry() {
        try (L1Store store = ofEntries(10)) {
            L1Entry a = entry("a");
            L1Entry b = entry("b");
            store.put("a", a);
            store.put("b", b);
            assertThat(store.get("a")).isSameAs(a);
            assertThat(store.get("b")).isSameAs(b);
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    default void get_byEqualKey_isThatEntry() {
        try (L1Store store = ofEntries(10)) {
            L1Entry a = entry("a");
            store.put(String.join("", "k", "ey"), a);
            assertThat(store.get(String.join("", "k", "ey"))).isSameAs(a);
            assertThat(store.remove(String.join("", "k", "ey"))).isSameAs(a);
            assertThat(store.size()).isZero();
        }
    }

    /** Keys of methods are records, keys given by users are strings: both live in one store. */
    @Test
    default void get_keysOfTwoClasses_areKeptApart() {
        try (L1Store store = ofEntries(10)) {
            L1Entry ofString = entry("1");
            L1Entry ofRecord = entry(new Id("1"));
            store.put("1", ofString);
            store.put(new Id("1"), ofRecord);
            assertThat(store.get("1")).isSameAs(ofString);
            assertThat(store.get(new Id("1"))).isSameAs(ofRecord);
            assertThat(store.size()).isEqualTo(2);
        }
    }

    @Test
    default void get_keysOfOneHash_areKeptApart() {
        try (L1Store store = ofEntries(100)) {
            for (int i = 0; i < 50; i++) {
                store.put(new Colliding(i), entry(i, i));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(store.get(new Colliding(i))).isEqualTo(entry(i, i));
            }
            assertThat(store.get(new Colliding(50))).isNull();
        }
    }

    @Test
    default void put_ofAKeyHeld_replacesByReference() {
        try (L1Store store = ofEntries(10)) {
            L1Entry first = entry("a");
            L1Entry equalToFirst = entry("a");
            store.put("a", first);
            store.put("a", equalToFirst);
            assertThat(store.get("a")).isSameAs(equalToFirst);
            assertThat(store.size()).isEqualTo(1);
            assertThat(store.evictions()).isZero();
        }
    }

    @Test
    default void remove_ofAKeyHeld_returnsTheEntry() {
        try (L1Store store = ofEntries(10)) {
            L1Entry a = entry("a");
            store.put("a", a);
            store.put("b", entry("b"));
            assertThat(store.remove("a")).isSameAs(a);
            assertThat(store.get("a")).isNull();
            assertThat(store.get("b")).isNotNull();
            assertThat(store.size()).isEqualTo(1);
        }
    }

    @Test
    default void remove_ofAKeyNotHeld_isNull() {
        try (L1Store store = ofEntries(10)) {
            store.put("a", entry("a"));
            assertThat(store.remove("b")).isNull();
            assertThat(store.remove("a")).isNotNull();
            assertThat(store.remove("a")).isNull();
            assertThat(store.size()).isZero();
        }
    }

    @Test
    default void removeIf_ofTheEntryHeld_removes() {
        try (L1Store store = ofEntries(10)) {
            L1Entry a = entry("a");
            store.put("a", a);
            assertThat(store.remove("a", a)).isTrue();
            assertThat(store.get("a")).isNull();
            assertThat(store.remove("a", a)).isFalse();
            assertThat(store.size()).isZero();
        }
    }

    @Test
    default void removeIf_ofAnEqualEntry_keepsTheOneHeld() {
        try (L1Store store = ofEntries(10)) {
            L1Entry held = entry("a");
            L1Entry equal = entry("a");
            store.put("a", held);
            assertThat(store.remove("a", equal)).isFalse();
            assertThat(store.get("a")).isSameAs(held);
            assertThat(store.size()).isEqualTo(1);
        }
    }

    @Test
    default void removeIf_ofAnEntryReplaced_keepsTheNewOne() {
        try (L1Store store = ofEntries(10)) {
            L1Entry old = entry("a", 1);
            L1Entry current = entry("a", 2);
            store.put("a", old);
            store.put("a", current);
            assertThat(store.remove("a", old)).isFalse();
            assertThat(store.get("a")).isSameAs(current);
        }
    }

    @Test
    default void removeIf_ofAKeyNotHeld_isFalse() {
        try (L1Store store = ofEntries(10)) {
            L1Entry a = entry("a");
            store.put("a", a);
            assertThat(store.remove("b", a)).isFalse();
            assertThat(store.get("a")).isSameAs(a);
        }
    }

    @Test
    default void clear_always_leavesNothing() {
        try (L1Store store = ofEntries(1_000)) {
            store.clear();
            for (int i = 0; i < 500; i++) {
                store.put(i, entry(i));
            }
            store.clear();
            assertThat(store.size()).isZero();
            assertThat(L1Tests.held(store)).isEmpty();
            assertThat(store.get(7)).isNull();
            L1Entry again = entry(7);
            store.put(7, again);
            assertThat(store.get(7)).isSameAs(again);
            assertThat(store.size()).isEqualTo(1);
        }
    }

    /** Best of some rounds, as the first run interpreted and others may share the thread's counter with the JVM. */
    @Test
    default void get_onceWarm_allocatesNothing() {
        Assumptions.assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "a HotSpot JVM");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (L1Store store = ofEntries(2_000)) {
            Integer[] keys = new Integer[1_000];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = 10_000 + i;
                store.put(keys[i], entry(i));
            }
            int rounds = 200;
            double leastPerGet = Double.MAX_VALUE;
            for (int repeat = 0; repeat < 10; repeat++) {
                long before =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                long found = 0;
                for (int round = 0; round < rounds; round++) {
                    for (Integer key : keys) {
                        found += store.get(key) != null ? 1 : 0;
                    }
                }
                long bytes =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                assertThat(found).isEqualTo((long) rounds * keys.length);
                leastPerGet = Math.min(leastPerGet, (double) bytes / found);
            }
            assertThat(leastPerGet).as("bytes a get").isLessThan(0.1);
        }
    }

    /** A key with equals that is no string. */
    record Id(String value) {}

    /** A key that has its hash code in common with all others, and no order. */
    record Colliding(int value) {
        @Override
        public int hashCode() {
            return 42;
        }
    }
}
