package methodcache.testkit;

import static methodcache.testkit.L1Tests.awaitRest;
import static methodcache.testkit.L1Tests.entry;
import static methodcache.testkit.L1Tests.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
import org.junit.jupiter.api.Test;

/** The walk over the entries. */
interface L1WalkTests extends L1Tests {

    @Test
    default void iterator_ofAnEmptyStore_hasNothing() {
        try (L1Store store = ofEntries(10)) {
            assertThat(store.iterator().hasNext()).isFalse();
            assertThatThrownBy(() -> store.iterator().next()).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    default void iterator_atRest_meetsEachEntryOnceByReference() {
        try (L1Store store = ofEntries(2_000)) {
            for (int i = 0; i < 1_000; i++) {
                store.put(i, entry(i));
            }
            Set<Object> seen = new HashSet<>();
            for (Iterator<Map.Entry<Object, L1Entry>> walk = store.iterator(); walk.hasNext(); ) {
                Map.Entry<Object, L1Entry> next = walk.next();
                assertThat(seen.add(next.getKey()))
                        .as("first time for %s", next.getKey())
                        .isTrue();
                assertThat(next.getValue()).isSameAs(store.get(next.getKey()));
            }
            assertThat(seen).hasSize(1_000);
        }
    }

    @Test
    default void iterator_leftUnfinished_hindersNothing() {
        try (L1Store store = ofEntries(100)) {
            for (int i = 0; i < 100; i++) {
                store.put(i, entry(i));
                store.iterator().next();
            }
            for (int i = 100; i < 300; i++) {
                store.put(i, entry(i));
            }
            awaitRest(store, 300, 100);
            assertThat(held(store)).hasSize((int) store.size());
        }
    }

    /** The engine sweeps so: it removes what it meets, by the store. */
    @Test
    default void iterator_whileItsEntriesAreRemoved_goesOn() {
        try (L1Store store = ofEntries(1_000)) {
            for (int i = 0; i < 1_000; i++) {
                store.put(i, entry(i));
            }
            int met = 0;
            for (Iterator<Map.Entry<Object, L1Entry>> walk = store.iterator(); walk.hasNext(); met++) {
                Map.Entry<Object, L1Entry> next = walk.next();
                assertThat(store.remove(next.getKey(), next.getValue())).isTrue();
            }
            assertThat(met).isEqualTo(1_000);
            assertThat(store.size()).isZero();
        }
    }

    /** A walk meets what stays all the time, and no entry twice, while others come and go. */
    @Test
    default void iterator_underWritesOfAnotherThread_meetsWhatStaysOnce() throws Exception {
        try (L1Store store = ofEntries(10_000)) {
            for (int i = 0; i < 500; i++) {
                store.put("stays" + i, entry(i));
            }
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch writing = new CountDownLatch(1);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; !stop.get(); i = (i + 1) % 4_000) {
                            store.put(i, entry(i));
                            store.remove((i + 2_000) % 4_000);
                            writing.countDown();
                        }
                    },
                    L1Tests.threads("tck-writer"));
            try {
                assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();
                for (int round = 0; round < 50; round++) {
                    assertWalkMeetsWhatStaysOnce(store);
                }
            } finally {
                stop.set(true);
                writer.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static void assertWalkMeetsWhatStaysOnce(L1Store store) {
        Set<Object> stayed = new HashSet<>();
        Set<L1EntryByIdentity> seen = new HashSet<>();
        for (Map.Entry<Object, L1Entry> next : held(store)) {
            assertThat(seen.add(new L1EntryByIdentity(next.getValue())))
                    .as("first time for the entry of %s", next.getKey())
                    .isTrue();
            if (next.getKey() instanceof String) {
                stayed.add(next.getKey());
            }
        }
        assertThat(stayed).hasSize(500);
    }

    /** Equal to itself only, as the entries of the suite are equal to others. */
    final class L1EntryByIdentity {
        private final L1Entry entry;

        L1EntryByIdentity(L1Entry entry) {
            this.entry = entry;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof L1EntryByIdentity that && that.entry == entry;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(entry);
        }
    }
}
