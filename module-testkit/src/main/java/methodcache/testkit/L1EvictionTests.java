package methodcache.testkit;

import static methodcache.testkit.L1Tests.awaitRest;
import static methodcache.testkit.L1Tests.entry;
import static methodcache.testkit.L1Tests.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import methodcache.api.spi.L1Store;
import org.junit.jupiter.api.Test;

/** Evictions: how they are counted and who hears of them. */
interface L1EvictionTests extends L1Tests {

    @Test
    default void evictions_ofOtherWaysToGo_areNotCounted() {
        try (L1Store store = ofEntries(10)) {
            L1Entry b = entry("b");
            store.put("a", entry("a"));
            store.put("a", entry("a"));
            store.put("b", b);
            store.put("c", entry("c"));
            store.remove("a");
            store.remove("b", b);
            store.clear();
            assertThat(store.evictions()).isZero();
        }
    }

    @Test
    default void evictions_whileTheStoreLives_neverFall() {
        try (L1Store store = ofEntries(10)) {
            long before = 0;
            for (int i = 0; i < 300; i++) {
                store.put(i, entry(i));
                if (i % 50 == 0) {
                    store.clear();
                }
                long now = store.evictions();
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
            }
            Await.until(() -> store.evictions() > 0, () -> "nothing evicted");
        }
    }

    @Test
    default void listener_ofEachEviction_hearsKeyAndEntryOnce() {
        try (L1Store store = ofEntries(50)) {
            Heard heard = new Heard();
            store.evictionListener(heard);
            Map<Object, L1Entry> put = new ConcurrentHashMap<>();
            for (int i = 0; i < 1_000; i++) {
                put.put(i, entry(i));
                store.put(i, put.get(i));
            }
            awaitRest(store, 1_000, 50);
            heard.await(store.evictions());

            List<Object> gone = new ArrayList<>(put.keySet());
            held(store).forEach(seen -> gone.remove(seen.getKey()));
            assertThat(heard.keys()).containsExactlyInAnyOrderElementsOf(gone);
            heard.all().forEach(seen -> assertThat(seen.getValue()).isSameAs(put.get(seen.getKey())));
        }
    }

    @Test
    default void listener_ofAnEntryTooHeavyForTheStore_hearsOfIt() {
        try (L1Store store = ofWeight(10)) {
            Heard heard = new Heard();
            store.evictionListener(heard);
            L1Entry big = entry("big", 11);
            store.put("big", big);
            heard.await(1);
            assertThat(heard.keys()).containsExactly("big");
            assertThat(heard.all().get(0).getValue()).isSameAs(big);
        }
    }

    /** That nothing came is seen by what must come after it: the eviction at the end. */
    @Test
    default void listener_ofOtherWaysToGo_hearsNothing() {
        try (L1Store store = ofEntries(2)) {
            Heard heard = new Heard();
            store.evictionListener(heard);
            L1Entry b = entry("b");
            store.put("a", entry("a"));
            store.put("a", entry("a"));
            store.put("b", b);
            store.remove("a");
            store.remove("b", b);
            store.put("c", entry("c"));
            store.clear();
            for (int i = 0; i < 3; i++) {
                store.put(i, entry(i));
            }
            heard.await(1);
            assertThat(heard.keys()).doesNotContain("a", "b", "c");
            assertThat(store.evictions()).isEqualTo(1);
        }
    }

    @Test
    default void listener_setToNull_hearsNoMore() {
        try (L1Store store = ofEntries(10)) {
            Heard first = new Heard();
            store.evictionListener(first);
            putAndRest(store, 0, 50, 10);
            first.await(40);

            store.evictionListener(null);
            putAndRest(store, 50, 100, 10);

            Heard last = new Heard();
            store.evictionListener(last);
            putAndRest(store, 100, 150, 10);
            last.await(50);
            assertThat(first.keys()).hasSize(40);
        }
    }

    @Test
    default void listener_replaced_hearsNoMore() {
        try (L1Store store = ofEntries(10)) {
            Heard first = new Heard();
            store.evictionListener(first);
            putAndRest(store, 0, 50, 10);
            first.await(40);

            Heard second = new Heard();
            store.evictionListener(second);
            putAndRest(store, 50, 100, 10);
            second.await(50);
            assertThat(first.keys()).hasSize(40);
            assertThat(second.keys()).hasSize(50);
        }
    }

    @Test
    default void listener_unsetWhenNoneIsSet_isFine() {
        try (L1Store store = ofEntries(10)) {
            store.evictionListener(null);
            store.evictionListener(null);
            store.put("a", entry("a"));
            assertThat(store.size()).isEqualTo(1);
        }
    }

    /** The engine puts while it holds the key's lock; what a listener does must not happen under it. */
    @Test
    default void listener_duringAPut_isNotCalledOnThePuttingThread() {
        try (L1Store store = ofEntries(10)) {
            Thread putting = Thread.currentThread();
            AtomicBoolean inPut = new AtomicBoolean();
            AtomicBoolean calledInside = new AtomicBoolean();
            Heard heard = new Heard();
            store.evictionListener((key, entry) -> {
                if (Thread.currentThread() == putting && inPut.get()) {
                    calledInside.set(true);
                }
                heard.evicted(key, entry);
            });
            for (int i = 0; i < 200; i++) {
                inPut.set(true);
                store.put(i, entry(i));
                inPut.set(false);
            }
            awaitRest(store, 200, 10);
            heard.await(190);
            assertThat(calledInside).isFalse();
        }
    }

    private static void putAndRest(L1Store store, int from, int to, int maximum) {
        for (int i = from; i < to; i++) {
            store.put(i, entry(i));
        }
        awaitRest(store, to, maximum);
    }

    /** Keeps what it hears. */
    final class Heard implements L1EvictionListener {
        private final Queue<Map.Entry<Object, L1Entry>> evicted = new ConcurrentLinkedQueue<>();

        @Override
        public void evicted(Object key, L1Entry entry) {
            evicted.add(Map.entry(key, entry));
        }

        void await(long count) {
            Await.until(
                    () -> evicted.size() >= count, () -> "heard of " + evicted.size() + " evictions, not of " + count);
        }

        List<Map.Entry<Object, L1Entry>> all() {
            return List.copyOf(evicted);
        }

        List<Object> keys() {
            return evicted.stream().map(Map.Entry::getKey).toList();
        }
    }
}
