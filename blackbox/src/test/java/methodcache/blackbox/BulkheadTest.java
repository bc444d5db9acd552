package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CacheLoadException;
import methodcache.api.MethodCache;
import methodcache.blackbox.Form.Source;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bound on the loads that run at a time. */
class BulkheadTest {

    private static final Words TWO = p -> p.withMaxConcurrentLoads("db", 2);
    private static final Words ONE = p -> p.withMaxConcurrentLoads("db", 1);

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        rig.close();
    }

    private Source counted(Door door, String value) {
        return () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                door.passStubbornly();
                return value;
            } finally {
                running.decrementAndGet();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void loads_beyondTheBound_waitForTheirTurn(Form form) {
        List<Door> doors = new ArrayList<>();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Door door = rig.door();
            doors.add(door);
            callers.add(form.begin(cache, "k" + i, counted(door, "v" + i), TWO));
            if (i < 2) {
                door.awaitReached();
            } else {
                callers.get(i).awaitWaiting();
            }
        }
        assertThat(doors.stream().mapToInt(Door::visits).sum()).isEqualTo(2);
        doors.forEach(Door::open);
        for (int i = 0; i < 5; i++) {
            assertThat(Rig.value(callers.get(i))).isEqualTo("v" + i);
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(form.get(cache, "again", () -> "free", TWO)).isEqualTo("free");
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void caller_whoGivesUpItsWait_takesNoPlace(Form form) {
        Door door = rig.door();
        Caller first = form.begin(cache, "first", counted(door, "v"), ONE);
        door.awaitReached();
        AtomicInteger ran = new AtomicInteger();
        Source never = () -> {
            ran.incrementAndGet();
            return "never";
        };
        Caller waiting = form.begin(cache, "second", never, ONE).awaitWaiting();
        Await.until(() -> rig.stats().loadsInFlight() == 2, () -> "it is on its way");
        waiting.giveUp();
        Throwable failure = Rig.failure(waiting);
        if (form.loadsHere()) {
            assertThat(failure).isInstanceOf(CacheInterruptedException.class);
        }
        door.open();
        assertThat(Rig.value(first)).isEqualTo("v");
        assertThat(form.get(cache, "third", () -> "free", ONE)).isEqualTo("free");
        assertThat(ran).hasValue(0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void loader_thatCallsTheCacheUnderItsOwnBound_isNotStuck(Form form) {
        if (!form.loadsHere() && !form.loadsOnExecutor()) {
            return; // a stage's own thread isn't known
        }
        Source bounded = () -> (String) Form.KEYED.call(cache, "deep", () -> "deep", ONE);
        assertThat(form.get(cache, "around", bounded, ONE)).isEqualTo("deep");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void load_thatWaitsTooLongForItsTurn_isRefused(Form form) {
        Door door = rig.door();
        Caller first = form.begin(cache, "first", counted(door, "v"), ONE);
        door.awaitReached();
        Caller second = form.begin(cache, "second", () -> "never", ONE).awaitWaiting();
        Await.until(
                () -> {
                    rig.clock.advance(Duration.ofSeconds(30));
                    return second.value().isDone();
                },
                () -> "it doesn't wait for ever");
        assertThat(Rig.failure(second))
                .isInstanceOf(CacheLoadException.class)
                .hasMessageContaining(
                        "loading \"second\" failed: it has waited for its turn as long as joinLimit allows (PT30S), behind others"
                                + " of \"db\": raise withMaxConcurrentLoads(1)");
        door.open();
        assertThat(Rig.value(first)).isEqualTo("v");
        assertThat(form.get(cache, "third", () -> "free", ONE)).isEqualTo("free");
        rig.assertStatsAddUp(0);
    }

    @Test
    void loader_thatWaitsForOneWhoWaitsForAPlace_letsItIn() {
        Door door = rig.door();
        Caller outer = Form.KEYED.begin(
                cache,
                "outer",
                () -> {
                    door.passStubbornly();
                    return (String) Form.KEYED.call(cache, "inner", () -> "not mine", ONE);
                },
                ONE);
        door.awaitReached();
        Caller inner = Form.KEYED.begin(cache, "inner", () -> "inner", ONE).awaitWaiting();
        Await.until(() -> rig.stats().loadsInFlight() == 2, () -> "both are in flight");
        door.open();
        assertThat(Rig.value(outer)).isEqualTo("inner");
        assertThat(Rig.value(inner)).isEqualTo("inner");
    }

    @Test
    void invalidation_whileALoadWaitsForItsPlace_doesNotConcernIt() {
        Door door = rig.door();
        Caller first = Form.KEYED.begin(cache, "first", counted(door, "v"), ONE);
        door.awaitReached();
        Caller waiting = Form.KEYED_STAGE.begin(
                cache,
                "k",
                () -> "newer than the event",
                p -> p.withMaxConcurrentLoads("db", 1).withDuration(Duration.ofMinutes(1)));
        cache.invalidateTags("unrelated");
        door.open();
        assertThat(Rig.value(first)).isEqualTo("v");
        assertThat(Rig.value(waiting)).isEqualTo("newer than the event");
        Await.until(() -> cache.tryGet("k").found(), () -> "it is kept");
    }
}
