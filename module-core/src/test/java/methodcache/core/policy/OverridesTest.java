package methodcache.core.policy;

import static java.time.Duration.ofMinutes;
import static methodcache.core.policy.PolicyFixture.CALL_NAME;
import static methodcache.core.policy.PolicyFixture.METHOD;
import static methodcache.core.policy.PolicyFixture.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import methodcache.api.CacheConfigurationException;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.Test;

/** Changes while the cache runs. */
class OverridesTest {

    private static final CachePolicy POLICY = DefaultCachePolicy.of(p -> p.withVersion(4));

    private final Policies policies = new PolicyFixture()
            .defaults(p -> p.withVersion(1))
            .named("n", p -> p.withJitter(0.5))
            .method(p -> p.inGroup("g").withVersion(2))
            .policies();
    private final RuntimeOverrides overrides = policies.overrides();

    @Test
    void override_saidForAll_isStrongerThanEveryCall() {
        assertThat(policies.of(POLICY).version).isEqualTo(4);

        overrides.all(p -> p.withVersion(9));

        assertThat(policies.overridden()).isTrue();
        assertThat(policies.defaults().version).isEqualTo(9);
        assertThat(policies.of(POLICY).version).isEqualTo(9);
        assertThat(policies.of(METHOD, CALL_NAME).version).isEqualTo(9);
        assertThat(policies.of(METHOD, CALL_NAME, said(p -> p.withVersion(3))).version)
                .isEqualTo(9);
    }

    @Test
    void override_ofMethodGroupAndAll_methodIsStrongest() {
        overrides.method(Runnable.class, r -> null, p -> p.withVersion(9));
        overrides.group("g", p -> p.withVersion(8).withJitter(0.8));
        overrides.all(p -> p.withVersion(7).withJitter(0.7).cacheNulls(ofMinutes(7)));

        CompiledPolicy compiled = policies.of(METHOD, CALL_NAME);

        assertThat(compiled.version).isEqualTo(9);
        assertThat(compiled.jitter).isEqualTo(0.8);
        assertThat(compiled.nulls).isEqualTo(ofMinutes(7).toNanos());
        assertThat(policies.defaults().version).isEqualTo(7);
    }

    @Test
    void override_saidTwiceForOneTarget_lastOneCounts() {
        overrides.all(p -> p.withVersion(9).withJitter(0.9)).all(p -> p.withVersion(8));

        assertThat(policies.defaults().version).isEqualTo(8);
        assertThat(policies.defaults().jitter).isZero();
    }

    @Test
    void override_cleared_givesBackWhatWas() {
        overrides.all(p -> p.withVersion(9)).disableGroup("g").disable().clear();

        assertThat(policies.overridden()).isFalse();
        assertThat(policies.of(POLICY).version).isEqualTo(4);
        assertThat(policies.of(METHOD, CALL_NAME).off).isFalse();
    }

    @Test
    void override_withoutWords_isNone() {
        overrides.all(p -> p.withVersion(9)).all(p -> {});

        assertThat(policies.overridden()).isFalse();
        assertThat(policies.defaults().version).isEqualTo(1);
    }

    @Test
    void disable_all_turnsEverythingOff() {
        overrides.disable();

        assertThat(policies.defaults().off).isTrue();
        assertThat(policies.defaults().plain).isFalse();
        assertThat(policies.of(POLICY).off).isTrue();
        assertThat(policies.of(METHOD, CALL_NAME).off).isTrue();
    }

    @Test
    void disable_group_turnsItsCallsOff() {
        overrides.disableGroup("g");

        assertThat(policies.of(METHOD, CALL_NAME).off).isTrue();
        assertThat(policies.of(METHOD, CALL_NAME, said(p -> p.inGroup("other"))).off)
                .isFalse();
        assertThat(policies.defaults().off).isFalse();
    }

    @Test
    void disable_method_turnsItsCallsOff() {
        overrides.disableMethod(Runnable.class, r -> null);

        assertThat(policies.of(METHOD, CALL_NAME, said(p -> p.withVersion(3))).off)
                .isTrue();
        assertThat(policies.of(null, "Main.lambda$main$0").off).isFalse();
    }

    @Test
    void disable_thenWordsForTheSameTarget_isOnAgain() {
        overrides.disable().all(p -> p.withVersion(9));

        assertThat(policies.defaults().off).isFalse();
    }

    @Test
    void override_putsCallsIntoAGroup_theGroupsOverrideHolds() {
        overrides.all(p -> p.inGroup("other")).group("other", p -> p.withVersion(9));

        assertThat(policies.of(METHOD, CALL_NAME).group).isEqualTo("other");
        assertThat(policies.of(METHOD, CALL_NAME).version).isEqualTo(9);
    }

    @Test
    void override_takesANamedPolicy_itIsANamedLayer() {
        overrides.all(p -> p.withPolicy("n"));

        assertThat(policies.of(METHOD, CALL_NAME).jitter).isEqualTo(0.5);
        assertThat(policies.of(METHOD, CALL_NAME, said(p -> p.withJitter(0.1))).jitter)
                .isEqualTo(0.1);
    }

    @Test
    void override_bad_changesNothing() {
        assertThatThrownBy(() -> overrides.all(p -> p.withDuration(ofMinutes(1)).withSlidingExpiration(ofMinutes(2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("slidingExpiration (PT2M) must be shorter than duration (PT1M)");
        assertThatThrownBy(() -> overrides.all(p -> p.withPolicy("x")))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessage(
                        "withPolicy(\"x\") in overrides().all names a policy that isn't configured; known are \"n\":"
                                + " add it with addPolicy(\"x\", …)");
        assertThatThrownBy(() -> overrides.group("g", p -> p.inGroup("h")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("inGroup(\"h\") in overrides().group(\"g\") has no effect");
        assertThatThrownBy(() -> overrides.all(p -> p.withKeyGenerator("slow")))
                .isInstanceOf(CacheConfigurationException.class);

        assertThat(policies.overridden()).isFalse();
    }
}
