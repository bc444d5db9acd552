package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import methodcache.api.CacheLoadException;
import methodcache.api.CacheTimeoutException;
import methodcache.api.CircuitOpenException;
import methodcache.api.Invalidation;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.Await;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words about loads that are slow, hang or crowd, said together; a row of the guide's table each. */
@ParameterizedClass(name = "two layers: {0}")
@ValueSource(booleans = {false, true})
class SlowCombinationsTest extends Combining {

    SlowCombinationsTest(boolean twoLayers) {
        super(twoLayers);
    }

    /** Begins a call whose load hangs, and lets it take too long. */
    private Caller beginAndHang(Form form, String key, Door door, Words words) {
        Caller caller = begin(form, key, door, giving("late"), words);
        advance(HARD.minus(MOMENT));
        assertThat(caller.value()).isNotDone();
        advance(MOMENT);
        Await.until(() -> caller.value().isDone(), () -> "it has been told");
        return caller;
    }

    private Caller beginAndHang(Form form, Door door, Words words) {
        return beginAndHang(form, "k", door, words);
    }

    // ---------------------------------------------------------------- soft time-outs

    @ParameterizedTest
    @EnumSource(Form.class)
    void soft_withoutAnOldValue_theCallWaits(Form form) {
        Words words = all(STALE, SLOW);
        Door door = rig.door();
        Caller caller = begin(form, door, giving("new"), words);
        advance(SOFT.multipliedBy(100));
        assertThat(caller.value()).isNotDone();
        door.open();
        assertThat(Rig.value(caller)).isEqualTo("new");
        assertKept("new");
        assertCounted(0, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void softAndStale_loadIsSlow_theOldValueAnswersAndTheLoadIsKept(Form form) {
        Words words = all(STALE, SLOW);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller caller = begin(form, door, giving("new"), words);
        advance(SOFT.minus(MOMENT));
        assertThat(caller.value()).isNotDone();
        advance(MOMENT);
        assertThat(Rig.value(caller)).isEqualTo("old");
        assertThat(get(form, giving("newer"), words))
                .as("no time is left since the load began")
                .isEqualTo("old");
        assertThat(loads).hasValue(1);
        door.open();
        awaitLoads(2);
        assertKept("new");
        assertCounted(2, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void softAndStale_slowLoadFails_isNotTriedAgainForAWhile(Form form) {
        Words words = all(STALE, SLOW, FALLBACK, FAILURES);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller caller = begin(form, door, broken, words);
        advance(SOFT);
        assertThat(Rig.value(caller)).isEqualTo("old");
        door.open();
        awaitQuiet();
        assertThat(get(form, giving("new"), words)).isEqualTo("old");
        assertThat(loads).hasValue(2);
        advance(RETRY);
        assertThat(get(form, giving("new"), words)).isEqualTo("new");
        assertCounted(2, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void softHardAndStale_loadHangs_theOldValueAnswersAtTheSoftOne(Form form) {
        Words words = all(STALE, SLOW, LIMITED, BREAKER);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller caller = begin(form, door, giving("late"), words);
        advance(SOFT);
        assertThat(Rig.value(caller)).isEqualTo("old");
        advance(HARD.minus(SOFT));
        assertThat(get(form, giving("new"), words))
                .as("it has failed at the hard one")
                .isEqualTo("old");
        assertThat(loads).hasValue(1);
        door.open();
        awaitLoads(2);
        assertKept("late");
        assertCounted(2, 0, 0);
        rig.assertStatsAddUp(0);
    }

    // ---------------------------------------------------------------- hard time-outs

    @ParameterizedTest
    @EnumSource(Form.class)
    void hard_alone_theCallFailsAndTheLoadIsKept(Form form) {
        Door first = rig.door();
        assertThat(Rig.failure(beginAndHang(form, first, LIMITED))).isExactlyInstanceOf(CacheTimeoutException.class);
        Door second = rig.door();
        Caller another = begin(form, second, giving("second"), LIMITED);
        first.open();
        awaitKept("late");
        second.open();
        assertThat(Rig.value(another)).isEqualTo("second");
        awaitLoads(2);
        assertKept("second");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hard_twoLoadsHang_aThirdIsntBegunAndTheyAreKept(Form form) {
        Door first = rig.door();
        Door second = rig.door();
        beginAndHang(form, first, LIMITED);
        beginAndHang(form, second, LIMITED);
        assertFails(form, giving("third"), LIMITED, CacheLoadException.class);
        assertThat(get(form, giving("third"), all(LIMITED, FALLBACK))).isEqualTo("instead of CacheLoadException");
        assertThat(loads).hasValue(0);
        assertCounted(0, 1, 2);
        first.open();
        awaitKept("late");
        second.open();
        awaitLoads(2);
        assertThat(form.get(cache, "other", giving("new"), LIMITED)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardAndStale_loadHangs_theOldValueAnswers(Form form) {
        Words words = all(STALE, LIMITED, FALLBACK);
        loadAndExpire(form, words);
        assertThat(Rig.value(beginAndHang(form, rig.door(), words))).isEqualTo("old");
        assertThat(get(form, giving("new"), words))
                .as("before it is tried again")
                .isEqualTo("old");
        advance(RETRY);
        assertThat(Rig.value(beginAndHang(form, rig.door(), words))).isEqualTo("old");
        assertCounted(3, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardAndStale_twoLoadsHang_theOldValueAnswersAtOnce(Form form) {
        Words words = all(STALE, p -> p.withStaleOnError(MAX_STALE, SOFT), LIMITED);
        loadAndExpire(form, words);
        for (int i = 0; i < 2; i++) {
            assertThat(Rig.value(beginAndHang(form, rig.door(), words))).isEqualTo("old");
            advance(SOFT);
        }
        assertThat(get(form, giving("third"), words)).isEqualTo("old");
        assertThat(loads).hasValue(1);
        assertCounted(3, 0, 1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardAndFallback_loadHangs_theFallbackOfTimeOutsAnswers(Form form) {
        Words words = all(
                LIMITED,
                p -> p.withFallback(Exception.class, (failure, context) -> "of any"),
                fallback(CacheTimeoutException.class));
        Door door = rig.door();
        assertThat(Rig.value(beginAndHang(form, door, words))).isEqualTo("instead of CacheTimeoutException");
        assertNothingKept();
        door.open();
        awaitLoads(1);
        assertKept("late");
        assertCounted(0, 1, 0);
        rig.assertStatsAddUp(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardAndBreaker_loadsHang_countAsFailures(Form form) {
        Words words = all(LIMITED, BREAKER);
        Door first = rig.door();
        Door second = rig.door();
        beginAndHang(form, "first", first, words);
        beginAndHang(form, "second", second, words);
        assertFails(form, giving("new"), words, CircuitOpenException.class);
        first.open();
        second.open();
        awaitLoads(2);
        assertFails(form, giving("new"), words, CircuitOpenException.class);
        assertThat(form.get(cache, "first", broken, words))
                .as("kept, though it took too long")
                .isEqualTo("late");
        assertCounted(0, 0, 2);
        advance(OPEN);
        assertThat(get(form, giving("new"), words)).isEqualTo("new");
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hardAndCacheFailures_loadHangs_nothingIsRemembered(Form form) {
        Words words = all(LIMITED, FAILURES);
        Door door = rig.door();
        Caller caller = begin(form, door, broken, words);
        advance(HARD);
        assertThat(Rig.failure(caller)).isExactlyInstanceOf(CacheTimeoutException.class);
        assertThat(form.get(cache, "k", giving("new"), words)).isEqualTo("new");
        door.open();
        awaitQuiet();
        assertKept("new");
        assertCounted(0, 0, 0);
    }

    // ---------------------------------------------------------------- bulkheads

    @ParameterizedTest
    @EnumSource(Form.class)
    void bulkheadAndHard_full_waitingCounts(Form form) {
        Words words = all(ONE_AT_A_TIME, LIMITED);
        Door door = rig.door();
        Caller inside = begin(form, "other", door, giving("other"), ONE_AT_A_TIME);
        Caller waiting = form.begin(cache, "k", giving("late"), words);
        awaitInFlight(2);
        waiting.awaitWaiting();
        advance(HARD);
        assertThat(Rig.failure(waiting)).isExactlyInstanceOf(CacheTimeoutException.class);
        assertThat(loads).as("it hasn't run").hasValue(0);
        door.open();
        assertThat(Rig.value(inside)).isEqualTo("other");
        awaitLoads(2);
        assertKept("late");
        assertCounted(0, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void bulkheadAndSoft_full_theOldValueAnswersAndTheLoadRunsInItsTurn(Form form) {
        Words words = all(STALE, SLOW, ONE_AT_A_TIME);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller inside = begin(form, "other", door, giving("other"), ONE_AT_A_TIME);
        Caller waiting = form.begin(cache, "k", giving("new"), words);
        awaitInFlight(2);
        waiting.awaitWaiting();
        advance(SOFT);
        assertThat(Rig.value(waiting)).isEqualTo("old");
        assertThat(loads).hasValue(1);
        door.open();
        assertThat(Rig.value(inside)).isEqualTo("other");
        awaitLoads(3);
        assertKept("new");
        assertCounted(1, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void bulkheadAndBreaker_opensWhileALoadWaits_itIsRefused(Form form) {
        Words words = all(ONE_AT_A_TIME, p -> p.withCircuitBreaker("one", 1, OPEN));
        Door door = rig.door();
        Caller inside = begin(form, "other", door, broken, words);
        Caller waiting = form.begin(cache, "k", giving("new"), words);
        awaitInFlight(2);
        waiting.awaitWaiting();
        door.open();
        assertThat(Rig.failure(inside)).isExactlyInstanceOf(CacheLoadException.class);
        assertThat(Rig.failure(waiting)).isExactlyInstanceOf(CircuitOpenException.class);
        assertThat(loads).hasValue(1);
        assertCounted(0, 0, 1);
        advance(OPEN);
        assertThat(get(form, giving("new"), words))
                .as("its place was given back")
                .isEqualTo("new");
        rig.assertStatsAddUp(0);
    }

    private void awaitInFlight(long count) {
        Await.until(() -> rig.stats().loadsInFlight() == count, () -> count + " loads are in flight: " + rig.stats());
    }

    private void awaitKept(String value) {
        Await.until(() -> value.equals(cache.tryGet("k").value()), () -> "\"" + value + "\" is kept: " + rig.stats());
    }

    // ---------------------------------------------------------------- invalidation

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidated_duringASlowLoad_neitherOldNorNewIsKept(Form form) {
        Words words = all(STALE, SLOW);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller early = begin(form, door, giving("new"), words);
        advance(SOFT);
        assertThat(Rig.value(early)).isEqualTo("old");
        cache.invalidateKeys("k");
        door.open();
        awaitLoads(2);
        assertNothingKept();
        assertFails(form, broken, words, CacheLoadException.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidated_beforeTheSoftTimeout_theCallWaits(Form form) {
        Words words = all(STALE, SLOW);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller caller = begin(form, door, giving("new"), words);
        cache.invalidateKeys("k");
        advance(SOFT);
        assertThat(caller.value()).isNotDone();
        door.open();
        assertThat(Rig.value(caller)).isEqualTo("new");
        assertNothingKept();
        assertCounted(0, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void expired_duringASlowLoad_theOldValueStillAnswers(Form form) {
        Words words = all(STALE, SLOW);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller caller = begin(form, door, giving("new"), words);
        cache.invalidate(Invalidation.keys("k").expired());
        advance(SOFT);
        assertThat(Rig.value(caller)).isEqualTo("old");
        door.open();
        awaitLoads(2);
        assertNothingKept();
        assertThat(get(form, broken, words)).isEqualTo("old");
        assertCounted(2, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidated_duringALoadThatHangs_neitherOldNorNewIsKept(Form form) {
        Words words = all(STALE, LIMITED);
        loadAndExpire(form, words);
        Door door = rig.door();
        Caller caller = begin(form, door, giving("new"), words);
        cache.invalidateKeys("k");
        advance(HARD);
        assertThat(Rig.failure(caller)).isExactlyInstanceOf(CacheTimeoutException.class);
        door.open();
        awaitLoads(2);
        assertNothingKept();
        assertFails(form, broken, words, CacheLoadException.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidated_afterAHardTimeout_whatIsLateIsNotKept(Form form) {
        Door door = rig.door();
        beginAndHang(form, door, LIMITED);
        cache.invalidateKeys("k");
        door.open();
        awaitLoads(1);
        assertNothingKept();
    }
}
