package methodcache.core.policy;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import methodcache.api.CacheContext;
import methodcache.api.KeyGenerator;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each word, in each pair of layers. */
class PolicyMergingTest {

    private static final long MINUTE = ofMinutes(1).toNanos();

    /** A word of which the stronger layer's wins: how to say it with 1 or 2, and what is compiled then. */
    record Scalar(
            String name,
            BiConsumer<EntryPolicyBuilder<Object, ?>, Integer> say,
            Function<CompiledPolicy, Object> read,
            Function<Integer, Object> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A word that adds up: how to say it, and what is compiled. */
    record Joined(
            String name, Function<EntryPolicyBuilder<Object, ?>, Object> say, Function<CompiledPolicy, List<?>> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final KeyGenerator[] GENERATORS = {
        (method, arguments) -> "0", (method, arguments) -> "1", (method, arguments) -> "2"
    };

    static final List<Scalar> SCALARS = List.of(
            new Scalar("duration", (p, n) -> p.withDuration(ofMinutes(n)), c -> c.duration, n -> n * MINUTE),
            new Scalar("sliding", (p, n) -> p.withSlidingExpiration(ofMinutes(n)), c -> c.sliding, n -> n * MINUTE),
            new Scalar("jitter", (p, n) -> p.withJitter(n / 10.0), c -> c.jitter, n -> n / 10.0),
            new Scalar("version", (p, n) -> p.withVersion(n), c -> c.version, n -> n),
            new Scalar("nulls", (p, n) -> p.cacheNulls(ofMinutes(n)), c -> c.nulls, n -> n * MINUTE),
            new Scalar(
                    "maxStale",
                    (p, n) -> p.withStaleOnError(ofMinutes(n), ofMinutes(3)),
                    c -> c.life().maxStale(),
                    n -> n * MINUTE),
            new Scalar(
                    "retryAfter",
                    (p, n) -> p.withStaleOnError(ofMinutes(3), ofMinutes(n)),
                    c -> c.retryAfter,
                    n -> n * MINUTE),
            new Scalar(
                    "lock required",
                    (p, n) -> {
                        p.withDistributedLock(ofMinutes(3));
                        p.requireDistributedLock(n == 1);
                    },
                    c -> c.lockRequired,
                    n -> n == 1),
            new Scalar(
                    "lock no longer required",
                    (p, n) -> {
                        p.withDistributedLock(ofMinutes(3));
                        p.requireDistributedLock(n == 2);
                    },
                    c -> c.lockRequired,
                    n -> n == 2),
            new Scalar("generator", (p, n) -> p.withKeyGenerator(GENERATORS[n]), c -> c.generator, n -> GENERATORS[n]),
            new Scalar("scope part", (p, n) -> p.withScope("tenantId", n), c -> c.scope, n -> Map.of("tenantId", n)));

    static final List<Joined> JOINED = List.of(
            new Joined(
                    "when",
                    p -> said(p::when, (Predicate<CacheContext>) context -> hashCode(p) > 0),
                    c -> c.conditions),
            new Joined("onHit", p -> said(p::onHit, (Consumer<CacheContext>) context -> hashCode(p)), c -> c.onHit),
            new Joined("onMiss", p -> said(p::onMiss, (Consumer<CacheContext>) context -> hashCode(p)), c -> c.onMiss),
            new Joined(
                    "withMetrics", p -> said(p::withMetrics, new CacheMetrics() {}), c -> Arrays.asList(c.sinks.sinks)),
            new Joined("cacheIf", p -> said(p::cacheIf, (Predicate<Object>) value -> hashCode(p) > 0), c -> c.cacheIf),
            new Joined(
                    "withPolicyFromValue",
                    p -> said(p::withPolicyFromValue, (BiConsumer<Object, PolicyBuilder<?>>) (v, q) -> hashCode(p)),
                    c -> c.fromValue),
            new Joined("transformResult", PolicyMergingTest::transform, c -> c.transforms));

    private static <W> W said(Consumer<W> word, W what) {
        word.accept(what);
        return what;
    }

    private static int hashCode(Object captured) {
        return System.identityHashCode(captured); // lambdas that capture are different objects
    }

    private static Object transform(EntryPolicyBuilder<Object, ?> builder) {
        UnaryOperator<Object> transform = value -> hashCode(builder);
        PolicyFixture.entryWords(builder).transform(transform);
        return transform;
    }

    static Stream<Arguments> scalarPairs() {
        return SCALARS.stream().flatMap(word -> pairs().map(pair -> arguments(word, pair.get(0), pair.get(1))));
    }

    static Stream<Arguments> joinedPairs() {
        return JOINED.stream().flatMap(word -> pairs().map(pair -> arguments(word, pair.get(0), pair.get(1))));
    }

    private static Stream<List<Layer>> pairs() {
        return Stream.of(Layer.values())
                .flatMap(weaker -> Stream.of(Layer.values())
                        .filter(stronger -> stronger.compareTo(weaker) > 0)
                        .map(stronger -> List.of(weaker, stronger)));
    }

    @ParameterizedTest
    @MethodSource("scalarPairs")
    void scalar_saidInTwoLayers_strongerWins(Scalar word, Layer weaker, Layer stronger) {
        CompiledPolicy compiled = PolicyFixture.layered()
                .say(weaker, p -> word.say.accept(p, 1))
                .say(stronger, p -> word.say.accept(p, 2))
                .compiled();

        assertThat(word.read.apply(compiled)).isEqualTo(word.expected.apply(2));
    }

    @ParameterizedTest
    @MethodSource("scalarPairs")
    void scalar_notSaidInStrongerLayer_isInherited(Scalar word, Layer weaker, Layer stronger) {
        CompiledPolicy compiled = PolicyFixture.layered()
                .say(weaker, p -> word.say.accept(p, 1))
                .say(stronger, p -> p.onMiss(context -> {}))
                .compiled();

        assertThat(word.read.apply(compiled)).isEqualTo(word.expected.apply(1));
    }

    @ParameterizedTest
    @MethodSource("joinedPairs")
    void hooks_saidInTwoLayers_areJoinedWeakestFirst(Joined word, Layer weaker, Layer stronger) {
        List<Object> said = new ArrayList<>();
        CompiledPolicy compiled = PolicyFixture.layered()
                .say(stronger, p -> said.add(word.say.apply(p)))
                .say(weaker, p -> said.add(0, word.say.apply(p)))
                .compiled();

        assertThat(word.read.apply(compiled).stream().map(Object.class::cast).collect(Collectors.toList()))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @MethodSource("pairsOfLayers")
    void scope_partsOfTwoLayers_areJoinedByName(Layer weaker, Layer stronger) {
        CompiledPolicy compiled = PolicyFixture.layered()
                .say(weaker, p -> p.withScope("a", 1).withScope("b", 1))
                .say(stronger, p -> p.withScope("b", 2).withScope("c", 2))
                .compiled();

        assertThat(compiled.scope).isEqualTo(Map.of("a", 1, "b", 2, "c", 2));
    }

    @ParameterizedTest
    @MethodSource("pairsOfLayers")
    void sliding_longerThanStrongerDuration_isDropped(Layer weaker, Layer stronger) {
        CompiledPolicy compiled = PolicyFixture.layered()
                .say(weaker, p -> p.withSlidingExpiration(ofMinutes(10)))
                .say(stronger, p -> p.withDuration(ofMinutes(10)))
                .compiled();

        assertThat(compiled.life()).isEqualTo(new Life(10 * MINUTE, 0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("pairsOfLayers")
    void duration_shorterThanStrongerSliding_isDropped(Layer weaker, Layer stronger) {
        CompiledPolicy compiled = PolicyFixture.layered()
                .say(weaker, p -> p.withDuration(ofMinutes(10)))
                .say(stronger, p -> p.withSlidingExpiration(ofMinutes(10)))
                .compiled();

        assertThat(compiled.life()).isEqualTo(new Life(100 * MINUTE, 10 * MINUTE, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("pairsOfLayers")
    void sliding_takenBackByStrongerLayer_isGone(Layer weaker, Layer stronger) {
        CompiledPolicy compiled = PolicyFixture.layered()
                .say(weaker, p -> p.withDuration(ofMinutes(10)).withSlidingExpiration(ofMinutes(1)))
                .say(stronger, p -> p.withoutSlidingExpiration())
                .compiled();

        assertThat(compiled.life()).isEqualTo(new Life(10 * MINUTE, 0, 0, 0));
    }

    static Stream<Arguments> pairsOfLayers() {
        return pairs().map(pair -> arguments(pair.get(0), pair.get(1)));
    }
}
