package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // most tests look at what ran instead
class TestClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TestClock clock = new TestClock(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void clock_untilAdvanced_standsStill() {
        assertThat(clock.nanos()).isEqualTo(clock.nanos());
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(new TestClock().instant()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @Test
    void advance_always_movesTickerAndWallClock() {
        long before = clock.nanos();
        clock.advance(Duration.ofMillis(1_500));
        clock.advance(Duration.ZERO);
        assertThat(clock.nanos() - before).isEqualTo(1_500_000_000L);
        assertThat(clock.instant()).isEqualTo(START.plusMillis(1_500));
    }

    @Test
    void advance_backwards_refuses() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration must not be negative, was PT-1S");
    }

    @Test
    void advance_upToADueTime_runsTheTask() {
        note("a", 10);
        clock.advance(Duration.ofNanos(9_999_999));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(ran).containsExactly("a@10");
    }

    @Test
    void advance_overSeveralTasks_runsThemInOrderAtTheirTimes() {
        note("late", 30);
        note("early", 10);
        note("middle", 20);
        note("middle, scheduled after", 20);
        note("beyond", 41);
        clock.advance(Duration.ofMillis(40));
        assertThat(ran).containsExactly("early@10", "middle@20", "middle, scheduled after@20", "late@30");
        assertThat(clock.instant()).isEqualTo(START.plusMillis(40));
        assertThat(clock.pendingTasks()).isEqualTo(1);
    }

    @Test
    void advance_overATaskThatSchedules_runsWhatFallsDueInTime() {
        clock.schedule(
                () -> {
                    note("second", 5);
                    note("too late", 100);
                },
                Duration.ofMillis(10));
        clock.advance(Duration.ofMillis(20));
        assertThat(ran).containsExactly("second@15");
        assertThat(clock.pendingTasks()).isEqualTo(1);
    }

    @Test
    void advance_byZero_runsWhatIsDueNow() {
        note("now", 0);
        note("was due before", -5);
        assertThat(ran).isEmpty();
        clock.advance(Duration.ZERO);
        assertThat(ran).containsExactly("now@0", "was due before@0");
    }

    @Test
    void advance_overACancelledTask_leavesItOut() {
        Future<?> cancelled = note("cancelled", 10);
        note("kept", 10);
        assertThat(cancelled.cancel(false)).isTrue();
        assertThat(clock.pendingTasks()).isEqualTo(1);
        clock.advance(Duration.ofMillis(10));
        assertThat(ran).containsExactly("kept@10");
        assertThat(cancelled).isCancelled();
    }

    @Test
    void advance_overATaskThatCancelsAnother_leavesThatOut() {
        Future<?> victim = note("victim", 10);
        clock.schedule(() -> victim.cancel(true), Duration.ofMillis(5));
        clock.advance(Duration.ofMillis(10));
        assertThat(ran).isEmpty();
    }

    @Test
    void advance_overATaskThatThrows_throwsAfterAllRan() throws Exception {
        IllegalStateException first = new IllegalStateException("first");
        AssertionError second = new AssertionError("second");
        Future<?> failed = clock.schedule(
                () -> {
                    throw first;
                },
                Duration.ofMillis(1));
        clock.schedule(
                () -> {
                    throw second;
                },
                Duration.ofMillis(2));
        note("after", 3);
        assertThat(catchThrowable(() -> clock.advance(Duration.ofMillis(5)))).isSameAs(first);
        assertThat(first).hasSuppressedException(second);
        assertThat(ran).containsExactly("after@3");
        assertThat(clock.instant()).isEqualTo(START.plusMillis(5));
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasCause(first);

        clock.advance(Duration.ofMillis(5));
    }

    @Test
    void advance_inATask_refuses() {
        clock.schedule(() -> clock.advance(Duration.ZERO), Duration.ZERO);
        assertThatThrownBy(() -> clock.advance(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void schedule_afterALifetime_neverFallsDue() {
        note("never", 0);
        clock.schedule(() -> ran.add("never"), Duration.ofSeconds(Long.MAX_VALUE));
        clock.advance(Duration.ofDays(365_000 / 4));
        assertThat(ran).containsExactly("never@0");
        assertThat(clock.pendingTasks()).isEqualTo(1);
    }

    @Test
    void schedule_ofNull_refuses() {
        assertThatThrownBy(() -> clock.schedule(null, Duration.ZERO)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> clock.schedule(() -> {}, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new TestClock(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void futures_onceRun_areDone() throws Exception {
        Future<?> future = note("a", 1);
        assertThat(future).isNotDone();
        clock.advance(Duration.ofMillis(1));
        assertThat(future).isDone();
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.get()).isNull();
    }

    @Test
    void clock_usedByManyThreads_runsEachTaskOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(4);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        ready.countDown();
                        for (int i = 0; i < 2_000; i++) {
                            clock.schedule(runs::incrementAndGet, Duration.ofNanos(i % 7));
                            clock.schedule(runs::incrementAndGet, Duration.ofSeconds(1))
                                    .cancel(false);
                            clock.advance(Duration.ofNanos(1));
                        }
                    },
                    L1Tests.threads("clock-" + thread)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        clock.advance(Duration.ofNanos(7));
        assertThat(runs).hasValue(8_000);
        assertThat(clock.pendingTasks()).isZero();
        assertThat(clock.instant()).isEqualTo(START.plusNanos(8_007));
    }

    /** Notes, when it runs, the time it sees. */
    private Future<?> note(String name, long delayMillis) {
        return clock.schedule(
                () -> ran.add(
                        name + "@" + Duration.between(START, clock.instant()).toMillis()),
                Duration.ofMillis(delayMillis));
    }
}
