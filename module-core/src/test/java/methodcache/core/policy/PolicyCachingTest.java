package methodcache.core.policy;

import static java.time.Duration.ofMinutes;
import static methodcache.core.policy.PolicyFixture.CALL_NAME;
import static methodcache.core.policy.PolicyFixture.METHOD;
import static methodcache.core.policy.PolicyFixture.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import org.junit.jupiter.api.Test;

/** What is compiled once, and when it is compiled anew. */
class PolicyCachingTest {

    /** What a lambda that captures nothing reads all the same. */
    private static final AtomicInteger MINUTES = new AtomicInteger(3);

    private static final CachePolicy POLICY = DefaultCachePolicy.of(p -> p.withDuration(ofMinutes(1)));

    private long sum;

    private final Policies policies = new PolicyFixture()
            .defaults(p -> p.withVersion(1))
            .method(p -> p.withVersion(2))
            .policies();

    @Test
    void defaults_askedTwice_areTheSame() {
        assertThat(policies.defaults()).isSameAs(policies.defaults());
    }

    @Test
    void policy_askedTwice_isCompiledOnce() {
        assertThat(policies.of(POLICY)).isSameAs(policies.of(POLICY));
        assertThat(policies.of(POLICY).version).isEqualTo(1);
    }

    @Test
    void policy_usedByTwoCachesInTurn_isCompiledOnceForEach() {
        Policies other = new PolicyFixture().defaults(p -> p.withVersion(7)).policies();
        CompiledPolicy ofThis = policies.of(POLICY);
        CompiledPolicy ofOther = other.of(POLICY);

        for (int i = 0; i < 3; i++) {
            assertThat(policies.of(POLICY)).isSameAs(ofThis);
            assertThat(other.of(POLICY)).isSameAs(ofOther);
        }
        assertThat(ofOther.version).isEqualTo(7);
    }

    @Test
    void policy_usedByManyCaches_forgetsTheOldest() {
        CachePolicy policy = DefaultCachePolicy.of(p -> p.withDuration(ofMinutes(1)));
        CompiledPolicy first = policies.of(policy);
        for (int i = 0; i < 4; i++) {
            new PolicyFixture().policies().of(policy);
        }

        assertThat(policies.of(policy)).isNotSameAs(first);
    }

    @Test
    void policy_compiled_allocatesNothing() throws ReflectiveOperationException {
        Optional<Allocation> counter = Allocation.counter();
        assumeThat(counter).isPresent();

        long allocated = counter.orElseThrow().of(() -> {
            sum += policies.of(POLICY).duration;
            sum += policies.defaults().version;
            sum += policies.of(METHOD, CALL_NAME).version;
        });

        assertThat(allocated).isZero();
        assertThat(sum).isNotZero();
    }

    @Test
    void lambda_capturesNothing_isCompiledOnceForWhatItSays() {
        CompiledPolicy first = askedFor(policies);
        assertThat(askedFor(policies)).isSameAs(first);

        MINUTES.set(4);
        assertThat(askedFor(policies).duration).isEqualTo(ofMinutes(4).toNanos());
        MINUTES.set(3);
    }

    private static CompiledPolicy askedFor(Policies policies) {
        return policies.of((EntryPolicyBuilder<String, ?> p) -> p.withDuration(ofMinutes(MINUTES.get())));
    }

    @Test
    void lambda_captures_isAskedEachTime() {
        for (int i = 1; i <= 3; i++) {
            int minutes = i;
            assertThat(policies.of((EntryPolicyBuilder<String, ?> p) -> p.withDuration(ofMinutes(minutes))).duration)
                    .isEqualTo(ofMinutes(i).toNanos());
        }
    }

    @Test
    void anonymousClass_isAskedEachTime() {
        AtomicInteger asked = new AtomicInteger();
        Consumer<PolicyBuilder<?>> words = new Consumer<>() {
            @Override
            public void accept(PolicyBuilder<?> policy) {
                policy.withVersion(asked.incrementAndGet());
            }
        };

        assertThat(policies.of(words).version).isEqualTo(1);
        assertThat(policies.of(words).version).isEqualTo(2);
    }

    @Test
    void lambda_wordsClash_isRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> policies.of((EntryPolicyBuilder<String, ?> p) ->
                            p.withDuration(ofMinutes(5)).withSlidingExpiration(ofMinutes(5))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("slidingExpiration (PT5M) must be shorter than duration (PT5M)");
        }
    }

    @Test
    void method_withoutWords_isCompiledOnce() {
        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME);

        assertThat(compiled).isSameAs(policies.of(METHOD, CALL_NAME));
        assertThat(compiled).isSameAs(policies.of(METHOD, CALL_NAME, Words.NONE));
        assertThat(compiled.version).isEqualTo(2);
        assertThat(policies.of(null, "Main.lambda$main$0").version).isEqualTo(1);
    }

    @Test
    void method_ofTwoNames_isCompiledOnceForEach() {
        Policies tagged = new PolicyFixture().sink(new CacheMetrics() {}).policies();

        CompiledPolicy first = tagged.of(METHOD, "A.run");
        CompiledPolicy second = tagged.of(METHOD, "B.run");

        assertThat(tagged.of(METHOD, "A.run")).isSameAs(first);
        assertThat(tagged.of(METHOD, "B.run")).isSameAs(second);
        assertThat(second.sinks.tags).containsEntry("method", "B.run");
    }

    @Test
    void tags_ofOneMethodAndGroup_areTheSameObject() {
        Policies tagged = new PolicyFixture().sink(new CacheMetrics() {}).policies();

        Map<String, String> tags = tagged.of(METHOD, CALL_NAME, said(p -> p.inGroup("g"))).sinks.tags;
        tagged.overrides().all(p -> p.withVersion(3));

        assertThat(tagged.of(METHOD, CALL_NAME, said(p -> p.inGroup("g").withVersion(1))).sinks.tags)
                .isSameAs(tags)
                .containsExactly(Map.entry("cache", "test"), Map.entry("method", CALL_NAME), Map.entry("group", "g"));
        assertThat(tagged.defaults().sinks.tags).containsExactly(Map.entry("cache", "test"));
        assertThat(tagged.sinks().tags).isSameAs(tagged.defaults().sinks.tags);
    }

    @Test
    void call_namesAPolicyByText_mergesItsWordsEachTime() {
        Policies named = new PolicyFixture().named("n", p -> p.withVersion(5)).policies();

        assertThat(named.of(METHOD, CALL_NAME, said(p -> p.withPolicy("n").withJitter(0.1))).jitter)
                .isEqualTo(0.1);
        assertThat(named.of(METHOD, CALL_NAME, said(p -> p.withPolicy("n").withJitter(0.2))).jitter)
                .isEqualTo(0.2);
    }
}
