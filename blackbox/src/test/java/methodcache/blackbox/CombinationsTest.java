package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import methodcache.api.CacheCall;
import methodcache.api.CacheLoadException;
import methodcache.api.CachedFailureException;
import methodcache.api.CircuitOpenException;
import methodcache.api.Invalidation;
import methodcache.blackbox.Form.Source;
import methodcache.blackbox.Form.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words about loads that fail, said together; a row of the guide's table each. */
@ParameterizedClass(name = "two layers: {0}")
@ValueSource(booleans = {false, true})
class CombinationsTest extends Combining {

    CombinationsTest(boolean twoLayers) {
        super(twoLayers);
    }

    // ---------------------------------------------------------------- the old value and the fallback

    @ParameterizedTest
    @EnumSource(Form.class)
    void staleAndFallback_loadFails_theOldValueComesFirst(Form form) {
        Words words = all(STALE, FALLBACK);
        loadAndExpire(form, words);
        assertThat(get(form, broken, words)).isEqualTo("old");
        assertCounted(1, 0, 0);
        advance(MAX_STALE);
        assertThat(get(form, broken, words)).isEqualTo("instead of IOException");
        assertThat(get(form, broken, words)).as("a fallback isn't kept").isEqualTo("instead of IOException");
        assertNothingKept();
        assertThat(loads).hasValue(4);
        assertCounted(1, 2, 0);
        rig.assertStatsAddUp(1);
    }

    // ---------------------------------------------------------------- circuit breakers

    @ParameterizedTest
    @EnumSource(Form.class)
    void breaker_open_callsFailAtOnceUntilAProbe(Form form) {
        assertThat(form.get(cache, "kept", giving("kept"), BREAKER)).isEqualTo("kept");
        openBreaker(form);
        assertFails(form, giving("new"), BREAKER, CircuitOpenException.class);
        assertThat(form.get(cache, "kept", broken, BREAKER)).as("a hit").isEqualTo("kept");
        assertThat(loads).hasValue(3);
        assertCounted(0, 0, 1);
        advance(OPEN);
        assertFails(form, broken, BREAKER, CacheLoadException.class);
        assertFails(form, giving("new"), BREAKER, CircuitOpenException.class);
        advance(OPEN);
        assertThat(get(form, giving("new"), BREAKER)).isEqualTo("new");
        assertThat(form.get(cache, "other", giving("more"), BREAKER))
                .as("it is closed")
                .isEqualTo("more");
        assertCounted(0, 0, 2);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void staleAndBreaker_open_theOldValueAnswersWithoutALoad(Form form) {
        Words words = all(STALE, BREAKER);
        loadAndExpire(form, words);
        openBreaker(form);
        assertThat(get(form, giving("new"), words)).isEqualTo("old");
        assertThat(get(form, giving("new"), words))
                .as("before it is tried again")
                .isEqualTo("old");
        assertThat(loads).hasValue(3);
        assertCounted(2, 0, 1);
        assertFails(form, "without", giving("new"), words, CircuitOpenException.class);
        advance(OPEN);
        assertThat(get(form, giving("new"), words)).isEqualTo("new");
        assertKept("new");
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void fallbackAndBreaker_open_theFallbackAnswers(Form form) {
        Words words = all(FALLBACK, BREAKER);
        assertThat(get(form, broken, words)).isEqualTo("instead of IOException");
        assertThat(get(form, broken, words)).isEqualTo("instead of IOException");
        assertThat(get(form, broken, words)).isEqualTo("instead of CircuitOpenException");
        assertThat(loads).as("what a fallback answers has failed all the same").hasValue(2);
        assertCounted(0, 3, 1);
        rig.assertStatsAddUp(0);
    }

    // ---------------------------------------------------------------- remembered failures

    @ParameterizedTest
    @EnumSource(Form.class)
    void cacheFailuresAndFallback_remembered_theFallbackAnswers(Form form) {
        Words words = all(FAILURES, fallback(IOException.class));
        assertThat(get(form, broken, words)).isEqualTo("instead of IOException");
        assertThat(get(form, broken, words)).as("what is remembered").isEqualTo("instead of IOException");
        assertThat(get(form, broken, all(FAILURES, FALLBACK, fallback(IOException.class))))
                .as("the exception itself comes first")
                .isEqualTo("instead of CachedFailureException");
        assertThat(loads).hasValue(1);
        assertCounted(0, 3, 2);
        assertThat(rig.stats().entries()).as("a failure is no value").isZero();
        assertNothingKept();
        advance(REMEMBERED);
        assertThat(get(form, giving("new"), words)).isEqualTo("new");
        rig.assertStatsAddUp(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void cacheFailuresAndStale_loadFails_theOldValueAnswersAndNothingIsRemembered(Form form) {
        Words words = all(STALE, FAILURES);
        loadAndExpire(form, words);
        assertThat(get(form, broken, words)).isEqualTo("old");
        advance(RETRY);
        assertThat(get(form, broken, words)).isEqualTo("old");
        assertThat(loads).as("tried again after the pause of withStaleOnError").hasValue(3);
        assertCounted(2, 0, 0);
        advance(MAX_STALE);
        assertFails(form, broken, words, CacheLoadException.class);
        assertFails(form, broken, words, CachedFailureException.class);
        assertThat(loads).hasValue(4);
        assertCounted(2, 0, 1);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void cacheFailuresAndBreaker_remembered_isNotCountedAgain(Form form) {
        Words words = all(FAILURES, BREAKER);
        assertFails(form, broken, words, CacheLoadException.class);
        for (int i = 0; i < 3; i++) {
            assertFails(form, broken, words, CachedFailureException.class);
        }
        assertFails(form, "second", broken, words, CacheLoadException.class);
        assertFails(form, "third", broken, words, CircuitOpenException.class);
        assertFails(form, broken, words, CachedFailureException.class);
        assertThat(loads).hasValue(2);
        assertCounted(0, 0, 5);
        advance(OPEN);
        assertThat(form.get(cache, "third", giving("new"), words))
                .as("that a breaker is open isn't remembered")
                .isEqualTo("new");
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void cacheNullsAndCacheFailures_eachIsKeptForATimeOfItsOwn(Form form) {
        Words words = all(FAILURES, p -> p.cacheNulls(RETRY));
        load(form, null, words);
        assertThat(get(form, broken, words)).as("a null is a value").isNull();
        advance(RETRY);
        assertFails(form, broken, words, CacheLoadException.class);
        assertFails(form, giving(null), words, CachedFailureException.class);
        advance(REMEMBERED);
        assertThat(get(form, giving(null), words)).isNull();
        assertThat(loads).hasValue(3);
        assertThat(rig.stats().hits()).isEqualTo(1);
        assertCounted(0, 0, 1);
        rig.assertStatsAddUp(0);
    }

    // ---------------------------------------------------------------- invalidation

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidated_staleFallbackAndBreaker_theOldValueIsGone(Form form) {
        load(form, "old", all(STALE, BREAKER));
        openBreaker(form);
        cache.invalidateKeys("k");
        assertFails(form, giving("new"), all(STALE, BREAKER), CircuitOpenException.class);
        assertThat(get(form, giving("new"), all(STALE, BREAKER, FALLBACK)))
                .isEqualTo("instead of CircuitOpenException");
        assertCounted(0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void expired_staleFallbackAndBreaker_theOldValueStillComesFirst(Form form) {
        Words words = all(STALE, BREAKER, FALLBACK);
        load(form, "old", words);
        openBreaker(form);
        cache.invalidate(Invalidation.keys("k").expired());
        assertNothingKept();
        assertThat(get(form, giving("new"), words)).isEqualTo("old");
        assertThat(loads).hasValue(3);
        assertCounted(1, 0, 1);
        advance(OPEN);
        assertThat(get(form, giving("new"), words)).isEqualTo("new");
        rig.assertStatsAddUp(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidated_cacheFailures_whatWasRememberedIsForgotten(Form form) {
        Words words = all(FAILURES, p -> p.withTags("t"));
        for (Invalidation event : List.of(
                Invalidation.keys("k"),
                Invalidation.tags("t"),
                Invalidation.keys("k").expired())) {
            assertFails(form, broken, words, CacheLoadException.class);
            assertFails(form, broken, words, CachedFailureException.class);
            cache.invalidate(event);
        }
        Door door = rig.door();
        Caller overtaken = begin(form, door, broken, words);
        cache.invalidateTags("t");
        door.open();
        assertThat(Rig.failure(overtaken)).isExactlyInstanceOf(CacheLoadException.class);
        assertThat(get(form, giving("new"), words))
                .as("its failure is of before")
                .isEqualTo("new");
        assertCounted(0, 0, 3);
    }

    // ---------------------------------------------------------------- refresh() and conditions

    private CacheCall<String> call(Source source, Words words) {
        CacheCall<String> call = cache.<String>cache(source::load).withKey("k");
        words.accept(call);
        return call;
    }

    @Test
    void refreshAndFallback_loadFails_theFallbackAnswersAndTheValueStays() {
        Words words = all(STALE, FALLBACK, FAILURES);
        call(giving("old"), words).execute();
        assertThat(call(broken, words).refresh()).isEqualTo("instead of IOException");
        assertThat(call(broken, words).refreshAsync().join()).isEqualTo("instead of IOException");
        assertThat(loads).hasValue(3);
        assertKept("old");
        cache.invalidateKeys("k");
        assertThat(call(broken, words).refresh()).isEqualTo("instead of IOException");
        assertThat(call(broken, words).refresh())
                .as("loads whatever is remembered")
                .isEqualTo("instead of IOException");
        assertThat(loads).hasValue(5);
        assertCounted(0, 4, 0);
    }

    @Test
    void refreshAndBreaker_open_failsAtOnceAndTheValueStays() {
        Words words = all(STALE, BREAKER);
        call(giving("old"), words).execute();
        openBreaker(Form.KEYED);
        assertThatThrownBy(() -> call(giving("new"), words).refresh()).isExactlyInstanceOf(CircuitOpenException.class);
        assertThat(loads).hasValue(3);
        assertKept("old");
        assertCounted(0, 0, 1);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whenAndFallback_conditionSaysNo_theFallbackAnswers(Form form) {
        Words words = all(STALE, FALLBACK, FAILURES);
        loadAndExpire(form, words);
        Words bypassing = all(words, p -> p.when(context -> false));
        assertThat(get(form, broken, bypassing)).as("no old value").isEqualTo("instead of IOException");
        assertThat(get(form, broken, bypassing)).as("nothing is remembered").isEqualTo("instead of IOException");
        assertThat(loads).hasValue(3);
        assertCounted(0, 2, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whenAndBreaker_conditionSaysNo_isCountedAndRefused(Form form) {
        Words words = all(BREAKER, p -> p.when(context -> false));
        assertFails(form, broken, words, CacheLoadException.class);
        assertFails(form, broken, words, CacheLoadException.class);
        assertFails(form, giving("new"), words, CircuitOpenException.class);
        assertThat(loads).hasValue(2);
        advance(OPEN);
        assertThat(get(form, giving("new"), words)).isEqualTo("new");
        assertNothingKept();
        assertCounted(0, 0, 1);
        rig.assertStatsAddUp(1);
    }

    // ---------------------------------------------------------------- many keys

    @ParameterizedTest
    @EnumSource(names = {"BULK", "BULK_STAGE"})
    void bulk_oneKeyWithoutAnOldValue_itsFallbackAnswersOrAllFails(Form form) {
        loadAndExpire(form, STALE);
        assertThatThrownBy(() -> many(form, STALE)).isExactlyInstanceOf(CacheLoadException.class);
        assertCounted(0, 0, 0);
        assertThat(many(form, all(STALE, FALLBACK))).isEqualTo(Map.of("k", "old", "none", "instead of IOException"));
        assertCounted(1, 1, 0);
        assertThatThrownBy(() -> many(
                        form, all(STALE, FAILURES, p -> p.withFallback(IllegalStateException.class, (f, c) -> ""))))
                .as("a fallback of another failure")
                .isExactlyInstanceOf(CacheLoadException.class);
        assertThatThrownBy(() -> many(form, all(STALE, FAILURES)))
                .as("a failure is remembered of the key without a value")
                .isExactlyInstanceOf(CachedFailureException.class);
        assertThat(get(form, broken, all(STALE, FAILURES))).isEqualTo("old");
        rig.assertStatsAddUp(0);
    }

    private Map<String, String> many(Form form, Words words) {
        List<String> keys = List.of("k", "none");
        if (form == Form.BULK) {
            return cache.getOrCreateMany(keys, (missing, context) -> Map.of("k", broken.load()), words);
        }
        try {
            return cache.<String>getOrCreateManyAsync(
                            keys, (missing, context) -> CompletableFuture.failedFuture(new IOException("down")), words)
                    .join();
        } catch (CompletionException failed) {
            throw Rig.<RuntimeException>sneaky(failed.getCause());
        }
    }
}
