package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheTimeoutException;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that take longer than their time-outs: what calls get, and what becomes of the loads. */
class SlowLoadsTest {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration STALE = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration SOFT = Duration.ofMillis(100);
    private static final Duration HARD = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final Words SOFTLY =
            p -> p.withDuration(LIFE).withStaleOnError(STALE, RETRY).withSoftTimeout(SOFT);
    private static final Words HARDLY = p -> p.withDuration(LIFE).withHardTimeout(HARD);

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    private static Form.Source behind(Door door, String value) {
        return () -> {
            door.passStubbornly();
            return value;
        };
    }

    private void awaitQuiet() {
        Await.until(() -> rig.stats().loadsInFlight() == 0, () -> "no load is in flight: " + rig.stats());
    }

    private void awaitValue(String value) {
        Await.until(() -> value.equals(cache.tryGet("k").value()), () -> value + " is kept");
    }

    // ---------------------------------------------------------------- soft

    @ParameterizedTest
    @EnumSource(Form.class)
    void softTimeout_withAnOldValue_servesItAndKeepsTheLoad(Form form) {
        form.get(cache, "k", () -> "old", SOFTLY);
        rig.clock.advance(LIFE);
        Door door = rig.door();
        Caller caller = form.begin(cache, "k", behind(door, "new"), SOFTLY);
        door.awaitReached();
        rig.clock.advance(SOFT.minus(MOMENT));
        assertThat(caller.value()).isNotDone();
        rig.clock.advance(MOMENT);
        assertThat(Rig.value(caller)).isEqualTo("old");
        assertThat(form.get(cache, "k", () -> "other", SOFTLY))
                .as("the time since the load began is over")
                .isEqualTo("old");
        door.open();
        awaitValue("new");
        assertThat(form.get(cache, "k", () -> "other", SOFTLY)).isEqualTo("new");
        assertThat(rig.stats().staleServed()).isEqualTo(2);
        rig.assertStatsAddUp(rig.stats().misses() - 3);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void softTimeout_withoutAnOldValue_waitsForTheLoad(Form form) {
        Door door = rig.door();
        Caller caller = form.begin(cache, "k", behind(door, "first"), SOFTLY);
        door.awaitReached();
        rig.clock.advance(SOFT.multipliedBy(10));
        assertThat(caller.value()).isNotDone();
        door.open();
        assertThat(Rig.value(caller)).isEqualTo("first");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void softTimeout_loadFailsLater_isNotTriedBeforeItsTime(Form form) {
        form.get(cache, "k", () -> "old", SOFTLY);
        rig.clock.advance(LIFE);
        Door door = rig.door();
        Caller caller = form.begin(
                cache,
                "k",
                () -> {
                    door.passStubbornly();
                    throw new IOException("down");
                },
                SOFTLY);
        door.awaitReached();
        rig.clock.advance(SOFT);
        assertThat(Rig.value(caller)).isEqualTo("old");
        door.open();
        Await.until(() -> rig.stats().loadFailures() == 1, () -> "the load has failed");
        awaitQuiet();
        assertThat(form.get(cache, "k", () -> "new", SOFTLY))
                .as("served as a hit")
                .isEqualTo("old");
        rig.clock.advance(RETRY);
        assertThat(form.get(cache, "k", () -> "new", SOFTLY)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void softTimeout_oldValueIsInvalidatedMeanwhile_itIsNotServed(Form form) {
        form.get(cache, "k", () -> "old", SOFTLY);
        rig.clock.advance(LIFE);
        Door door = rig.door();
        Caller caller = form.begin(cache, "k", behind(door, "overtaken"), SOFTLY);
        door.awaitReached();
        cache.invalidateKeys("k");
        rig.clock.advance(SOFT);
        assertThat(caller.value()).isNotDone();
        door.open();
        assertThat(Rig.value(caller)).isEqualTo("overtaken");
        assertThat(cache.tryGet("k").found())
                .as("it began before the invalidation")
                .isFalse();
    }

    // ---------------------------------------------------------------- hard

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardTimeout_failsWithTheKeyAndKeepsALateValue(Form form) {
        Door door = rig.door();
        Caller caller = form.begin(cache, "k", behind(door, "late"), HARDLY);
        door.awaitReached();
        Caller joined = Form.KEYED_STAGE.begin(cache, "k", () -> "mine", HARDLY);
        rig.clock.advance(HARD.minus(MOMENT));
        assertThat(caller.value()).isNotDone();
        rig.clock.advance(MOMENT);
        for (Caller waiting : List.of(caller, joined)) {
            assertThat(Rig.failure(waiting))
                    .isInstanceOf(CacheTimeoutException.class)
                    .hasMessageContaining("loading \"k\" takes longer than withHardTimeout(PT2S)");
        }
        assertThat(((CacheTimeoutException) Rig.failure(caller)).key()).hasValue("k");
        door.open();
        awaitValue("late");
        awaitQuiet();
        assertThat(rig.stats().loads()).isEqualTo(1);
        assertThat(rig.stats().loadFailures()).as("it has given a value").isZero();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardTimeout_nextCallLoadsAnew_andItsValueIsTheNewer(Form form) {
        Door first = rig.door();
        Caller caller = form.begin(cache, "k", behind(first, "late"), HARDLY);
        first.awaitReached();
        rig.clock.advance(HARD);
        assertThat(Rig.failure(caller)).isInstanceOf(CacheTimeoutException.class);
        assertThat(form.get(cache, "k", () -> "second", HARDLY)).isEqualTo("second");
        first.open();
        Await.until(() -> rig.stats().loads() == 2, () -> "the first has ended: " + rig.stats());
        assertThat(cache.tryGet("k").value()).isEqualTo("second");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardTimeout_twoLoadsHang_isRefusedAtOnce_untilTheyAreGivenUp(Form form) {
        List<Door> hung = List.of(rig.door(), rig.door());
        for (Door door : hung) {
            Caller caller = form.begin(cache, "k", behind(door, "late"), HARDLY);
            door.awaitReached();
            rig.clock.advance(HARD);
            assertThat(Rig.failure(caller)).isInstanceOf(CacheTimeoutException.class);
        }
        AtomicBoolean ran = new AtomicBoolean();
        Form.Source source = () -> {
            ran.set(true);
            return "new";
        };
        assertThat(Rig.failure(form.begin(cache, "k", source, HARDLY)))
                .isInstanceOf(CacheLoadException.class)
                .hasMessageContaining("2 loads of it have taken longer than withHardTimeout(…) and still run");
        assertThat(ran).isFalse();
        assertThat(rig.stats().refusals()).isEqualTo(1);
        assertThat(form.get(cache, "other", source, HARDLY)).as("another key").isEqualTo("new");
        rig.clock.advance(HARD.multipliedBy(9));
        Await.until(
                () -> {
                    try {
                        return "new".equals(form.get(cache, "k", source, HARDLY));
                    } catch (Exception refused) {
                        return false;
                    }
                },
                () -> "hung loads are given up after ten times their limit");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardTimeout_afterTenTimesTheLimit_interruptsTheLoader(Form form) throws Exception {
        if (!form.loadsOnExecutor() && !form.loadsHere()) {
            return; // a stage is its own affair
        }
        Door door = rig.door();
        AtomicBoolean interrupted = new AtomicBoolean();
        Caller caller = form.begin(
                cache,
                "k",
                () -> {
                    try {
                        door.pass();
                        return "late";
                    } catch (InterruptedException stopped) {
                        interrupted.set(true);
                        throw stopped;
                    }
                },
                HARDLY);
        door.awaitReached();
        rig.clock.advance(HARD);
        assertThat(Rig.failure(caller)).isInstanceOf(CacheTimeoutException.class);
        rig.clock.advance(HARD.multipliedBy(9).minus(MOMENT));
        assertThat(interrupted).isFalse();
        rig.clock.advance(MOMENT);
        Await.until(interrupted::get, () -> "the loader is interrupted");
        awaitQuiet();
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardTimeout_ofOneWhoJoins_endsItsOwnWaitOnly(Form form) {
        Door door = rig.door();
        Caller patient = Form.KEYED_ASYNC.begin(cache, "k", behind(door, "slow"), p -> p.withDuration(LIFE));
        door.awaitReached();
        Caller hasty = form.begin(cache, "k", () -> "mine", HARDLY).awaitWaiting();
        // A blocking caller's limit counts from when it waits, which nobody tells.
        Await.until(
                () -> {
                    rig.clock.advance(HARD);
                    return hasty.value().isDone();
                },
                () -> "its wait ends");
        assertThat(Rig.failure(hasty)).isInstanceOf(CacheTimeoutException.class);
        assertThat(patient.value()).isNotDone();
        door.open();
        assertThat(Rig.value(patient)).isEqualTo("slow");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardTimeout_lateValueAfterAnInvalidation_isNotKept(Form form) {
        Door door = rig.door();
        Caller caller = form.begin(cache, "k", behind(door, "late"), HARDLY);
        door.awaitReached();
        rig.clock.advance(HARD);
        assertThat(Rig.failure(caller)).isInstanceOf(CacheTimeoutException.class);
        cache.invalidateKeys("k");
        door.open();
        Await.until(() -> rig.stats().loads() == 1, () -> "the load has ended");
        assertThat(cache.tryGet("k").found()).isFalse();
    }

    @Test
    void softTimeout_notShorterThanTheHardOne_clashes() {
        assertThatThrownBy(() -> CachePolicy.of(p -> p.withSoftTimeout(HARD).withHardTimeout(HARD)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("softTimeout (PT2S) must be shorter than hardTimeout (PT2S)");
    }
}
