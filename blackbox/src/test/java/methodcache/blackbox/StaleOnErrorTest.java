package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import methodcache.api.CacheLoadException;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.CachePolicy;
import methodcache.blackbox.Form.Source;
import methodcache.blackbox.Form.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The old value is served when a load fails: how long, to whom, and what it never survives. */
class StaleOnErrorTest {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration STALE = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final Words WORDS = p -> p.withDuration(LIFE)
            .withStaleOnError(STALE, RETRY)
            .withTags("t:1", "u")
            .dependsOn("parent");

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;
    private final AtomicInteger failed = new AtomicInteger();

    private final Source broken = () -> {
        failed.incrementAndGet();
        throw new IOException("down");
    };

    @AfterEach
    void close() {
        rig.close();
    }

    private void load(Form form) {
        assertThat(form.get(cache, "k", () -> "old", WORDS)).isEqualTo("old");
    }

    private String whileBroken() {
        return Form.KEYED.get(cache, "k", broken, WORDS);
    }

    private void assertFails() {
        assertThatThrownBy(this::whileBroken).isInstanceOf(CacheLoadException.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void load_failsAfterTheLifeOfAValue_isAnsweredWithItUntilItIsTooOld(Form form) {
        load(form);
        rig.clock.advance(LIFE);
        assertThat(form.get(cache, "k", broken, WORDS)).isEqualTo("old");
        assertThat(failed).hasValue(1);
        rig.clock.advance(STALE.minus(MOMENT));
        assertThat(form.get(cache, "k", broken, WORDS)).isEqualTo("old");
        rig.clock.advance(MOMENT);
        assertThatThrownBy(() -> form.get(cache, "k", broken, WORDS)).isInstanceOf(CacheLoadException.class);
        assertThat(failed).hasValue(3);
        assertThat(rig.stats().staleServed()).isEqualTo(2);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void load_failed_isNotTriedAgainBeforeItsTime(Form form) {
        load(form);
        rig.clock.advance(LIFE);
        assertThat(form.get(cache, "k", broken, WORDS)).isEqualTo("old");
        rig.clock.advance(RETRY.minus(MOMENT));
        assertThat(form.get(cache, "k", broken, WORDS)).isEqualTo("old");
        assertThat(failed).hasValue(1);
        assertThat(rig.stats().hits()).isEqualTo(1);
        assertThat(rig.stats().staleServed()).isEqualTo(2);
        rig.clock.advance(MOMENT);
        assertThat(form.get(cache, "k", () -> "new", WORDS)).isEqualTo("new");
        assertThat(form.get(cache, "k", broken, WORDS)).isEqualTo("new");
        assertThat(rig.stats().staleServed()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void load_failsForManyWhoWait_allAreAnsweredAlike(Form form) {
        load(form);
        rig.clock.advance(LIFE);
        Door door = new Door();
        Source slowlyBroken = () -> {
            door.passStubbornly();
            return broken.load();
        };
        List<Caller> callers = new ArrayList<>();
        callers.add(form.begin(cache, "k", slowlyBroken, WORDS));
        door.awaitReached();
        callers.add(Form.KEYED_STAGE.begin(cache, "k", slowlyBroken, WORDS));
        callers.add(Form.BULK_STAGE.begin(cache, "k", slowlyBroken, WORDS));
        Caller strict = Form.KEYED_STAGE.begin(cache, "k", slowlyBroken, p -> p.withDuration(LIFE));
        door.open();
        callers.forEach(caller -> assertThat(Rig.value(caller)).isEqualTo("old"));
        assertThat(Rig.failure(strict))
                .as("whose policy allows nothing stale")
                .isInstanceOf(CacheLoadException.class)
                .hasMessageContaining("\"k\"");
        assertThat(failed).hasValue(1);
    }

    // ---------------------------------------------------------------- to whom

    @Test
    void call_whosePolicyDoesNotAllowIt_getsTheFailure_duringTheRetryPauseToo() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        whileBroken();
        assertThatThrownBy(() -> Form.KEYED.get(cache, "k", broken, p -> p.withDuration(LIFE)))
                .isInstanceOf(CacheLoadException.class);
        assertThat(failed).hasValue(2);
    }

    @Test
    void value_storedWithoutTheWord_isNotServed() {
        cache.put("k", "old", p -> p.withDuration(LIFE));
        rig.clock.advance(LIFE);
        assertFails();
    }

    @Test
    void maxStale_ofValueAndCall_theShorterCounts() {
        load(Form.KEYED);
        rig.clock.advance(LIFE.plus(Duration.ofMinutes(2)));
        Words shorter = p -> p.withStaleOnError(Duration.ofMinutes(1), RETRY);
        assertThatThrownBy(() -> Form.KEYED.get(cache, "k", broken, shorter)).isInstanceOf(CacheLoadException.class);
        assertThat(whileBroken()).isEqualTo("old");
    }

    @Test
    void maxStale_saidByTheValue_countsForIt() {
        Words byValue = p -> p.withDuration(LIFE)
                .withStaleOnError(STALE, RETRY)
                .withPolicyFromValue((value, own) -> own.withStaleOnError(Duration.ofMinutes(1), RETRY));
        Form.KEYED.get(cache, "k", () -> "old", byValue);
        rig.clock.advance(LIFE.plus(Duration.ofMinutes(1)).minus(MOMENT));
        assertThat(Form.KEYED.get(cache, "k", broken, byValue)).isEqualTo("old");
        rig.clock.advance(MOMENT);
        assertThatThrownBy(() -> Form.KEYED.get(cache, "k", broken, byValue)).isInstanceOf(CacheLoadException.class);
    }

    @Test
    void lookUps_findNothingPastTheLife_notEvenDuringTheRetryPause() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        whileBroken();
        assertThat(cache.tryGet("k").found()).isFalse();
        assertThat(cache.cache(broken::load)
                        .withKey("k")
                        .withStaleOnError(STALE, RETRY)
                        .tryGet()
                        .found())
                .isFalse();
        assertThat(rig.stats().entries()).isZero();
    }

    @Test
    void refresh_fails_isToldSo() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        assertThatThrownBy(() -> cache.<String>cache(broken::load)
                        .withKey("k")
                        .withStaleOnError(STALE, RETRY)
                        .refresh())
                .isInstanceOf(CacheLoadException.class);
    }

    @Test
    void error_isNotHidden() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        assertThatThrownBy(() -> cache.getOrCreate(
                        "k",
                        context -> {
                            throw new StackOverflowError("a fault of the program");
                        },
                        CachePolicy.of(p -> p.withStaleOnError(STALE, RETRY))))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void otherVersion_isNotServed() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        assertThatThrownBy(() ->
                        Form.KEYED.get(cache, "k", broken, p -> p.withVersion(1).withStaleOnError(STALE, RETRY)))
                .isInstanceOf(CacheLoadException.class);
    }

    @Test
    void conditionThatSaysNo_getsTheFailure() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        assertThatThrownBy(() -> Form.KEYED.get(
                        cache, "k", broken, p -> p.when(context -> false).withStaleOnError(STALE, RETRY)))
                .isInstanceOf(CacheLoadException.class);
    }

    @Test
    void cachedNull_isServedToo() {
        CachePolicy nulls = CachePolicy.of(p -> p.cacheNulls(LIFE).withStaleOnError(STALE, RETRY));
        assertThat(cache.<String>getOrCreate("k", context -> null, nulls)).isNull();
        rig.clock.advance(LIFE);
        assertThat(cache.<String>getOrCreate("k", context -> broken.load(), nulls))
                .isNull();
    }

    @Test
    void bulk_someKeysWithoutOldValues_failsAsAWhole() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        CachePolicy policy = CachePolicy.of(p -> p.withDuration(LIFE).withStaleOnError(STALE, RETRY));
        assertThatThrownBy(() -> cache.getOrCreateMany(List.of("k", "none"), (missing, context) -> fail(), policy))
                .isInstanceOf(CacheLoadException.class);
        assertThat(cache.getOrCreateMany(List.of("k"), (missing, context) -> fail(), policy))
                .containsExactly(Map.entry("k", "old"));
    }

    private static Map<String, String> fail() throws IOException {
        throw new IOException("down");
    }

    @Test
    void sink_hearsOfEachStaleAnswer() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        CacheMetrics sink = new CacheMetrics() {
            @Override
            public void stale(String key, Map<String, String> tags) {
                told.add(key);
            }
        };
        Words listening = p -> {
            WORDS.accept(p);
            p.withMetrics(sink);
        };
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        Form.KEYED.get(cache, "k", broken, listening);
        Form.KEYED_STAGE.get(cache, "k", broken, listening);
        assertThat(told).containsExactly("k", "k");
    }

    // ---------------------------------------------------------------- room

    @Test
    void sweep_keepsItWhileItIsOfUse_andThenGivesTheRoomBack() {
        load(Form.KEYED);
        rig.clock.advance(LIFE.plus(STALE).minus(Duration.ofSeconds(1)));
        assertThat(whileBroken()).isEqualTo("old");
        rig.clock.advance(Duration.ofSeconds(10));
        assertThat(rig.stats().expirations()).isEqualTo(1);
    }

    @Test
    void load_whoseValueIsNotKept_takesTheOldOneWithIt() {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        assertThat(Form.KEYED.get(cache, "k", () -> null, WORDS)).isNull();
        assertFails();
    }

    // ---------------------------------------------------------------- invalidation

    /** Ways to invalidate the value of {@link #WORDS}. */
    static List<Invalidation> events() {
        return List.of(
                Invalidation.keys("k"),
                Invalidation.prefix("k"),
                Invalidation.tags("x", "t:1"),
                Invalidation.allTags("t:1", "u"),
                Invalidation.tagPattern("t:?"),
                Invalidation.keys("parent"),
                Invalidation.prefix("par"),
                Invalidation.together(Invalidation.keys("x"), Invalidation.tags("u")),
                Invalidation.all());
    }

    @ParameterizedTest
    @MethodSource("events")
    void invalidated_isNeverServedAgain(Invalidation event) {
        load(Form.KEYED);
        cache.invalidate(event);
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("events")
    void invalidated_afterItsLife_isNeverServedAgain(Invalidation event) {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        assertThat(whileBroken()).isEqualTo("old");
        cache.invalidate(event);
        assertFails();
    }

    static Stream<Arguments> formsAndEvents() {
        return Stream.of(Form.values()).flatMap(form -> events().stream().map(event -> Arguments.of(form, event)));
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void expired_isServedOnlyWhereALoadFails_andOnlyForSoLong(Form form, Invalidation event) {
        load(form);
        rig.clock.advance(Duration.ofMinutes(1));
        cache.invalidate(event.expired());
        assertThat(cache.tryGet("k").found()).as("it is no hit").isFalse();
        rig.clock.advance(STALE.minus(MOMENT));
        assertThat(form.get(cache, "k", broken, WORDS)).isEqualTo("old");
        assertThat(failed).hasValue(1);
        rig.clock.advance(MOMENT);
        assertThatThrownBy(() -> form.get(cache, "k", broken, WORDS)).isInstanceOf(CacheLoadException.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void expired_nobodyLookedAtItSince_theTimeCountsFromTheEvent(Invalidation event) {
        load(Form.KEYED);
        cache.invalidateTags("of no concern");
        rig.clock.advance(Duration.ofMinutes(1));
        cache.invalidate(event.expired());
        rig.clock.advance(STALE);
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("events")
    void expired_thenLoaded_isNewAgain(Invalidation event) {
        load(Form.KEYED);
        cache.invalidate(event.expired());
        assertThat(Form.KEYED.get(cache, "k", () -> "new", WORDS)).isEqualTo("new");
        assertThat(cache.tryGet("k").value()).isEqualTo("new");
    }

    @ParameterizedTest
    @MethodSource("events")
    void expired_thenRemoved_isGone_andTheOtherWayRound(Invalidation event) {
        load(Form.KEYED);
        cache.invalidate(event.expired());
        cache.invalidate(event);
        assertFails();
        load(Form.KEYED);
        cache.invalidate(event);
        cache.invalidate(event.expired());
        assertFails();
        load(Form.KEYED);
        cache.invalidate(Invalidation.together(event.expired(), event));
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void expired_duringALoad_itsValueIsNotKept(Form form, Invalidation event) {
        Door door = new Door();
        Caller leader = form.begin(
                cache,
                "k",
                () -> {
                    door.passStubbornly();
                    return "old";
                },
                WORDS);
        door.awaitReached();
        assertThat(cache.invalidate(event.expired()).loadsOvertaken()).isEqualTo(1);
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("old");
        assertThat(cache.tryGet("k").found()).isFalse();
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("events")
    void expired_valueWithoutTheWord_isRemoved(Invalidation event) {
        cache.put("k", "old", p -> p.withTags("t:1", "u").dependsOn("parent"));
        cache.invalidate(event.expired());
        assertThat(cache.tryGet("k").found()).isFalse();
        assertThat(rig.stats().entries()).isZero();
    }

    @ParameterizedTest
    @MethodSource("events")
    void expired_duringTheRetryPause_theLoadIsTriedAtOnce(Invalidation event) {
        load(Form.KEYED);
        rig.clock.advance(LIFE);
        whileBroken();
        cache.invalidate(event.expired());
        assertThat(Form.KEYED.get(cache, "k", () -> "new", WORDS)).isEqualTo("new");
    }

    @Test
    void expired_sliding_isNotRenewedByUse() {
        Words sliding = p -> p.withSlidingExpiration(LIFE).withStaleOnError(STALE, RETRY);
        Form.KEYED.get(cache, "k", () -> "old", sliding);
        cache.invalidate(Invalidation.keys("k").expired());
        assertThat(cache.tryGet("k").found()).isFalse();
        assertThat(Form.KEYED.get(cache, "k", broken, sliding)).isEqualTo("old");
        assertThat(cache.tryGet("k").found()).isFalse();
    }

    @Test
    void expired_withoutADuration_isServedFromThenOn() {
        Words lasting = p -> p.withStaleOnError(STALE, RETRY);
        Form.KEYED.get(cache, "k", () -> "old", lasting);
        rig.clock.advance(Duration.ofDays(1));
        cache.invalidate(Invalidation.all().expired());
        rig.clock.advance(STALE.minus(MOMENT));
        assertThat(Form.KEYED.get(cache, "k", broken, lasting)).isEqualTo("old");
        rig.clock.advance(MOMENT);
        assertThatThrownBy(() -> Form.KEYED.get(cache, "k", broken, lasting)).isInstanceOf(CacheLoadException.class);
    }

    @Test
    void expired_amidThousandsOfOtherEvents_theTimeCountsFromTheEvent() {
        Words linked = p -> p.withStaleOnError(STALE, RETRY).withTags("t");
        Form.KEYED.get(cache, "k", () -> "old", linked);
        for (int i = 0; i < 20_000; i++) {
            cache.invalidateTags("other" + i % 100);
            rig.clock.advance(Duration.ofMillis(100));
        }
        cache.invalidate(Invalidation.tags("t").expired());
        rig.clock.advance(STALE.minusSeconds(30));
        assertThat(Form.KEYED.get(cache, "k", broken, linked)).isEqualTo("old");
        rig.clock.advance(Duration.ofSeconds(30));
        assertThatThrownBy(() -> Form.KEYED.get(cache, "k", broken, linked)).isInstanceOf(CacheLoadException.class);
    }

    @Test
    void expired_inAScope_leavesOthersAlone() {
        Words acme = p -> p.withStaleOnError(STALE, RETRY).withTags("t").withScope("tenantId", "acme");
        Words other = p -> p.withStaleOnError(STALE, RETRY).withTags("t").withScope("tenantId", "other");
        Form.KEYED.get(cache, "k", () -> "acme's", acme);
        Form.KEYED.get(cache, "k", () -> "other's", other);
        cache.invalidate(Invalidation.tags("t").expired().inScope("tenantId", "acme"));
        assertThat(Form.KEYED.get(cache, "k", () -> "new", acme)).isEqualTo("new");
        assertThat(Form.KEYED.get(cache, "k", () -> "new", other)).isEqualTo("other's");
        cache.invalidate(Invalidation.tags("t").inScope("tenantId", "acme").expired());
        assertThat(Form.KEYED.get(cache, "k", broken, acme)).isEqualTo("new");
    }

    @Test
    void expired_whatGoesWithIt_expiresToo() {
        Words words = p -> p.withStaleOnError(STALE, RETRY);
        cache.put("source", "s", p -> p.invalidatesWith("k"));
        Form.KEYED.get(cache, "k", () -> "old", words);
        cache.invalidate(Invalidation.keys("source").expired());
        assertThat(cache.tryGet("k").found()).isFalse();
        assertThat(Form.KEYED.get(cache, "k", broken, words)).isEqualTo("old");
    }
}
