package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Extent;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.L2Write;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import methodcache.api.spi.LockManagerProvider;
import org.junit.jupiter.api.Test;

/** What the suites can't ask, as it is more than any cluster promises: time that a test moves, memory, counts. */
class ReferenceClusterTest extends ClusterFixture {

    @Test
    void node_ofOneName_isOne() {
        assertThat(cluster.node("a")).isSameAs(a).isNotSameAs(b);
        assertThat(a.name()).isEqualTo("a");
        assertThat(List.of(a.store().name(), a.backplane().name(), a.locks().name()))
                .containsOnly("reference");
    }

    @Test
    void value_onATestClock_livesUntilItsTime() {
        now(storeA.writeAll(List.of(new L2Write.Put("k", bytes("v"), Duration.ofSeconds(5)))));
        clock.advance(Duration.ofNanos(4_999_999_999L));
        assertThat(get(storeB, "k")).isEqualTo("v");
        clock.advance(Duration.ofNanos(1));
        assertThat(get(storeB, "k")).isNull();
    }

    @Test
    void value_handedInAndOut_isACopy() {
        byte[] value = bytes("v");
        now(storeA.writeAll(List.of(new L2Write.Put("k", value, LIFE))));
        value[0] = 'x';
        now(storeA.getAll(List.of("k"))).get("k")[0] = 'y';
        assertThat(get(storeA, "k")).isEqualTo("v");
    }

    @Test
    void lease_onATestClock_endsAtItsTime() {
        take(locksA, Duration.ofSeconds(5));
        CompletableFuture<Optional<Grant>> waiting = acquire(locksB, LIFE, LIFE);
        clock.advance(Duration.ofNanos(4_999_999_999L));
        assertThat(waiting).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(now(waiting)).isPresent();
    }

    @Test
    void patience_onATestClock_endsAtItsTime() {
        take(locksA, LIFE);
        CompletableFuture<Optional<Grant>> waiting = acquire(locksB, LIFE, Duration.ofSeconds(5));
        clock.advance(Duration.ofNanos(4_999_999_999L));
        assertThat(waiting).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(now(waiting)).isEmpty();
    }

    @Test
    void locks_whenSeveralWait_goToTheFirst() {
        Grant grant = take(locksA, LIFE);
        CompletableFuture<Optional<Grant>> first = acquire(locksB, LIFE, LIFE);
        CompletableFuture<Optional<Grant>> second = acquire(locksA, LIFE, LIFE);
        now(grant.release());
        assertThat(second).isNotDone();
        assertThat(now(first).orElseThrow().token()).isEqualTo(2);
        now(now(first).orElseThrow().release());
        assertThat(now(second).orElseThrow().token()).isEqualTo(3);
    }

    @Test
    void clock_whenAllIsDone_hasNothingScheduled() {
        now(put(storeA, "k", "v"));
        Grant grant = now(acquire(locksA, LIFE, LIFE)).orElseThrow();
        now(grant.release());
        assertThat(clock.pendingTasks()).isZero();
    }

    @Test
    void loseMemory_always_emptiesAllAndBeginsAnotherEpoch() {
        now(put(storeA, "k", "v"));
        Position old = now(append(logA, "event"));
        Grant lost = take(locksA, LIFE);
        int[] told = new int[1];
        logB.listen(() -> told[0]++);
        cluster.loseMemory();
        assertThat(get(storeB, "k")).isNull();
        Extent extent = now(logB.extent());
        assertThat(extent.epoch()).isNotEqualTo(old.epoch());
        assertThat(extent).isEqualTo(new Extent(extent.epoch(), 1, 0));
        assertThat(now(logB.read(old.epoch(), 1, 10))).isEqualTo(new Backplane.Slice(extent.epoch(), List.of()));
        assertThat(now(append(logA, "new"))).isEqualTo(new Position(extent.epoch(), 1));
        Grant fresh = take(locksB, LIFE);
        assertThat(fresh.token()).isEqualTo(1);
        assertThat(now(lost.renew(LIFE))).isFalse();
        now(lost.release());
        assertThat(now(fresh.renew(LIFE))).isTrue();
        assertThat(told[0]).isEqualTo(2);
    }

    @Test
    void loseMemory_whileSomebodyWaitsForALock_grantsIt() {
        take(locksA, LIFE);
        CompletableFuture<Optional<Grant>> waiting = acquire(locksB, LIFE, LIFE);
        cluster.loseMemory();
        assertThat(now(waiting)).isPresent();
    }

    @Test
    void keepEvents_always_movesTheFirst() {
        for (int i = 1; i <= 5; i++) {
            now(append(logA, "" + i));
        }
        String epoch = now(logA.extent()).epoch();
        cluster.keepEvents(3);
        assertThat(now(logA.extent())).isEqualTo(new Extent(epoch, 3, 5));
        assertThat(now(logB.read(epoch, 2, 10)).events()).isEmpty();
        assertThat(readAll(logB)).containsExactly("3", "4", "5");
        now(append(logA, "6"));
        assertThat(readAll(logB)).containsExactly("4", "5", "6");
        cluster.keepEvents(0);
        assertThat(now(logA.extent())).isEqualTo(new Extent(epoch, 7, 6));
        assertThat(now(append(logA, "7")).number()).isEqualTo(7);
        assertThat(now(logA.extent())).isEqualTo(new Extent(epoch, 8, 7));
    }

    @Test
    void counts_byNodeAndKind_areOfCallsAndItems() {
        now(storeA.getAll(List.of("x", "y", "z")));
        now(storeA.getAll(List.of("x")));
        now(storeA.writeAll(List.of(new L2Write.Put("x", bytes("v"), LIFE), new L2Write.Remove("y"))));
        now(append(logA, "event"));
        readAll(logA);
        isFree(locksA);
        assertThat(a.calls(ReferenceOperation.GET_ALL)).isEqualTo(2);
        assertThat(a.items(ReferenceOperation.GET_ALL)).isEqualTo(4);
        assertThat(a.calls(ReferenceOperation.WRITE_ALL)).isEqualTo(1);
        assertThat(a.items(ReferenceOperation.WRITE_ALL)).isEqualTo(2);
        for (ReferenceOperation once : List.of(
                ReferenceOperation.APPEND,
                ReferenceOperation.EXTENT,
                ReferenceOperation.READ,
                ReferenceOperation.ACQUIRE,
                ReferenceOperation.RELEASE)) {
            assertThat(a.calls(once)).as(once.name()).isEqualTo(1);
        }
        assertThat(a.calls(ReferenceOperation.RENEW)).isZero();
        assertThat(b.calls(ReferenceOperation.GET_ALL)).isZero();
        a.resetCounts();
        assertThat(a.calls(ReferenceOperation.GET_ALL) + a.items(ReferenceOperation.GET_ALL))
                .isZero();
    }

    @Test
    void completeOn_anExecutorOfTheTest_completesWhenTheTestSays() {
        ManualExecutor executor = new ManualExecutor();
        cluster.completeOn(executor);
        CompletableFuture<Void> written = put(storeA, "k", "v");
        assertThat(written).isNotDone();
        executor.runAll();
        now(written);
        int[] told = new int[1];
        logB.listen(() -> told[0]++);
        append(logA, "event");
        assertThat(told[0]).isZero();
        executor.runAll();
        assertThat(told[0]).isEqualTo(1);
    }

    @Test
    void listener_thatReads_doesSoBeforeTheAppendReturns() {
        int[] seen = new int[1];
        logB.listen(() -> seen[0] = readAll(logB).size());
        now(append(logA, "event"));
        assertThat(seen[0]).isEqualTo(1);
    }

    @Test
    void misuse_always_fails() {
        assertFails(storeA.getAll(List.of("k", "k")), "keys must be different, were [k, k]");
        assertFails(storeA.getAll(List.of("k".repeat(1_001))), "a key must have at most 1000 characters, had 1001");
        assertFails(
                storeA.writeAll(List.of(new L2Write.Put("k", bytes("v"), Duration.ZERO))),
                "life must be positive, was PT0S");
        assertFails(logA.read("epoch", 1, 0), "most must be positive, was 0");
        Grant grant = take(locksA, LIFE);
        assertFails(grant.renew(Duration.ZERO), "lease must be positive, was PT0S");
    }

    private static void assertFails(CompletionStage<?> stage, String message) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void arguments_thatMakeNoSense_areRefused() {
        assertThatThrownBy(() -> cluster.keepEvents(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("events kept must not be negative, were -1");
        assertThatThrownBy(() -> cluster.node(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cluster.completeOn(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new ReferenceCluster(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> a.faults().delay(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delay must not be negative, was PT-1S");
        assertThatThrownBy(() -> a.faults().failNext(ReferenceOperation.READ, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("times must not be negative, were -1");
    }

    @Test
    void cluster_withoutAClock_goesByRealTime() {
        ReferenceCluster real = new ReferenceCluster();
        try (L2Store store = real.node("a").store().create(settings("cache"));
                LockManager locks = real.node("a").locks().create(settings("cache"))) {
            store.writeAll(List.of(new L2Write.Put("k", bytes("v"), Duration.ofMillis(50))));
            Await.until(() -> get(store, "k") == null, () -> "held");
            Ask ask = new Ask("lock", 1, Duration.ofMillis(50), LIFE);
            assertThat(ClusterTests.done(locks.acquire(ask))).isPresent();
            assertThat(ClusterTests.done(locks.acquire(ask))).isPresent();
            real.faults().freeze();
            ClusterTests.failed(real.node("a")
                    .store()
                    .create(new ClusterSettings("x", Duration.ofMillis(50), Map.of()))
                    .getAll(List.of("k")));
        }
    }

    @Test
    void providers_onTestPaths_areNoServices() {
        for (Class<?> spi : List.of(L2StoreProvider.class, BackplaneProvider.class, LockManagerProvider.class)) {
            assertThat(ReferenceCluster.class.getResource("/META-INF/services/" + spi.getName()))
                    .isNull();
        }
    }
}
