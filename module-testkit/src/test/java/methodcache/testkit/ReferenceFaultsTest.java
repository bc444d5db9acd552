package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.LockManager.Grant;
import org.junit.jupiter.api.Test;

/** Operations that fail, hang or take their time, on the node that was said. */
class ReferenceFaultsTest extends ClusterFixture {
    private static final Duration ALMOST = TIMEOUT.minusNanos(1);
    private static final Duration NANO = Duration.ofNanos(1);

    private static void assertFailed(CompletableFuture<?> stage, Class<? extends Throwable> failure) {
        assertThat(stage).isCompletedExceptionally();
        assertThatThrownBy(stage::join).hasCauseInstanceOf(failure);
    }

    private CompletableFuture<?> getA() {
        return storeA.getAll(List.of("k")).toCompletableFuture();
    }

    @Test
    void disconnect_ofANode_failsItsOperationsAndDoesNothing() {
        Grant grant = take(locksA, LIFE);
        a.faults().disconnect();
        assertFailed(put(storeA, "k", "v"), ConnectException.class);
        assertFailed(append(logA, "event"), ConnectException.class);
        assertFailed(getA(), ConnectException.class);
        assertFailed(logA.extent().toCompletableFuture(), ConnectException.class);
        assertFailed(acquire(locksA, LIFE, Duration.ZERO), ConnectException.class);
        assertFailed(grant.renew(LIFE).toCompletableFuture(), ConnectException.class);
        assertFailed(grant.release().toCompletableFuture(), ConnectException.class);
        assertThat(get(storeB, "k")).isNull();
        assertThat(readAll(logB)).isEmpty();
        assertThat(isFree(locksB)).isFalse();
        a.faults().reconnect();
        now(put(storeA, "k", "v"));
        now(grant.release());
        assertThat(isFree(locksB)).isTrue();
    }

    @Test
    void disconnect_ofTheCluster_isOfAllNodes() {
        cluster.faults().disconnect();
        assertFailed(put(storeA, "k", "v"), ConnectException.class);
        assertFailed(put(storeB, "k", "v"), ConnectException.class);
        a.faults().reconnect();
        assertFailed(put(storeA, "k", "v"), ConnectException.class);
        cluster.faults().reconnect();
        now(put(storeA, "k", "v"));
        now(put(storeB, "k", "v"));
    }

    @Test
    void disconnect_ofANodeThatWaits_failsTheWait() {
        Grant grant = take(locksA, LIFE);
        CompletableFuture<Optional<Grant>> lost = acquire(locksB, LIFE, LIFE);
        CompletableFuture<Optional<Grant>> waiting = acquire(locksA, LIFE, LIFE);
        b.faults().disconnect();
        assertFailed(lost, ConnectException.class);
        now(grant.release());
        assertThat(now(waiting)).isPresent();
    }

    @Test
    void create_whileDisconnected_works() {
        a.faults().disconnect();
        try (L2Store made = a.store().create(settings("cache"))) {
            assertFailed(put(made, "k", "v"), ConnectException.class);
            a.faults().reconnect();
            now(put(made, "k", "v"));
        }
    }

    @Test
    void freeze_ofANode_leavesItsOperationsOpenUntilTheirTimeIsUp() {
        now(put(storeB, "k", "v"));
        a.faults().freeze();
        List<CompletableFuture<?>> open =
                List.of(getA(), put(storeA, "k", "w"), append(logA, "event"), acquire(locksA, LIFE, Duration.ZERO));
        clock.advance(ALMOST);
        assertThat(open).noneMatch(CompletableFuture::isDone);
        clock.advance(NANO);
        open.forEach(stage -> assertFailed(stage, TimeoutException.class));
        assertThat(get(storeB, "k")).isEqualTo("v");
        assertThat(readAll(logB)).isEmpty();
    }

    @Test
    void thaw_inTime_completesWhatWasOpen() {
        a.faults().freeze();
        CompletableFuture<Void> put = put(storeA, "k", "v");
        CompletableFuture<?> get = getA();
        clock.advance(ALMOST);
        a.faults().thaw();
        now(put);
        assertThat(get).isCompleted();
        assertThat(get(storeB, "k")).isEqualTo("v");
        assertThat(clock.pendingTasks()).isZero();
    }

    @Test
    void thaw_tooLate_doesInOrderWhatHadFailed() {
        a.faults().freeze();
        List<CompletableFuture<?>> late =
                new ArrayList<>(List.of(put(storeA, "k", "1"), put(storeA, "k", "2"), put(storeA, "gone", "3")));
        late.add(remove(storeA, "gone"));
        for (int i = 0; i < 3; i++) {
            late.add(append(logA, "late " + i));
        }
        clock.advance(TIMEOUT);
        late.forEach(stage -> assertFailed(stage, TimeoutException.class));
        now(put(storeB, "k", "newer"));
        now(append(logB, "newer"));
        a.faults().thaw();
        assertThat(get(storeB, "k")).as("a late write wins").isEqualTo("2");
        assertThat(get(storeB, "gone")).isNull();
        assertThat(readAll(logB)).containsExactly("newer", "late 0", "late 1", "late 2");
    }

    @Test
    void thaw_tooLateForALock_takesItForNobody() {
        a.faults().freeze();
        CompletableFuture<Optional<Grant>> late = acquire(locksA, Duration.ofSeconds(10), Duration.ZERO);
        clock.advance(TIMEOUT);
        assertFailed(late, TimeoutException.class);
        a.faults().thaw();
        assertThat(isFree(locksB)).isFalse();
        clock.advance(Duration.ofSeconds(10));
        assertThat(isFree(locksB)).isTrue();
    }

    @Test
    void thaw_ofOneOfTwo_isNotEnough() {
        a.faults().freeze();
        cluster.faults().freeze();
        CompletableFuture<Void> ofA = put(storeA, "a", "v");
        CompletableFuture<Void> ofB = put(storeB, "b", "v");
        cluster.faults().thaw();
        assertThat(ofA).isNotDone();
        now(ofB);
        a.faults().thaw();
        now(ofA);
    }

    @Test
    void freeze_whileWaitingForALock_grantsItWhenThawed() {
        Grant grant = take(locksA, LIFE);
        CompletableFuture<Optional<Grant>> waiting = acquire(locksB, LIFE, Duration.ofSeconds(5));
        b.faults().freeze();
        now(grant.release());
        clock.advance(Duration.ofSeconds(5));
        assertThat(waiting).isNotDone();
        assertThat(isFree(locksA)).isTrue();
        b.faults().thaw();
        assertThat(now(waiting)).isPresent();
    }

    @Test
    void freeze_whileWaitingForALock_failsAfterPatienceAndTimeout() {
        take(locksA, LIFE);
        CompletableFuture<Optional<Grant>> waiting = acquire(locksB, LIFE, Duration.ofSeconds(5));
        b.faults().freeze();
        clock.advance(Duration.ofSeconds(5).plus(ALMOST));
        assertThat(waiting).isNotDone();
        clock.advance(NANO);
        assertFailed(waiting, TimeoutException.class);
    }

    @Test
    void close_whileFrozen_failsWhatIsOpenAtOnce() {
        a.faults().freeze();
        CompletableFuture<Void> put = put(storeA, "k", "v");
        storeA.close();
        assertFailed(put, IllegalStateException.class);
        a.faults().thaw();
        assertThat(get(storeB, "k")).as("it was on its way").isEqualTo("v");
    }

    @Test
    void delay_ofANode_letsThingsHappenLater() {
        a.faults().delay(Duration.ofMillis(300));
        CompletableFuture<Void> put = put(storeA, "k", "v");
        now(put(storeB, "other", "v"));
        clock.advance(Duration.ofMillis(299));
        assertThat(put).isNotDone();
        assertThat(get(storeB, "k")).isNull();
        clock.advance(Duration.ofMillis(1));
        now(put);
        assertThat(get(storeB, "k")).isEqualTo("v");
        a.faults().delay(Duration.ZERO);
        now(put(storeA, "k", "w"));
    }

    @Test
    void delay_ofNodeAndCluster_isTheLonger() {
        a.faults().delay(Duration.ofMillis(100));
        cluster.faults().delay(Duration.ofMillis(300));
        CompletableFuture<Void> ofA = put(storeA, "a", "v");
        cluster.faults().delay(Duration.ofMillis(50));
        CompletableFuture<Void> next = put(storeA, "b", "v");
        clock.advance(Duration.ofMillis(100));
        now(next);
        assertThat(ofA).isNotDone();
        clock.advance(Duration.ofMillis(200));
        now(ofA);
    }

    @Test
    void delay_beyondTheTimeout_happensAfterTheFailure() {
        a.faults().delay(TIMEOUT.plusMillis(100));
        CompletableFuture<Void> put = put(storeA, "k", "v");
        clock.advance(TIMEOUT);
        assertFailed(put, TimeoutException.class);
        assertThat(get(storeB, "k")).isNull();
        clock.advance(Duration.ofMillis(100));
        assertThat(get(storeB, "k")).isEqualTo("v");
    }

    @Test
    void delay_intoAnotherFault_meetsThat() {
        a.faults().delay(Duration.ofMillis(300));
        CompletableFuture<Void> lost = put(storeA, "lost", "v");
        a.faults().disconnect();
        clock.advance(Duration.ofMillis(300));
        assertFailed(lost, ConnectException.class);
        assertThat(get(storeB, "lost")).isNull();
        a.faults().reconnect();
        CompletableFuture<Void> held = put(storeA, "held", "v");
        a.faults().freeze();
        clock.advance(Duration.ofMillis(300));
        assertThat(held).isNotDone();
        a.faults().thaw();
        now(held);
    }

    @Test
    void loseAnswers_ofANode_letsThingsHappenThatFail() {
        a.faults().loseAnswers();
        assertFailed(put(storeA, "k", "v"), IOException.class);
        assertFailed(append(logA, "event"), IOException.class);
        assertFailed(acquire(locksA, LIFE, Duration.ZERO), IOException.class);
        assertThat(get(storeB, "k")).isEqualTo("v");
        assertThat(readAll(logB)).containsExactly("event");
        assertThat(isFree(locksB)).isFalse();
        a.faults().keepAnswers();
        assertThat(get(storeA, "k")).isEqualTo("v");
    }

    @Test
    void loseNextAnswers_ofAKind_isOfThose() {
        a.faults().loseNextAnswers(ReferenceOperation.APPEND, 1);
        now(put(storeA, "k", "v"));
        assertFailed(append(logA, "1"), IOException.class);
        now(append(logA, "2"));
        assertThat(readAll(logB)).containsExactly("1", "2");
    }

    @Test
    void failNext_ofAKind_isOfThose() {
        a.faults().failNext(ReferenceOperation.WRITE_ALL, 2);
        assertThat(get(storeA, "k")).isNull();
        now(put(storeB, "other", "v"));
        assertFailed(put(storeA, "k", "1"), IOException.class);
        assertFailed(put(storeA, "k", "2"), IOException.class);
        assertThat(get(storeB, "k")).isNull();
        now(put(storeA, "k", "3"));
        cluster.faults().failNext(ReferenceOperation.GET_ALL, 1);
        assertFailed(getA(), IOException.class);
        assertThat(get(storeA, "k")).isEqualTo("3");
        assertThat(a.calls(ReferenceOperation.WRITE_ALL)).as("failures count").isEqualTo(3);
    }

    @Test
    void heal_always_endsAll() {
        a.faults().freeze();
        CompletableFuture<Void> held = put(storeA, "k", "v");
        a.faults().disconnect();
        a.faults().loseAnswers();
        a.faults().delay(LIFE);
        a.faults().failNext(ReferenceOperation.GET_ALL, 5);
        a.faults().heal();
        now(held);
        assertThat(get(storeA, "k")).isEqualTo("v");
    }
}
