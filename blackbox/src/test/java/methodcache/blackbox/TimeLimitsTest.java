package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheCall;
import methodcache.api.CacheTimeoutException;
import methodcache.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of a call's time, and of the wait for another's load. */
class TimeLimitsTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(30);

    private final Rig rig = new Rig();
    private final Door door = new Door();
    private final AtomicInteger loads = new AtomicInteger();

    private String load() throws InterruptedException {
        int number = loads.incrementAndGet();
        door.pass();
        return "value-" + number;
    }

    private Caller limited(boolean async, Form.Source source) {
        CacheCall<String> call = rig.cache
                .<Form.Source, String>call(Form.Source::load, source)
                .withKey("k")
                .withTimeout(LIMIT);
        if (!async) {
            return Caller.blocking(call::execute);
        }
        CompletableFuture<String> future = call.executeAsync();
        return new Caller(future, future, null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeout_passed_theCallerIsToldAndTheLoadIsCancelled(boolean async) {
        try (rig) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Caller caller = limited(async, () -> {
                try {
                    return load();
                } catch (InterruptedException stop) {
                    interrupted.complete(true);
                    throw stop;
                }
            });
            door.awaitReached();
            caller.awaitWaiting();
            rig.clock.advance(LIMIT.minusNanos(1));
            assertThat(caller.value()).isNotDone();
            rig.clock.advance(Duration.ofNanos(1));
            assertThat(Rig.failure(caller))
                    .isInstanceOf(CacheTimeoutException.class)
                    .hasMessageContaining("\"k\"")
                    .hasMessageContaining("PT2S");
            assertThat(Rig.value(interrupted)).isTrue();
            assertThat(Form.KEYED.get(rig.cache, "k", () -> "new")).isEqualTo("new");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeout_whileOthersWait_theLoadGoesOn(boolean async) {
        try (rig) {
            Caller caller = limited(async, this::load);
            door.awaitReached();
            Caller other = Form.KEYED.begin(rig.cache, "k", this::load).awaitWaiting();
            caller.awaitWaiting();
            rig.clock.advance(LIMIT);
            assertThat(Rig.failure(caller)).isInstanceOf(CacheTimeoutException.class);
            door.open();
            assertThat(Rig.value(other)).isEqualTo("value-1");
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("value-1");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeout_ofAJoinedCall_leavesTheLoadAlone(boolean async) {
        try (rig) {
            Caller leader = Form.KEYED.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Caller caller = limited(async, this::load).awaitWaiting();
            rig.clock.advance(LIMIT);
            assertThat(Rig.failure(caller)).isInstanceOf(CacheTimeoutException.class);
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("value-1");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeout_notReached_leavesNoTimerBehind(boolean async) {
        try (rig) {
            CacheCall<String> call =
                    rig.cache.<String>cache(() -> null).withKey("k").withTimeout(LIMIT);
            assertThat(async ? Rig.value(call.executeAsync()) : call.execute()).isNull();
            Await.until(() -> rig.clock.pendingTasks() == 0, () -> rig.clock.pendingTasks() + " timers are left");
        }
    }

    @Test
    void timeout_ofAHit_isNeverSet() {
        try (rig) {
            rig.cache.put("k", "v");
            int sweeps = rig.clock.pendingTasks();
            assertThat(limited(false, this::load).value())
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo("v");
            assertThat(rig.clock.pendingTasks()).isEqualTo(sweeps);
        }
    }

    @Test
    void timeout_theSameCallAgain_countsAnew() {
        try (rig) {
            CacheCall<String> call = rig.cache
                    .<Form.Source, String>call(Form.Source::load, this::load)
                    .withKey("k")
                    .withTimeout(LIMIT);
            Caller first = Caller.blocking(call::execute);
            door.awaitReached();
            first.awaitWaiting();
            rig.clock.advance(LIMIT);
            assertThat(Rig.failure(first)).isInstanceOf(CacheTimeoutException.class);
            door.open();
            assertThat(call.execute()).isEqualTo("value-2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void joinLimit_passed_theJoinerLoadsByItself(Form form) {
        try (rig) {
            Caller leader = Form.KEYED.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Caller joiner = form.begin(rig.cache, "k", () -> "own").awaitWaiting();
            rig.clock.advance(JOIN_LIMIT.minusNanos(1));
            assertThat(joiner.value()).isNotDone();
            rig.clock.advance(Duration.ofNanos(1));
            assertThat(Rig.value(joiner)).isEqualTo("own");
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("value-1");
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void joinLimit_passedAgainAndAgain_whatLastsLongerIsKeptAllTheSame() {
        try (rig) {
            Caller leader = Form.KEYED.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Door second = new Door();
            Caller joiner = Form.KEYED_ASYNC.begin(rig.cache, "k", () -> {
                second.pass();
                return "second";
            });
            rig.clock.advance(JOIN_LIMIT);
            second.awaitReached();
            Caller third = Form.KEYED_STAGE.begin(rig.cache, "k", () -> "third");
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("value-1");
            assertThat(rig.cache.tryGet("k").value())
                    .as("the slow load's value")
                    .isEqualTo("value-1");
            second.open();
            assertThat(Rig.value(joiner)).isEqualTo("second");
            assertThat(Rig.value(third)).isEqualTo("second");
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void joinLimit_passedThenInvalidated_neitherLoadIsKept() {
        try (rig) {
            Caller leader = Form.KEYED.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Door second = new Door();
            Caller joiner = Form.KEYED_ASYNC.begin(rig.cache, "k", () -> {
                second.pass();
                return "second";
            });
            rig.clock.advance(JOIN_LIMIT);
            second.awaitReached();
            assertThat(rig.cache.invalidateKeys("k").loadsOvertaken()).isEqualTo(2);
            door.open();
            second.open();
            Rig.value(leader);
            Rig.value(joiner);
            assertThat(rig.cache.tryGet("k").found()).isFalse();
            rig.assertStatsAddUp(1);
        }
    }

    @Test
    void joinLimit_theLoadEndsInTime_leavesNoTimerBehind() {
        try (rig) {
            Form.Source nothing = () -> {
                load();
                return null;
            };
            Caller leader = Form.KEYED.begin(rig.cache, "k", nothing);
            door.awaitReached();
            Caller joiner = Form.KEYED_STAGE.begin(rig.cache, "k", nothing);
            assertThat(rig.clock.pendingTasks()).isEqualTo(1);
            door.open();
            Rig.value(leader);
            Rig.value(joiner);
            Await.until(() -> rig.clock.pendingTasks() == 0, () -> rig.clock.pendingTasks() + " timers are left");
        }
    }

    @Test
    void timeout_thatStrikesBeforeTheCallHasBegunItsLoad_countsOnce() {
        try (Rig own = new Rig(c -> c.executor(Runnable::run).scheduler((task, delay) -> {
            task.run();
            return CompletableFuture.completedFuture(null);
        }))) {
            CompletableFuture<String> late =
                    own.cache.cache(() -> "v").withKey("k").withTimeout(LIMIT).executeAsync();
            assertThat(Rig.failure(new Caller(late, late, null))).isInstanceOf(CacheTimeoutException.class);
            own.assertStatsAddUp(0);
            assertThat(own.stats().misses()).isEqualTo(1);
            assertThat(own.stats().joins()).as("its own loader has run").isZero();
        }
    }
}
