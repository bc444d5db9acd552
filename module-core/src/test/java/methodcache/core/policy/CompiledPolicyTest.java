package methodcache.core.policy;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import methodcache.api.CacheConfigurationException;
import methodcache.api.CacheLayer;
import methodcache.api.Invalidation;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.metrics.EvictionReason;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompiledPolicyTest {

    private static final long MINUTE = ofMinutes(1).toNanos();

    private static CompiledPolicy of(Consumer<? super EntryPolicyBuilder<Object, ?>> words) {
        return new PolicyFixture()
                .named("short", p -> p.withDuration(ofMinutes(2)))
                .say(Layer.CALL, words)
                .compiled();
    }

    @Test
    void policy_nothingSaid_hasDefaults() {
        CompiledPolicy compiled = new PolicyFixture().policies().defaults();

        assertThat(compiled.life()).isEqualTo(new Life(0, 0, 0, 0));
        assertThat(compiled.nulls).isZero();
        assertThat(compiled.version).isZero();
        assertThat(compiled.group).isNull();
        assertThat(compiled.generator).isNull();
        assertThat(compiled.sinks).isNull();
        assertThat(compiled.plain).isTrue();
    }

    @Test
    void sliding_withoutDuration_isCappedAtTenWindows() {
        CompiledPolicy compiled = of(p -> p.withSlidingExpiration(ofMinutes(2)));

        assertThat(compiled.sliding).isEqualTo(2 * MINUTE);
        assertThat(compiled.duration).isEqualTo(20 * MINUTE);
    }

    @Test
    void durations_tooLongForALong_areSome146Years() {
        CompiledPolicy compiled = of(p -> p.withDuration(Duration.ofSeconds(Long.MAX_VALUE))
                .withSlidingExpiration(Duration.ofDays(100 * 365))
                .cacheNulls(Duration.ofDays(200 * 365)));

        assertThat(compiled.duration).isEqualTo(Long.MAX_VALUE / 2);
        assertThat(compiled.sliding).isEqualTo(Duration.ofDays(100 * 365).toNanos());
        assertThat(compiled.nulls).isEqualTo(Long.MAX_VALUE / 2);
        assertThat(of(p -> p.withSlidingExpiration(Duration.ofDays(100 * 365))).duration)
                .isEqualTo(Long.MAX_VALUE / 2);
    }

    @Test
    void life_valueSaysNothing_isThePolicys() {
        CompiledPolicy compiled = of(p -> p.withDuration(ofMinutes(5)));

        assertThat(compiled.kept("value", List.of()).life()).isSameAs(compiled.life());
    }

    @Test
    void life_valueSaysWords_theyAreStrongerThanAllSaidWithoutIt() {
        CompiledPolicy compiled = new PolicyFixture()
                .say(Layer.METHOD, p -> p.withPolicyFromValue((v, q) -> q.withJitter(0.1)))
                .say(
                        Layer.CALL,
                        p -> p.withDuration(ofMinutes(6))
                                .withPolicyFromValue((v, q) ->
                                        q.withDuration(ofMinutes((Integer) v)).withJitter(0.2)))
                .compiled();

        assertThat(compiled.kept(7, List.of()).life()).isEqualTo(new Life(7 * MINUTE, 0, 0.2, 0));
        assertThat(compiled.kept(8, List.of()).life()).isEqualTo(new Life(8 * MINUTE, 0, 0.2, 0));
    }

    /** A word as a call, a value and an override may say it, and what comes of it. */
    static Stream<Arguments> words() {
        Function<Kept, Object> duration = kept -> kept.life().duration() / MINUTE;
        Function<Kept, Object> sliding = kept -> kept.life().sliding() / MINUTE;
        Function<Kept, Object> stale = kept -> kept.life().maxStale() / MINUTE;
        return Stream.of(
                word((p, n) -> p.withDuration(ofMinutes(n)), duration, 1L, 9L),
                word((p, n) -> p.withSlidingExpiration(ofMinutes(n)), sliding, 1L, 9L),
                word((p, n) -> p.withStaleOnError(ofMinutes(n), ofMinutes(1)), stale, 1L, 9L),
                word((p, n) -> p.withJitter(n / 10.0), kept -> kept.life().jitter(), 0.1, 0.9),
                word(
                        (p, n) -> p.cascadeInvalidation(n == 9).withTags("t"),
                        kept -> kept.links().cascades(),
                        false,
                        true),
                word((p, n) -> p.withPolicy(n == 9 ? "nine" : "one"), duration, 9L, 9L));
    }

    private static Arguments word(
            BiConsumer<PolicyBuilder<?>, Integer> word,
            Function<Kept, Object> read,
            Object ofOverride,
            Object ofValue) {
        return Arguments.of(word, read, ofOverride, ofValue);
    }

    private static Kept kept(BiConsumer<PolicyBuilder<?>, Integer> word, boolean overridden) {
        return new PolicyFixture()
                .named("one", p -> p.withDuration(ofMinutes(1)))
                .named("nine", p -> p.withDuration(ofMinutes(9)))
                .say(Layer.CALL, p -> {
                    word.accept(p, 5);
                    p.withPolicyFromValue((v, q) -> word.accept(q, 9));
                })
                .say(Layer.OVERRIDE, p -> {
                    if (overridden) {
                        word.accept(p, 1);
                    }
                })
                .compiled()
                .kept("value", List.of());
    }

    @ParameterizedTest
    @MethodSource("words")
    void word_saidByCallValueAndOverride_theOverrideWins(
            BiConsumer<PolicyBuilder<?>, Integer> word,
            Function<Kept, Object> read,
            Object ofOverride,
            Object ofValue) {
        assertThat(read.apply(kept(word, true))).isEqualTo(ofOverride);
        assertThat(read.apply(kept(word, false))).isEqualTo(ofValue);
    }

    @Test
    void tags_saidByCallValueAndOverride_areJoinedOrTakenBack() {
        PolicyFixture fixture = new PolicyFixture()
                .say(Layer.CALL, p -> p.withTags("call").withPolicyFromValue((v, q) -> q.withTags("value")));

        assertThat(fixture.say(Layer.OVERRIDE, p -> p.withTags("override"))
                        .compiled()
                        .kept("value", List.of())
                        .links()
                        .tags())
                .containsExactly("call", "value", "override");
        assertThat(fixture.say(Layer.OVERRIDE, p -> p.withoutTags().withTags("override"))
                        .compiled()
                        .kept("value", List.of())
                        .links()
                        .tags())
                .containsExactly("override");
    }

    @Test
    void sliding_takenBackByAnOverride_isGoneWhateverTheValueSays() {
        CompiledPolicy compiled = new PolicyFixture()
                .say(Layer.CALL, p -> p.withPolicyFromValue((v, q) -> q.withSlidingExpiration(ofMinutes(9))))
                .say(Layer.OVERRIDE, p -> p.withoutSlidingExpiration().withDuration(ofMinutes(1)))
                .compiled();

        assertThat(compiled.kept("value", List.of()).life()).isEqualTo(new Life(MINUTE, 0, 0, 0));
    }

    @Test
    void life_valueShortensDuration_inheritedSlidingIsDropped() {
        CompiledPolicy compiled = of(p -> p.withDuration(ofMinutes(5))
                .withSlidingExpiration(ofMinutes(2))
                .withPolicyFromValue((v, q) -> q.withDuration(ofMinutes((Integer) v))));

        assertThat(compiled.kept(1, List.of()).life()).isEqualTo(new Life(MINUTE, 0, 0, 0));
        assertThat(compiled.kept(3, List.of()).life()).isEqualTo(new Life(3 * MINUTE, 2 * MINUTE, 0, 0));
    }

    @Test
    void life_valueTakesAPolicy_itIsWeakerThanItsOwnWords() {
        CompiledPolicy compiled =
                of(p -> p.withDuration(ofMinutes(5)).withPolicyFromValue((v, q) -> q.withPolicy("short")));

        assertThat(compiled.kept("value", List.of()).life()).isEqualTo(new Life(2 * MINUTE, 0, 0, 0));
    }

    @Test
    void life_valuesWordsFail_throwsWhatTheyThrow() {
        CompiledPolicy clashing = of(p ->
                p.withPolicyFromValue((v, q) -> q.withDuration(ofMinutes(1)).withSlidingExpiration(ofMinutes(1))));
        CompiledPolicy throwing = of(p -> p.withPolicyFromValue((v, q) -> {
            throw new UnsupportedOperationException("mine");
        }));
        CompiledPolicy unknown = of(p -> p.withPolicyFromValue((v, q) -> q.withPolicy("x")));

        assertThatThrownBy(() -> clashing.kept(1, List.of()).life()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> throwing.kept(1, List.of()).life()).hasMessage("mine");
        assertThatThrownBy(() -> unknown.kept(1, List.of()).life()).isInstanceOf(CacheConfigurationException.class);
    }

    @Test
    void plain_wordsThatHitsDoNotNeed_staysTrue() {
        assertThat(of(p -> p.withDuration(ofMinutes(1))
                                .withVersion(3)
                                .onMiss(context -> {})
                                .cacheIf(value -> true)
                                .cacheNulls(ofMinutes(1)))
                        .plain)
                .isTrue();
        assertThat(of(p -> p.onHit(context -> {})).plain).isFalse();
        assertThat(of(p -> p.when(context -> true)).plain).isFalse();
        assertThat(of(p -> p.withScope("a", 1)).plain).isFalse();
        assertThat(of(p -> p.withMetrics(new CacheMetrics() {})).plain).isFalse();
    }

    @Test
    void generator_byName_isMadeOfThePath() {
        assertThat(of(p -> p.withKeyGenerator("fast")).generator).isSameAs(PolicyFixture.FAST);
    }

    @Test
    void sinks_ofConfigurationAndPolicy_areEachToldOnce() {
        CacheMetrics both = new CacheMetrics() {};
        CacheMetrics own = new CacheMetrics() {};

        CompiledPolicy compiled = new PolicyFixture()
                .sink(both)
                .say(Layer.CALL, p -> p.withMetrics(own).withMetrics(both))
                .compiled();

        assertThat(compiled.sinks.sinks).containsExactly(both, own);
    }

    /** Every event of a sink. */
    enum Event {
        HIT,
        MISS,
        LOAD,
        LOAD_FAILURE,
        REFRESH,
        EVICTION,
        LAYER_FAILURE,
        INVALIDATION;

        void tell(Sinks sinks) {
            switch (this) {
                case HIT -> sinks.hit("k", CacheLayer.L1);
                case MISS -> sinks.miss("k");
                case LOAD -> sinks.load("k", 1);
                case LOAD_FAILURE -> sinks.loadFailure("k", 1, new IllegalStateException("load"));
                case REFRESH -> sinks.refresh("k");
                case EVICTION -> sinks.eviction("k", EvictionReason.SIZE);
                case LAYER_FAILURE -> sinks.layerFailure(CacheLayer.L2, "read", new IllegalStateException("layer"));
                case INVALIDATION -> sinks.invalidation(Invalidation.all());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void sinks_oneThrows_theNextIsToldAndTheFailureCounted(Event event) {
        List<String> told = new ArrayList<>();
        PolicyFixture fixture =
                new PolicyFixture().sink(sink("first", told, true)).sink(sink("second", told, false));

        Sinks sinks = fixture.policies().sinks();
        told.clear();
        long before = fixture.failures.callbacks();
        event.tell(sinks);

        assertThat(told).containsExactly("first " + event, "second " + event);
        assertThat(fixture.failures.callbacks()).isEqualTo(before + 1);
    }

    private static CacheMetrics sink(String name, List<String> told, boolean fails) {
        return (CacheMetrics) Proxy.newProxyInstance(
                CacheMetrics.class.getClassLoader(),
                new Class<?>[] {CacheMetrics.class},
                (proxy, method, arguments) -> {
                    told.add(name + ' ' + method.getName().replace("F", "_F").toUpperCase(Locale.ROOT));
                    assertThat(arguments[arguments.length - 1]).isEqualTo(Map.of("cache", "test"));
                    if (fails) {
                        throw new LinkageError("sink");
                    }
                    return null;
                });
    }
}
