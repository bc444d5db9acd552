package methodcache.core.policy;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import methodcache.api.configuration.ServiceCall;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.core.key.MethodId;
import methodcache.core.stats.Tallies;
import org.junit.jupiter.api.Test;

/** What is said of an interface's method, where the call counts as one of a class that implements it. */
class ImplementedMethodsTest {

    interface General {
        String find(long id);
    }

    interface Special extends General {
        @Override
        String find(long id);
    }

    interface Other {
        String find(long id);
    }

    abstract static class Impl implements Special, Other {}

    private final Map<MethodId, Words> methods = new HashMap<>();

    private static MethodId find(Class<?> owner) {
        return new MethodId(owner, "find", "(long)");
    }

    private ImplementedMethodsTest say(Class<?> owner, Consumer<? super EntryPolicyBuilder<Object, ?>> words) {
        methods.put(find(owner), PolicyFixture.said(words));
        return this;
    }

    private Policies policies() {
        PolicyLayers layers = new PolicyLayers(
                "test",
                Words.NONE,
                Map.of(),
                Map.of("g", PolicyFixture.said(p -> p.withVersion(7))),
                methods,
                Set.of(),
                List.of());
        return new Policies(
                layers,
                new PolicyProblems.Available(true, true),
                PolicyFixture::generator,
                new MethodNames() {
                    @Override
                    public <S> MethodId named(Class<S> service, ServiceCall<? super S, ?> call) {
                        return find(service);
                    }
                },
                new Failures("test"),
                new Tallies("test"));
    }

    private static CompiledPolicy of(Policies policies, Class<?> owner) {
        return policies.of(find(owner), owner.getSimpleName() + ".find");
    }

    @Test
    void words_ofLessSpecificTypes_areWeakerFieldByField() {
        Policies policies = say(
                        General.class,
                        p -> p.withDuration(ofMinutes(1)).withVersion(1).withJitter(0.1))
                .say(Special.class, p -> p.withVersion(2).withJitter(0.2))
                .say(Impl.class, p -> p.withJitter(0.3))
                .policies();

        CompiledPolicy compiled = of(policies, Impl.class);

        assertThat(compiled.duration).isEqualTo(ofMinutes(1).toNanos());
        assertThat(compiled.version).isEqualTo(2);
        assertThat(compiled.jitter).isEqualTo(0.3);
        assertThat(of(policies, Special.class).jitter).isEqualTo(0.2);
        assertThat(of(policies, General.class).version).isEqualTo(1);
    }

    @Test
    void words_ofUnrelatedTypes_laterNameIsStronger() {
        CompiledPolicy compiled = of(
                say(Special.class, p -> p.withVersion(2).cacheIf(value -> true))
                        .say(Other.class, p -> p.withVersion(3).cacheIf(value -> true))
                        .policies(),
                Impl.class);

        assertThat(compiled.version).isEqualTo(2); // Special is behind Other
        assertThat(compiled.cacheIf).hasSize(2);
    }

    @Test
    void group_namedByAnInterfacesMethod_isTheCalls() {
        CompiledPolicy compiled = of(say(General.class, p -> p.inGroup("g")).policies(), Impl.class);

        assertThat(compiled.group).isEqualTo("g");
        assertThat(compiled.version).isEqualTo(7);
    }

    @Test
    void words_ofACallAndAPolicy_areStrongerAsEver() {
        Policies policies = say(General.class, p -> p.withVersion(1)).policies();

        assertThat(policies.of(find(Impl.class), "Impl.find", PolicyFixture.said(p -> p.withVersion(4))).version)
                .isEqualTo(4);
        assertThat(of(policies, Impl.class)).isSameAs(of(policies, Impl.class));
    }

    @Test
    void override_ofAnInterfacesMethod_holdsForItsImplementations() {
        Policies policies = policies();
        policies.overrides()
                .method(General.class, g -> null, p -> p.withVersion(1).withJitter(0.1));
        policies.overrides().method(Special.class, s -> null, p -> p.withJitter(0.2));

        assertThat(of(policies, Impl.class).version).isEqualTo(1);
        assertThat(of(policies, Impl.class).jitter).isEqualTo(0.2);
        assertThat(of(policies, Other.class).version).isZero();
    }

    @Test
    void disableMethod_ofAnyTypeThatHasIt_turnsTheCallOff() {
        for (Class<?> type : List.of(General.class, Special.class, Other.class, Impl.class)) {
            Policies policies = policies();
            policies.overrides().disableMethod(type, t -> null);

            assertThat(of(policies, Impl.class).off).as(type.getName()).isTrue();
        }
        Policies policies = policies();
        policies.overrides().disableMethod(Impl.class, t -> null);
        assertThat(of(policies, General.class).off).isFalse();
    }
}
