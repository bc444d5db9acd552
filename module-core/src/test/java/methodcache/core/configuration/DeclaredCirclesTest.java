package methodcache.core.configuration;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Consumer;
import methodcache.api.CacheConfigurationException;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.configuration.MethodConfiguration;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.configuration.ServiceConfiguration;
import methodcache.core.policy.DefaultCachePolicy;
import org.junit.jupiter.api.Test;

/** Dependencies that are declared and lead back to where they began. */
class DeclaredCirclesTest {

    interface Users {
        String find(long id);

        String list();

        String count();
    }

    interface Special extends Users {
        @Override
        String list();
    }

    interface Names {
        String find(long id);
    }

    interface Both extends Users, Names {}

    abstract static class Impl implements Users, Names {}

    private final ConfigurationFixture path = new ConfigurationFixture();

    private static Consumer<ServiceConfiguration<Users>> findAndList(
            Consumer<MethodConfiguration<String>> find, Consumer<MethodConfiguration<String>> list) {
        return s -> s.method(u -> u.find(0), find).method(u -> u.list(), list);
    }

    private List<String> circles(Consumer<MethodCacheConfiguration> words) {
        DefaultConfiguration configuration = path.configure();
        words.accept(configuration);
        CacheConfigurationException thrown =
                catchThrowableOfType(CacheConfigurationException.class, configuration::build);
        assertThat(thrown.problems())
                .allMatch(problem -> problem.startsWith("declared dependencies must not form a circle, was ")
                        && problem.endsWith(
                                ": take one of these words out, or say cascadeInvalidation(false) where it may end"));
        return thrown.problems().stream()
                .map(problem -> problem.substring(
                        "declared dependencies must not form a circle, was ".length(), problem.lastIndexOf(": ")))
                .toList();
    }

    private void assertNone(Consumer<MethodCacheConfiguration> words) {
        DefaultConfiguration configuration = path.configure();
        words.accept(configuration);
        assertThatCode(configuration::build).doesNotThrowAnyException();
    }

    /** Whether it can be in one scope may take all ways to find out: some thousand are looked at. */
    @Test
    void scopes_ofManyParts_areSearchedInTime() {
        int steps = 30;
        DefaultConfiguration configuration = path.configure();
        for (int i = 0; i < steps; i++) {
            for (int value = 0; value < 2; value++) {
                int step = i;
                int own = value;
                configuration.addPolicy(
                        "p" + i + "_" + value,
                        p -> p.withScope("s" + step, own)
                                .withScope(step % 2 == 0 ? "z" : "zq", step == 0 ? 0 : step == steps - 2 ? 1 : 7)
                                .dependsOn("k" + step)
                                .invalidatesWith("k" + (step + 1) % steps));
            }
        }
        assertThatNoException().isThrownBy(configuration::build);
    }

    @Test
    void keys_invalidatedAndDependedOn_areACircle() {
        assertThat(circles(c -> c.addPolicy("a", p -> p.dependsOn("x").invalidatesWith("y"))
                        .addPolicy("b", p -> p.dependsOn("y").invalidatesWith("x"))))
                .containsExactly("policy \"a\" invalidatesWith(\"y\") → policy \"b\" dependsOn(\"y\") and"
                        + " invalidatesWith(\"x\") → policy \"a\" dependsOn(\"x\")");
    }

    @Test
    void prefixes_thatMeet_areACircle() {
        assertThat(circles(c -> c.addPolicy("a", p -> p.dependsOnPrefix("x:").invalidatesPrefix("y"))
                        .addPolicy("b", p -> p.dependsOn("y:1").invalidatesWith("x:1"))))
                .containsExactly("policy \"a\" invalidatesPrefix(\"y\") → policy \"b\" dependsOn(\"y:1\") and"
                        + " invalidatesWith(\"x:1\") → policy \"a\" dependsOnPrefix(\"x:\")");
        assertThat(circles(c -> c.addPolicy("a", p -> p.dependsOnPrefix("x:y").invalidatesPrefix("x"))))
                .containsExactly("policy \"a\" invalidatesPrefix(\"x\") → policy \"a\" dependsOnPrefix(\"x:y\")");
        assertNone(c -> c.addPolicy(
                "a", p -> p.dependsOnPrefix("x:").invalidatesWith("x").invalidatesPrefix("z")));
    }

    @Test
    void tags_ofMethodsThatDependOnEachOther_areACircle() {
        assertThat(circles(c -> c.forService(
                        Users.class,
                        findAndList(
                                m -> m.withTags("f").dependsOnTag("l"),
                                m -> m.withTags("l").dependsOnTag("f")))))
                .containsExactly(
                        "Users.find(long) withTags(\"f\") → Users.list() dependsOnTag(\"f\") and withTags(\"l\") →"
                                + " Users.find(long) dependsOnTag(\"l\")");
    }

    @Test
    void tag_thatMatchesItsOwnPattern_isACircle() {
        assertThat(circles(c -> c.forGroup("g", g -> g.withTags("a").dependsOnTag("a*"))))
                .containsExactly("group \"g\" withTags(\"a\") → group \"g\" dependsOnTag(\"a*\")");
    }

    @Test
    void tagsAndKeys_together_areACircleOfThree() {
        assertThat(circles(c -> c.forService(
                                Users.class,
                                findAndList(
                                        m -> m.withTags("f").dependsOnPrefix("k:"),
                                        m -> m.withTags("al").dependsOnTag("f")))
                        .addPolicy(
                                "end",
                                p -> p.dependsOnTag("?l").invalidatesWith("k:1").withScope("tenant", "a"))))
                .containsExactly(
                        "policy \"end\" invalidatesWith(\"k:1\") → Users.find(long) dependsOnPrefix(\"k:\") and"
                                + " withTags(\"f\") → Users.list() dependsOnTag(\"f\") and withTags(\"al\") → policy \"end\""
                                + " dependsOnTag(\"?l\")");
    }

    @Test
    void circles_thatShareTheirWords_theSmallestIsTold() {
        assertThat(circles(c -> c.defaultPolicy(p -> p.dependsOn("x"))
                        .forGroup("g", g -> g.withTags("f"))
                        .addPolicy("n", p -> p.dependsOnTag("f"))
                        .forService(
                                Users.class,
                                findAndList(
                                        m -> m.inGroup("g"),
                                        m -> m.withPolicy("n").invalidatesWith("x")))))
                .containsExactly(
                        "Users.list() invalidatesWith(\"x\") → Users.list() dependsOn(\"x\") of defaultPolicy");
    }

    @Test
    void word_thatAMethodTakesUp_isToldWithWhoSaidIt() {
        assertThat(circles(c -> c.forGroup("g", g -> g.withTags("f"))
                        .addPolicy("n", p -> p.dependsOnTag("f").withDuration(ofMinutes(1)))
                        .forService(
                                Users.class,
                                findAndList(
                                        m -> m.inGroup("g").dependsOn("x"),
                                        m -> m.withPolicy("n").invalidatesWith("x")))))
                .containsExactly(
                        "Users.find(long) withTags(\"f\") of group \"g\" → Users.list() dependsOnTag(\"f\") of policy"
                                + " \"n\" and invalidatesWith(\"x\") → Users.find(long) dependsOn(\"x\")");
    }

    @Test
    void words_ofAPolicyObject_areSeen() {
        assertThat(circles(c -> c.forService(
                        Users.class,
                        findAndList(
                                m -> m.withPolicy(DefaultCachePolicy.of(p -> p.withTags("f")))
                                        .dependsOnTag("f"),
                                m -> {}))))
                .containsExactly(
                        "Users.find(long) withTags(\"f\") of CachePolicy.of → Users.find(long) dependsOnTag(\"f\")");
    }

    @Test
    void words_ofTheInterfacesMethod_areSeenInASubInterface() {
        assertThat(circles(c -> c.forService(Users.class, findAndList(m -> {}, m -> m.withTags("l")))
                        .forService(Special.class, s -> s.method(u -> u.list(), m -> m.dependsOnTag("l")))))
                .containsExactly("Special.list() withTags(\"l\") of Users.list() → Special.list() dependsOnTag(\"l\")");
    }

    @Test
    void circle_ofWordsThatManyTakeUp_isToldOnce() {
        assertThat(circles(c -> c.addPolicy("a", p -> p.withTags("a").dependsOnTag("b"))
                        .addPolicy("b", p -> p.withTags("b").dependsOnTag("a"))
                        .defaultPolicy(p -> p.withPolicy("a"))
                        .forService(Users.class, findAndList(m -> m.withPolicy("b"), m -> m.withPolicy("b")))))
                .hasSize(1);
    }

    @Test
    void circle_besideAnUnknownPolicy_isToldToo() {
        DefaultConfiguration configuration = path.configure();
        configuration.addPolicy("a", p -> p.withPolicy("missing").withTags("a").dependsOnTag("a"));

        assertThat(catchThrowableOfType(CacheConfigurationException.class, configuration::build)
                        .problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("withPolicy(\"missing\")"))
                .anyMatch(problem -> problem.startsWith("declared dependencies must not form a circle"));
    }

    @Test
    void parts_inDifferentScopes_areNoCircle() {
        assertNone(c -> c.forService(
                Users.class,
                findAndList(
                        m -> m.withTags("f").dependsOnTag("l").withScope("tenant", "a"),
                        m -> m.withTags("l").dependsOnTag("f").withScope("tenant", "b"))));
        assertNone(c -> c.addPolicy(
                        "a", p -> p.invalidatesWith("y").dependsOn("x").withScope("tenant", "a"))
                .addPolicy("between", p -> p.dependsOn("y").invalidatesWith("z"))
                .addPolicy("b", p -> p.dependsOn("z").invalidatesWith("x").withScope("tenant", "b")));
        assertThat(circles(c -> c.addPolicy(
                                "a", p -> p.invalidatesWith("y").dependsOn("x").withScope("tenant", "a"))
                        .addPolicy("b", p -> p.dependsOn("y").invalidatesWith("x"))))
                .hasSize(1);
    }

    @Test
    void circle_endedByOneOfIt_isNone() {
        assertNone(c -> c.addPolicy("a", p -> p.dependsOn("x").invalidatesWith("y"))
                .addPolicy("b", p -> p.dependsOn("y").invalidatesWith("x").cascadeInvalidation(false)));
        assertNone(c -> c.defaultPolicy(p -> p.cascadeInvalidation(false))
                .addPolicy("a", p -> p.withTags("a").dependsOnTag("a")));
    }

    @Test
    void tags_takenBack_areNoCircle() {
        assertNone(c -> c.forGroup("g", g -> g.withTags("all"))
                .forService(
                        Users.class,
                        findAndList(m -> m.inGroup("g").withoutTags().dependsOnTag("all"), m -> m.inGroup("g"))));
    }

    @Test
    void dependencies_withoutACircle_areFine() {
        assertNone(c -> c.defaultPolicy(p -> p.withTags("app"))
                .addPolicy("n", p -> p.dependsOnTag("users").invalidatesWith("report"))
                .forService(
                        Users.class,
                        findAndList(
                                m -> m.withTags("users"), m -> m.withPolicy("n").withTags("lists")))
                .forService(
                        Users.class,
                        s -> s.method(
                                u -> u.count(), m -> m.dependsOnTag("list?").dependsOn("report"))));
    }

    private static Consumer<MethodCacheConfiguration> usersAndNames() {
        return c -> c.forService(Users.class, s -> s.method(u -> u.find(0), m -> m.withTags("f")))
                .forService(Names.class, s -> s.method(n -> n.find(0), m -> m.dependsOnTag("f")));
    }

    @Test
    void words_ofSeveralInterfaces_meetInADeclaredService() {
        for (Class<?> declared : List.of(Impl.class, Both.class)) {
            String name = declared.getSimpleName();
            assertThat(circles(usersAndNames().andThen(c -> c.service(declared))))
                    .containsExactly(name + ".find(long) withTags(\"f\") of Users.find(long) → " + name
                            + ".find(long) dependsOnTag(\"f\") of Names.find(long)");
        }
        assertNone(usersAndNames());
        assertNone(usersAndNames()
                .andThen(c -> c.service(Impl.class)
                        .forService(Names.class, s -> s.method(n -> n.find(0), m -> m.cascadeInvalidation(false)))));
    }

    // ---------------------------------------------------------------- overrides

    private RuntimeOverrides overrides(Consumer<MethodCacheConfiguration> words) {
        DefaultConfiguration configuration = path.configure();
        words.accept(configuration);
        configuration.build();
        return path.built().policies().overrides();
    }

    private void assertRefused(RuntimeOverrides overrides, Consumer<RuntimeOverrides> change, String circle) {
        boolean overridden = path.built().policies().overridden();
        assertThatThrownBy(() -> change.accept(overrides))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("declared dependencies must not form a circle, was " + circle + ": take one of");
        assertThat(path.built().policies().overridden()).isEqualTo(overridden);
    }

    @Test
    void override_thatClosesACircle_isRefusedAndChangesNothing() {
        RuntimeOverrides overrides =
                overrides(c -> c.forService(Users.class, findAndList(m -> m.withTags("f"), m -> m.withTags("l"))));

        assertRefused(
                overrides,
                o -> o.method(Users.class, u -> u.find(0), p -> p.dependsOnTag("f")),
                "Users.find(long) withTags(\"f\") → Users.find(long) dependsOnTag(\"f\") of overrides().method(Users)");
        assertRefused(
                overrides,
                o -> o.all(p -> p.dependsOnTag("l")),
                "Users.list() withTags(\"l\") → Users.list() dependsOnTag(\"l\") of overrides().all");
        assertRefused(
                overrides,
                o -> o.method(Users.class, u -> u.count(), p -> p.withTags("c").dependsOnTag("c")),
                "Users.count() withTags(\"c\") of overrides().method(Users) → Users.count() dependsOnTag(\"c\") of"
                        + " overrides().method(Users)");
        assertRefused(
                overrides,
                o -> o.group("new", p -> p.withTags("c").dependsOnTag("c")),
                "group \"new\" withTags(\"c\") of overrides().group(\"new\") → group \"new\" dependsOnTag(\"c\") of"
                        + " overrides().group(\"new\")");
        overrides.all(p -> p.dependsOnTag("l").cascadeInvalidation(false)).clear();
    }

    @Test
    void overrides_thatCloseACircleTogether_theLaterIsRefused() {
        RuntimeOverrides overrides = overrides(c -> c.service(Users.class));
        overrides.method(Users.class, u -> u.find(0), p -> p.withTags("f").dependsOnTag("l"));

        assertRefused(
                overrides,
                o -> o.method(Users.class, u -> u.list(), p -> p.withTags("l").dependsOnTag("f")),
                "Users.find(long) withTags(\"f\") of overrides().method(Users) → Users.list() dependsOnTag(\"f\") of"
                        + " overrides().method(Users) and withTags(\"l\") of overrides().method(Users) →"
                        + " Users.find(long) dependsOnTag(\"l\") of overrides().method(Users)");
        overrides
                .method(Users.class, u -> u.find(0), p -> p.withTags("f"))
                .method(Users.class, u -> u.list(), p -> p.withTags("l").dependsOnTag("f"));
    }

    @Test
    void override_thatMeetsAnotherInADeclaredClass_isRefused() {
        RuntimeOverrides overrides = overrides(c -> c.service(Impl.class)
                .service(Names.class)
                .forService(Users.class, s -> s.method(u -> u.find(0), m -> m.withTags("f"))));

        assertRefused(
                overrides,
                o -> o.method(Names.class, n -> n.find(0), p -> p.dependsOnTag("f")),
                "Impl.find(long) withTags(\"f\") of Users.find(long) → Impl.find(long) dependsOnTag(\"f\") of"
                        + " overrides().method(Names)");
    }

    @Test
    void override_thatEndedACircle_canBeTakenBackOnlyWithIt() {
        RuntimeOverrides overrides = overrides(c -> c.forGroup("g", g -> g.withTags("f")));
        overrides.all(p -> p.cascadeInvalidation(false)).group("g", p -> p.dependsOnTag("f"));

        assertRefused(
                overrides,
                o -> o.all(p -> {}),
                "group \"g\" withTags(\"f\") → group \"g\" dependsOnTag(\"f\") of overrides().group(\"g\")");
        overrides.disable();
        assertRefused(
                overrides,
                o -> o.all(p -> {}),
                "group \"g\" withTags(\"f\") → group \"g\" dependsOnTag(\"f\") of overrides().group(\"g\")");
        overrides.disableGroup("g").all(p -> {}).clear();
    }
}
