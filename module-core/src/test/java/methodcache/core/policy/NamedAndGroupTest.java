package methodcache.core.policy;

import static java.time.Duration.ofMinutes;
import static methodcache.core.policy.PolicyFixture.CALL_NAME;
import static methodcache.core.policy.PolicyFixture.METHOD;
import static methodcache.core.policy.PolicyFixture.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import methodcache.api.CacheConfigurationException;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.Test;

/** Policies that others refer to, and groups. */
class NamedAndGroupTest {

    @Test
    void namedPolicy_askedForByCall_isWeakerThanGroupAndMethod() {
        Policies policies = new PolicyFixture()
                .named("n", p -> p.withVersion(1).withJitter(0.1).cacheNulls(ofMinutes(1)))
                .group("g", p -> p.withVersion(2).withJitter(0.2))
                .method(p -> p.inGroup("g").withVersion(3))
                .policies();

        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME, said(p -> p.withPolicy("n")));

        assertThat(compiled.version).isEqualTo(3);
        assertThat(compiled.jitter).isEqualTo(0.2);
        assertThat(compiled.nulls).isEqualTo(ofMinutes(1).toNanos());
    }

    @Test
    void namedPolicies_askedForByTwoLayers_strongerLayersWins() {
        Policies policies = new PolicyFixture()
                .named("of-default", p -> p.withVersion(1).withJitter(0.1))
                .named("of-call", p -> p.withVersion(2))
                .defaults(p -> p.withPolicy("of-default"))
                .policies();

        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME, said(p -> p.withPolicy("of-call")));

        assertThat(compiled.version).isEqualTo(2);
        assertThat(compiled.jitter).isEqualTo(0.1);
    }

    @Test
    void namedPolicies_ofOneLayer_laterOneWins() {
        Policies policies = new PolicyFixture()
                .named("a", p -> p.withVersion(1))
                .named("b", p -> p.withVersion(2))
                .policies();

        assertThat(policies.of(METHOD, CALL_NAME, said(p -> p.withPolicy("b").withPolicy("a"))).version)
                .isEqualTo(1);
    }

    @Test
    void namedPolicy_refersToAnother_isStrongerThanIt() {
        Policies policies = new PolicyFixture()
                .named("base", p -> p.withVersion(1).withJitter(0.1))
                .named("special", p -> p.withPolicy("base").withVersion(2))
                .policies();

        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME, said(p -> p.withPolicy("special")));

        assertThat(compiled.version).isEqualTo(2);
        assertThat(compiled.jitter).isEqualTo(0.1);
    }

    @Test
    void namedPolicy_askedForByEveryLayer_isTakenOnceAtTheStrongestPlace() {
        Policies policies = new PolicyFixture()
                .named("n", p -> p.onHit(context -> {}).withVersion(1))
                .named("other", p -> p.withVersion(2))
                .defaults(p -> p.withPolicy("n"))
                .group("g", p -> p.withPolicy("other"))
                .method(p -> p.inGroup("g").withPolicy("n"))
                .policies();

        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME, said(p -> p.withPolicy("n")));

        assertThat(compiled.onHit).hasSize(1);
        assertThat(compiled.version).isEqualTo(1);
    }

    @Test
    void policyObject_askedForByCall_isANamedLayerToo() {
        CachePolicy policy = DefaultCachePolicy.of(p -> p.withVersion(1).withPolicy("n"));
        Policies policies = new PolicyFixture()
                .named("n", p -> p.withVersion(5).withJitter(0.5))
                .method(p -> p.cacheNulls(ofMinutes(1)))
                .policies();

        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME, said(p -> p.withPolicy(policy)));

        assertThat(compiled.version).isEqualTo(1);
        assertThat(compiled.jitter).isEqualTo(0.5);
    }

    @Test
    void policyObject_ofKeyedCall_isTheCallsOwnLayer() {
        CachePolicy policy = DefaultCachePolicy.of(p -> p.inGroup("g").withVersion(1));

        CompiledPolicy compiled = new PolicyFixture()
                .group("g", p -> p.withVersion(2).withJitter(0.2))
                .policies()
                .of(policy);

        assertThat(compiled.version).isEqualTo(1);
        assertThat(compiled.jitter).isEqualTo(0.2);
    }

    @Test
    void namedPolicy_unknownInACall_isRefusedWithWhatThereIs() {
        Policies policies =
                new PolicyFixture().named("a", p -> {}).named("b", p -> {}).policies();

        assertThatThrownBy(() -> policies.of(METHOD, CALL_NAME, said(p -> p.withPolicy("c"))))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessage("withPolicy(\"c\") in a test names a policy that isn't configured; known are \"a\", \"b\":"
                        + " add it with addPolicy(\"c\", …)");
    }

    @Test
    void group_namedByCall_replacesTheMethods() {
        Policies policies = new PolicyFixture()
                .group("a", p -> p.withVersion(1))
                .group("b", p -> p.withVersion(2))
                .method(p -> p.inGroup("a"))
                .policies();

        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME, said(p -> p.inGroup("b")));

        assertThat(compiled.group).isEqualTo("b");
        assertThat(compiled.version).isEqualTo(2);
        assertThat(policies.of(METHOD, CALL_NAME).version).isEqualTo(1);
    }

    @Test
    void group_namedByNamedPolicy_holdsUnlessAStrongerLayerNamesOne() {
        PolicyFixture fixture =
                new PolicyFixture().defaults(p -> p.inGroup("default")).named("n", p -> p.inGroup("named"));

        assertThat(fixture.policies().of(METHOD, CALL_NAME, said(p -> p.withPolicy("n"))).group)
                .isEqualTo("named");
        assertThat(fixture.method(p -> p.inGroup("method"))
                        .policies()
                        .of(METHOD, CALL_NAME, said(p -> p.withPolicy("n")))
                        .group)
                .isEqualTo("method");
    }

    @Test
    void group_takesAPolicy_itIsWeakerThanTheGroup() {
        CompiledPolicy compiled = new PolicyFixture()
                .named("n", p -> p.withVersion(1).withJitter(0.1))
                .group("g", p -> p.withPolicy("n").withVersion(2))
                .defaults(p -> p.inGroup("g").withVersion(3).withJitter(0.3))
                .policies()
                .defaults();

        assertThat(compiled.version).isEqualTo(2);
        assertThat(compiled.jitter).isEqualTo(0.1);
    }

    @Test
    void group_notConfigured_isATagOnly() {
        CompiledPolicy compiled =
                new PolicyFixture().defaults(p -> p.inGroup("g")).policies().defaults();

        assertThat(compiled.group).isEqualTo("g");
        assertThat(compiled.plain).isTrue();
    }
}
