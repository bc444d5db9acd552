package methodcache.core.policy;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.KeyGenerator;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Words of one layer. */
class WordsTest {

    /** So that a lambda has a type to be written in a table with. */
    private static Consumer<EntryPolicyBuilder<Object, ?>> word(Consumer<EntryPolicyBuilder<Object, ?>> word) {
        return word;
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                arguments(word(p -> p.withDuration(Duration.ZERO)), "duration must be positive, was PT0S"),
                arguments(
                        word(p -> p.withSlidingExpiration(ofMinutes(-1))),
                        "slidingExpiration must be positive, was PT-1M"),
                arguments(word(p -> p.cacheNulls(Duration.ZERO)), "cacheNulls must be positive, was PT0S"),
                arguments(word(p -> p.withJitter(1)), "jitter must be from 0 to below 1, was 1.0"),
                arguments(word(p -> p.withJitter(-0.1)), "jitter must be from 0 to below 1, was -0.1"),
                arguments(word(p -> p.withJitter(Double.NaN)), "jitter must be from 0 to below 1, was NaN"),
                arguments(word(p -> p.withVersion(-1)), "version must be at least 0, was -1"),
                arguments(word(p -> p.inGroup("")), "the name of a group must not be empty"),
                arguments(word(p -> p.withScope("", 1)), "the name of a scope part must not be empty"),
                arguments(word(p -> p.withPolicy("")), "the name of a policy must not be empty"),
                arguments(word(p -> p.withKeyGenerator("")), "the name of a key generator must not be empty"),
                arguments(
                        word(p -> p.withPolicy(new CachePolicy() {})),
                        "a policy must be made by CachePolicy.of, was an instance of " + WordsTest.class.getName()
                                + "$1"));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void word_badValue_isRefusedWhereItIsSaid(Consumer<EntryPolicyBuilder<Object, ?>> word, String message) {
        SaidWords<Object> said = new SaidWords<>();

        assertThatThrownBy(() -> word.accept(said))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(said.words().isEmpty()).isTrue();
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                arguments(word(p -> p.withDuration(null)), "duration"),
                arguments(word(p -> p.withSlidingExpiration(null)), "idle"),
                arguments(word(p -> p.cacheNulls(null)), "duration"),
                arguments(word(p -> p.inGroup(null)), "name"),
                arguments(word(p -> p.when(null)), "condition"),
                arguments(word(p -> p.onHit(null)), "hook"),
                arguments(word(p -> p.onMiss(null)), "hook"),
                arguments(word(p -> p.withMetrics(null)), "metrics"),
                arguments(word(p -> p.withScope(null, 1)), "name"),
                arguments(word(p -> p.withScope("a", null)), "value"),
                arguments(word(p -> p.withPolicy((String) null)), "name"),
                arguments(word(p -> p.withPolicy((CachePolicy) null)), "policy"),
                arguments(word(p -> p.withKeyGenerator((String) null)), "name"),
                arguments(word(p -> p.withKeyGenerator((KeyGenerator) null)), "generator"),
                arguments(word(p -> p.cacheIf(null)), "condition"),
                arguments(word(p -> p.withPolicyFromValue(null)), "words"));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void word_null_isRefusedByTheNameOfItsParameter(Consumer<EntryPolicyBuilder<Object, ?>> word, String parameter) {
        assertThatThrownBy(() -> word.accept(new SaidWords<>()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(parameter);
    }

    static Stream<Arguments> effects() {
        return Stream.of(
                arguments("withDuration", word(p -> p.withDuration(ofMinutes(1))), false),
                arguments("withSlidingExpiration", word(p -> p.withSlidingExpiration(ofMinutes(1))), false),
                arguments("withoutSlidingExpiration", word(p -> p.withoutSlidingExpiration()), false),
                arguments("withJitter", word(p -> p.withJitter(0)), false),
                arguments("withVersion", word(p -> p.withVersion(0)), false),
                arguments("cacheNulls", word(p -> p.cacheNulls(ofMinutes(1))), false),
                arguments("onMiss", word(p -> p.onMiss(context -> {})), false),
                arguments("cacheIf", word(p -> p.cacheIf(value -> true)), false),
                arguments("withPolicyFromValue", word(p -> p.withPolicyFromValue((value, q) -> {})), false),
                arguments("inGroup", word(p -> p.inGroup("g")), true),
                arguments("when", word(p -> p.when(context -> true)), true),
                arguments("onHit", word(p -> p.onHit(context -> {})), true),
                arguments("withMetrics", word(p -> p.withMetrics(new CacheMetrics() {})), true),
                arguments("withScope", word(p -> p.withScope("a", 1)), true),
                arguments("withPolicy", word(p -> p.withPolicy("a")), true),
                arguments("withPolicy", word(p -> p.withPolicy(DefaultCachePolicy.of(q -> {}))), true),
                arguments("withKeyGenerator", word(p -> p.withKeyGenerator("fast")), true),
                arguments("withKeyGenerator", word(p -> p.withKeyGenerator(PolicyFixture.FAST)), true),
                arguments(
                        "transformResult", word(p -> PolicyFixture.entryWords(p).transform(value -> value)), true));
    }

    @ParameterizedTest
    @MethodSource("effects")
    void words_withOneWord_knowWhatItTouchesAndHowItReads(
            String name, Consumer<EntryPolicyBuilder<Object, ?>> word, boolean touchesHits) {
        Words words = PolicyFixture.said(word);

        assertThat(words.isEmpty()).isFalse();
        assertThat(words.touchHits()).isEqualTo(touchesHits);
        assertThat(words.toString()).startsWith("[" + name + "(").endsWith(")]");
    }

    @Test
    void words_nothingSaid_areEmpty() {
        Words words = new SaidWords<>().words();

        assertThat(words.isEmpty()).isTrue();
        assertThat(words.touchHits()).isFalse();
        assertThat(words.versionOr(7)).isEqualTo(7);
        assertThat(words.clashes()).isEmpty();
    }

    @Test
    void versionOr_saidZero_isZero() {
        assertThat(PolicyFixture.said(p -> p.withVersion(0)).versionOr(7)).isZero();
    }

    @Test
    void word_saidTwice_lastOneCounts() {
        Words words = PolicyFixture.said(p -> p.withDuration(ofMinutes(1))
                .withSlidingExpiration(ofMinutes(2))
                .withoutSlidingExpiration()
                .withKeyGenerator("fast")
                .withKeyGenerator(PolicyFixture.FAST)
                .withDuration(ofMinutes(3)));

        assertThat(words.duration).isEqualTo(ofMinutes(3));
        assertThat(words.sliding).isNull();
        assertThat(words.generatorName).isNull();
        assertThat(words.clashes()).isEmpty();
    }

    @Test
    void clashes_slidingNotShorterThanDuration_areTold() {
        Words words =
                PolicyFixture.said(p -> p.withSlidingExpiration(ofMinutes(10)).withDuration(ofMinutes(5)));

        assertThat(words.clashes()).containsExactly("slidingExpiration (PT10M) must be shorter than duration (PT5M)");
    }

    @Test
    void cachePolicy_clash_isRefusedAtOnce() {
        assertThatThrownBy(() ->
                        DefaultCachePolicy.of(p -> p.withDuration(ofMinutes(5)).withSlidingExpiration(ofMinutes(5))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("slidingExpiration (PT5M) must be shorter than duration (PT5M)");
    }

    @Test
    void cachePolicy_builderKeptByUser_doesNotChangeIt() {
        List<PolicyBuilder<?>> kept = new ArrayList<>();
        CachePolicy policy =
                DefaultCachePolicy.of(p -> kept.add(p.withDuration(ofMinutes(5)).onHit(context -> {})));
        String before = policy.toString();

        assertThatCode(() -> kept.get(0).withVersion(3).onHit(context -> {}).withScope("a", 1))
                .doesNotThrowAnyException();

        assertThat(policy.toString()).isEqualTo(before).isEqualTo("CachePolicy[withDuration(PT5M), onHit(…)]");
    }

    @Test
    void cachePolicy_nullWords_isRefused() {
        assertThatThrownBy(() -> DefaultCachePolicy.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("words");
    }
}
