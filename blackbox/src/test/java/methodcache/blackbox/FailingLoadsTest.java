package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.BulkLoader;
import methodcache.api.CacheLoadException;
import methodcache.api.CachedFailureException;
import methodcache.api.CircuitOpenException;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.blackbox.Form.Source;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that fail: fallbacks by type, failures that are remembered, circuit breakers. */
class FailingLoadsTest {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration OPEN = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;
    private final AtomicInteger ran = new AtomicInteger();

    private final Source broken = failing(new IOException("down"));

    @AfterEach
    void close() {
        rig.close();
    }

    private Source failing(Throwable failure) {
        return () -> {
            ran.incrementAndGet();
            throw FailingLoadsTest.<Exception>sneaky(failure);
        };
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneaky(Throwable failure) throws X {
        throw (X) failure;
    }

    private Throwable failure(Form form, Source source, Words words) {
        return Rig.failure(form.begin(cache, "k", source, words));
    }

    // ---------------------------------------------------------------- fallbacks

    @ParameterizedTest
    @EnumSource(Form.class)
    void fallback_ofTheMostSpecificType_answersAndIsNotKept(Form form) {
        Words words = p -> p.withFallback(Exception.class, (e, context) -> "any")
                .withFallback(FileNotFoundException.class, (e, context) -> "no file " + context.key())
                .withFallback(IOException.class, (e, context) -> "io " + e.getMessage());
        assertThat(form.get(cache, "k", broken, words)).isEqualTo("io down");
        assertThat(form.get(cache, "k", failing(new FileNotFoundException("x")), words))
                .isEqualTo("no file k");
        assertThat(form.get(cache, "k", failing(new IllegalStateException("x")), words))
                .isEqualTo("any");
        assertThat(failure(form, failing(new AssertionError("mine")), words)).hasMessage("mine");
        assertThat(form.get(
                        cache,
                        "k",
                        failing(new AssertionError("mine")),
                        p -> p.withFallback(AssertionError.class, (e, context) -> "an error, too")))
                .isEqualTo("an error, too");
        assertThat(cache.tryGet("k").found()).isFalse();
        assertThat(rig.stats().fallbacks()).isEqualTo(4);
        assertThat(rig.stats().loadFailures()).isEqualTo(5);
        rig.assertStatsAddUp(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void fallback_thatThrows_isWhatTheCallerGets(Form form) {
        IllegalStateException mine = new IllegalStateException("no fallback either");
        Words words = p -> p.withFallback(IOException.class, (e, context) -> {
            throw mine;
        });
        Throwable failure = failure(form, broken, words);
        assertThat(failure).isSameAs(mine);
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void fallback_isEachCallersOwn() {
        Door door = new Door();
        Source slow = () -> {
            door.passStubbornly();
            return broken.load();
        };
        Caller leader = Form.KEYED.begin(cache, "k", slow, p -> p.withFallback(IOException.class, (e, c) -> "mine"));
        door.awaitReached();
        Caller joined =
                Form.KEYED_STAGE.begin(cache, "k", slow, p -> p.withFallback(IOException.class, (e, c) -> "yours"));
        Caller strict = Form.KEYED_STAGE.begin(cache, "k", slow, Form.NONE);
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("mine");
        assertThat(Rig.value(joined)).isEqualTo("yours");
        assertThat(Rig.failure(strict)).isInstanceOf(CacheLoadException.class);
    }

    @Test
    void fallback_inABulkCall_isAskedForEachKeyThatTheLoadWasToMake() {
        cache.put("a", "there");
        BulkLoader<String> loader = (missing, context) -> {
            throw new IOException("down");
        };
        Map<String, String> values = cache.getOrCreateMany(
                List.of("a", "b", "c"),
                loader,
                p -> p.withFallback(IOException.class, (e, context) -> "instead of " + context.key()));
        assertThat(values)
                .containsEntry("a", "there")
                .containsEntry("b", "instead of b")
                .containsEntry("c", "instead of c");
        assertThat(rig.stats().fallbacks()).isEqualTo(2);
        rig.assertStatsAddUp(0);
    }

    // ---------------------------------------------------------------- remembered failures

    @ParameterizedTest
    @EnumSource(Form.class)
    void failure_thatIsRemembered_isThrownAnewUntilItsTimeIsOver(Form form) {
        Words words = p -> p.cacheFailures(IOException.class, OPEN);
        assertThat(failure(form, broken, words)).isInstanceOf(CacheLoadException.class);
        Throwable first = failure(form, broken, words);
        Throwable second = failure(form, broken, words);
        assertThat(first)
                .isInstanceOf(CachedFailureException.class)
                .isNotSameAs(second)
                .hasMessageContaining("loading \"k\" failed: it failed before (java.io.IOException: down)");
        assertThat(first.getCause()).isSameAs(second.getCause()).hasMessage("down");
        assertThat(ran).hasValue(1);
        assertThat(rig.stats().refusals()).isEqualTo(2);
        assertThat(cache.tryGet("k").found()).isFalse();
        rig.clock.advance(OPEN.minus(MOMENT));
        assertThat(failure(form, broken, words)).isInstanceOf(CachedFailureException.class);
        rig.clock.advance(MOMENT);
        assertThat(form.get(cache, "k", () -> "new", words)).isEqualTo("new");
        rig.assertStatsAddUp(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void failure_ofAnotherType_isNotRemembered(Form form) {
        Words words = p -> p.cacheFailures(FileNotFoundException.class, OPEN);
        failure(form, broken, words);
        failure(form, broken, words);
        assertThat(ran).hasValue(2);
    }

    @Test
    void failure_thatIsRemembered_endsWithAnInvalidationOfItsKeyOrTag() {
        Words words = p -> p.cacheFailures(IOException.class, OPEN).withTags("t");
        for (Runnable end : List.<Runnable>of(
                () -> cache.invalidateKeys("k"),
                () -> cache.invalidateTags("t"),
                () -> cache.invalidate(Invalidation.tags("t").expired()),
                () -> cache.put("k", "put"),
                () -> cache.invalidateAll())) {
            cache.invalidateKeys("k");
            failure(Form.KEYED, broken, words);
            assertThat(failure(Form.KEYED, broken, words)).isInstanceOf(CachedFailureException.class);
            end.run();
            assertThat(Form.KEYED.get(cache, "k", () -> "put", words)).isEqualTo("put");
        }
    }

    @Test
    void failure_ofARefresh_leavesTheValue() {
        Words words = p -> p.withDuration(LIFE).cacheFailures(IOException.class, OPEN);
        Form.KEYED.get(cache, "k", () -> "there", words);
        assertThatThrownBy(() -> cache.cache(broken::load)
                        .withKey("k")
                        .cacheFailures(IOException.class, OPEN)
                        .refresh())
                .isInstanceOf(CacheLoadException.class);
        assertThat(Form.KEYED.get(cache, "k", broken, words)).isEqualTo("there");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void refusal_thatNoLoaderThrew_isNotRemembered(Form form) {
        Words words = p -> p.withCircuitBreaker("db", 1, OPEN).cacheFailures(CacheLoadException.class, LIFE);
        failure(form, broken, words);
        assertThat(failure(form, broken, words)).isInstanceOf(CircuitOpenException.class);
        rig.clock.advance(OPEN);
        assertThat(form.get(cache, "k", () -> "new", words)).isEqualTo("new");
    }

    @Test
    void fallback_thatFailsForOneKeyOfMany_countsForNone() {
        BulkLoader<String> loader = (missing, context) -> {
            throw new IOException("down");
        };
        assertThatThrownBy(() -> cache.getOrCreateMany(
                        List.of("a", "b"),
                        loader,
                        p -> p.withFallback(IOException.class, (e, context) -> {
                            if (context.key().equals("b")) {
                                throw new IllegalStateException("none for b");
                            }
                            return "a";
                        })))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rig.stats().fallbacks()).isZero();
        rig.assertStatsAddUp(0);
    }

    @Test
    void failure_thatIsRemembered_isNotThoseWhoDontSaySo() {
        failure(Form.KEYED, broken, p -> p.cacheFailures(IOException.class, OPEN));
        assertThat(Form.KEYED.get(cache, "k", () -> "new", Form.NONE)).isEqualTo("new");
    }

    // ---------------------------------------------------------------- circuit breakers

    @ParameterizedTest
    @EnumSource(Form.class)
    void breaker_opensAfterFailuresInARow_andOneProbeClosesIt(Form form) {
        Words words = p -> p.withCircuitBreaker("db", 3, OPEN);
        failure(form, broken, words);
        failure(form, broken, words);
        form.get(cache, "good", () -> "good", words);
        for (int i = 0; i < 3; i++) {
            assertThat(failure(form, broken, words)).isNotInstanceOf(CircuitOpenException.class);
        }
        assertThat(ran).as("in a row").hasValue(5);
        assertThat(failure(form, broken, words))
                .isInstanceOf(CircuitOpenException.class)
                .hasMessageContaining("the circuit breaker of \"db\" is open")
                .hasMessageContaining("in PT30S");
        assertThat(ran).hasValue(5);
        assertThat(form.get(cache, "good", broken, words))
                .as("hits aren't touched")
                .isEqualTo("good");
        rig.clock.advance(OPEN.minus(MOMENT));
        assertThat(failure(form, broken, words)).isInstanceOf(CircuitOpenException.class);
        rig.clock.advance(MOMENT);
        assertThat(failure(form, broken, words)).as("the probe").isNotInstanceOf(CircuitOpenException.class);
        assertThat(failure(form, broken, words)).as("opened anew").isInstanceOf(CircuitOpenException.class);
        rig.clock.advance(OPEN);
        Door door = new Door();
        Caller probe = form.begin(
                cache,
                "k",
                () -> {
                    door.passStubbornly();
                    return "new";
                },
                words);
        door.awaitReached();
        assertThat(Rig.failure(form.begin(cache, "other", broken, words)))
                .as("one probe at a time")
                .isInstanceOf(CircuitOpenException.class);
        door.open();
        assertThat(Rig.value(probe)).isEqualTo("new");
        assertThat(form.get(cache, "other", () -> "closed", words)).isEqualTo("closed");
        assertThat(rig.stats().refusals()).isEqualTo(4);
        rig.assertStatsAddUp(0);
    }

    @Test
    void breaker_isTheMethodsOrThePolicysOrTheNames() {
        CachePolicy one = CachePolicy.of(p -> p.withCircuitBreaker(1, OPEN));
        CachePolicy other = CachePolicy.of(p -> p.withCircuitBreaker(1, OPEN));
        assertThatThrownBy(() -> cache.getOrCreate("a", context -> broken.load(), one))
                .isInstanceOf(CacheLoadException.class);
        assertThatThrownBy(() -> cache.getOrCreate("b", context -> broken.load(), one))
                .isInstanceOf(CircuitOpenException.class);
        assertThat(cache.<String>getOrCreate("b", context -> "fine", other)).isEqualTo("fine");
        for (int i = 0; i < 2; i++) {
            String key = "lambda" + i;
            assertThat(Rig.failure(Form.KEYED.begin(cache, key, broken, p -> p.withCircuitBreaker(1, OPEN))))
                    .as("the same place in the code")
                    .isInstanceOf(i == 0 ? CacheLoadException.class : CircuitOpenException.class);
        }
    }

    @Test
    void breaker_withAProbeThatIsGivenUp_letsTheNextOneTry() {
        Words words = p -> p.withCircuitBreaker("db", 1, OPEN);
        failure(Form.KEYED, broken, words);
        rig.clock.advance(OPEN);
        Door door = new Door();
        Caller probe = Form.KEYED_ASYNC.begin(
                cache,
                "k",
                () -> {
                    door.pass();
                    return "never";
                },
                words);
        door.awaitReached();
        probe.giveUp();
        Await.until(
                () -> {
                    try {
                        return "new".equals(Form.KEYED.get(cache, "k2", () -> "new", words));
                    } catch (CircuitOpenException stillProbing) {
                        return false;
                    }
                },
                () -> "a cancelled probe makes room");
    }

    @Test
    void breaker_staleValueComesBeforeFallback_andFallbackBeforeTheException() {
        Words words = p -> p.withDuration(LIFE)
                .withStaleOnError(LIFE, MOMENT)
                .withCircuitBreaker("db", 1, LIFE.multipliedBy(3))
                .withFallback(CircuitOpenException.class, (e, context) -> "fallback");
        Form.KEYED.get(cache, "k", () -> "old", words);
        rig.clock.advance(LIFE);
        assertThat(Form.KEYED.get(cache, "k", broken, words)).isEqualTo("old");
        rig.clock.advance(MOMENT);
        assertThat(Form.KEYED.get(cache, "k", broken, words)).isEqualTo("old");
        assertThat(ran).as("the breaker is open").hasValue(1);
        rig.clock.advance(LIFE);
        assertThat(Form.KEYED.get(cache, "k", broken, words)).isEqualTo("fallback");
        assertThat(Rig.failure(
                        Form.KEYED.begin(cache, "k", broken, p -> p.withCircuitBreaker("db", 1, LIFE.multipliedBy(3)))))
                .isInstanceOf(CircuitOpenException.class);
        assertThat(ran).hasValue(1);
    }
}
