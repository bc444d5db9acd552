package methodcache.core.configuration;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.CacheConfigurationException;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.core.policy.DefaultCachePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What build() finds wrong, each in its words. */
class ConfigurationProblemsTest {

    interface Users {
        String find(long id);

        CompletableFuture<String> findAsync(long id);
    }

    record Point(int x) implements Shape {}

    enum Color {
        RED
    }

    sealed interface Shape permits Point, Circle {}

    record Circle(int radius) implements Shape {}

    private static final String QUALIFIER = ", or add a qualifier that tells them apart";

    private final ConfigurationFixture path = new ConfigurationFixture();

    private static Consumer<MethodCacheConfiguration> say(Consumer<MethodCacheConfiguration> words) {
        return words;
    }

    static Stream<Arguments> problems() {
        return Stream.of(policyProblems(), methodProblems(), otherProblems(), problemsOfALaterL1())
                .flatMap(all -> all);
    }

    private static Stream<Arguments> policyProblems() {
        return Stream.of(
                arguments(
                        say(c -> c.defaultPolicy(
                                p -> p.withDuration(ofMinutes(5)).withSlidingExpiration(ofMinutes(10)))),
                        "slidingExpiration (PT10M) must be shorter than duration (PT5M) in defaultPolicy: change one of"
                                + " them"),
                arguments(
                        say(c -> c.addPolicy(
                                "n", p -> p.withDuration(ofMinutes(5)).withSlidingExpiration(ofMinutes(10)))),
                        "slidingExpiration (PT10M) must be shorter than duration (PT5M) in policy \"n\": change one of"
                                + " them"),
                arguments(
                        say(c -> c.forGroup(
                                "g", g -> g.withDuration(ofMinutes(5)).withSlidingExpiration(ofMinutes(10)))),
                        "slidingExpiration (PT10M) must be shorter than duration (PT5M) in group \"g\": change one of"
                                + " them"),
                arguments(
                        say(c -> c.defaultPolicy(p -> p.withPolicy("n"))),
                        "withPolicy(\"n\") in defaultPolicy names a policy that isn't configured; there is none: add it"
                                + " with addPolicy(\"n\", …)"),
                arguments(
                        say(c -> c.addPolicy("a", p -> p.withPolicy("b"))),
                        "withPolicy(\"b\") in policy \"a\" names a policy that isn't configured; known are \"a\": add it"
                                + " with addPolicy(\"b\", …)"),
                arguments(
                        say(c -> c.forGroup("g", g -> g.withPolicy("n"))),
                        "withPolicy(\"n\") in group \"g\" names a policy that isn't configured; there is none: add it"
                                + " with addPolicy(\"n\", …)"),
                arguments(
                        say(c -> c.addPolicy("a", p -> {}).addPolicy("a", p -> {})),
                        "addPolicy(\"a\", …) must be said once, was said 2 times: give each policy a name of its own"),
                arguments(
                        say(c -> c.addPolicy("c", p -> p.withPolicy("a"))
                                .addPolicy("b", p -> p.withPolicy("c"))
                                .addPolicy("a", p -> p.withPolicy("b"))),
                        "policies must not refer to one another in a circle, was \"a\" → \"b\" → \"c\" → \"a\": take one"
                                + " withPolicy out of it"),
                arguments(
                        say(c -> c.addPolicy("a", p -> p.withPolicy("a"))),
                        "policies must not refer to one another in a circle, was \"a\" → \"a\": take one withPolicy out"
                                + " of it"),
                arguments(
                        say(c -> c.addPolicy("a", p -> p.withPolicy(DefaultCachePolicy.of(q -> q.withPolicy("a"))))),
                        "policies must not refer to one another in a circle, was \"a\" → a CachePolicy → \"a\": take one"
                                + " withPolicy out of it"),
                arguments(
                        say(c -> c.forGroup("g", g -> g.withPolicy(DefaultCachePolicy.of(q -> q.withPolicy("n"))))),
                        "withPolicy(\"n\") in CachePolicy.of names a policy that isn't configured; there is none: add it"
                                + " with addPolicy(\"n\", …)"),
                arguments(
                        say(c -> c.forGroup("g", g -> g.inGroup("h"))),
                        "inGroup(\"h\") in group \"g\" has no effect, for its calls are in group \"g\": say inGroup"
                                + " where the methods or calls are configured"),
                arguments(
                        say(c -> c.forGroup("g", g -> g.withKeyGenerator("slow"))),
                        "withKeyGenerator(\"slow\") in group \"g\" names a key generator that isn't on the path; there"
                                + " is none: choose one that is there, or add it"));
    }

    private static Stream<Arguments> methodProblems() {
        return Stream.of(
                arguments(
                        say(c -> c.forService(
                                Users.class,
                                s -> s.method(
                                        u -> u.find(0),
                                        m -> m.withDuration(ofMinutes(5)).withSlidingExpiration(ofMinutes(10))))),
                        "slidingExpiration (PT10M) must be shorter than duration (PT5M) in Users.find(long): change one"
                                + " of them"),
                arguments(
                        say(c -> c.forService(
                                Users.class, s -> s.asyncMethod(u -> u.findAsync(0), m -> m.withPolicy("n")))),
                        "withPolicy(\"n\") in Users.findAsync(long) names a policy that isn't configured; there is none:"
                                + " add it with addPolicy(\"n\", …)"),
                arguments(
                        say(c -> c.forService(Users.class, s -> s.method(u -> u.findAsync(0), m -> {}))),
                        "Users.findAsync(long) returns a CompletableFuture: name it with asyncMethod in place of method"),
                arguments(
                        say(c -> c.forService(Users.class, s -> s.method(u -> u.find(0) + u.find(1), m -> {}))),
                        "a method in forService(Users.class) can't be told: a lambda must name one method of Users by"
                                + " calling it and nothing else, as in s -> s.find(…): it called Users.find(long) and"
                                + " Users.find(long)"),
                arguments(
                        say(c -> c.forService(String.class, s -> s.method(u -> u.length(), m -> {}))),
                        "forService(String.class) must name an interface, was the class java.lang.String: name its"
                                + " interface, or declare it with service(…) and say words in the call"),
                arguments(
                        say(c -> c.service(Users.class).service(Users.class, u -> 1)),
                        "service(Users.class) must be declared in one way, was declared with and without a qualifier:"
                                + " keep one of them"),
                arguments(
                        say(c -> c.service(Users.class, u -> 1).service(Users.class, u -> 2)),
                        "service(Users.class) must be declared in one way, was declared with different qualifiers: keep"
                                + " one of them"),
                arguments(
                        say(c -> c.service(CharSequence.class)),
                        "service(CharSequence.class): java.lang.CharSequence can't be declared as a service: keys would"
                                + " no longer tell values of type java.lang.String apart"),
                values(Point.class, "Point", "a record", QUALIFIER),
                values(Color.class, "Color", "an enum", QUALIFIER),
                values(Shape.class, "Shape", "sealed, with nothing but values", QUALIFIER),
                values(int.class, "int", "a primitive type", ""),
                values(Point[].class, "Point[]", "an array", ""),
                values(Long.class, "Long", "a value of the JDK", ""),
                values(LinkedList.class, "LinkedList", "a value of the JDK", ""));
    }

    private static Arguments values(Class<?> type, String name, String kind, String remedy) {
        return arguments(
                say(c -> c.service(type)),
                "service(" + name + ".class): " + type.getTypeName() + " can't be declared as a service: it is " + kind
                        + ", and keys would no longer tell its values apart: declare an interface that services"
                        + " implement" + remedy);
    }

    private static Stream<Arguments> problemsOfALaterL1() {
        return Stream.of(
                arguments(
                        say(c -> c.l1(l1 -> l1.maximumEntries(5))
                                .l1(l1 ->
                                        l1.maximumWeight(7).weigher((k, v) -> 1).maximumEntries(6))),
                        "l1 must have one limit, has maximumEntries (6) and maximumWeight (7): take one out"),
                arguments(
                        say(c -> c.l1(l1 -> l1.maximumWeight(7).weigher((k, v) -> 1))
                                .l1(l1 -> l1.weigher((k, v) -> 2).maximumEntries(5))),
                        "the weigher of l1 needs a maximumWeight: add maximumWeight(…), or take the weigher out"));
    }

    private static Stream<Arguments> otherProblems() {
        return Stream.of(
                arguments(
                        say(c ->
                                c.l1(l1 -> l1.maximumEntries(5).maximumWeight(7).weigher((k, v) -> 1))),
                        "l1 must have one limit, has maximumEntries (5) and maximumWeight (7): take one out"),
                arguments(
                        say(c -> c.l1(l1 -> l1.maximumWeight(7))),
                        "maximumWeight (7) of l1 needs a weigher: add weigher(…), or use maximumEntries"),
                arguments(
                        say(c -> c.l1(l1 -> l1.weigher((k, v) -> 1))),
                        "the weigher of l1 needs a maximumWeight: add maximumWeight(…), or take the weigher out"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void build_oneProblem_tellsIt(Consumer<MethodCacheConfiguration> words, String problem) {
        DefaultConfiguration configuration = path.configure();
        words.accept(configuration);

        CacheConfigurationException thrown =
                catchThrowableOfType(CacheConfigurationException.class, configuration::build);

        assertThat(thrown.problems()).containsExactly(problem);
        assertThat(path.built).isEmpty();
        assertThat(path.fake.made).allMatch(store -> store.closed);
    }

    @Test
    void build_allProblemsTogether_tellsThemAll() {
        List<Arguments> all = Stream.concat(methodProblems(), otherProblems())
                .filter(problem -> !problem.get()[1].toString().contains("different qualifiers"))
                // In an l1(…) of its own, it would replace the limits that don't go together.
                .filter(problem -> !problem.get()[1].toString().startsWith("maximumWeight"))
                .toList();
        DefaultConfiguration configuration = path.configure();
        path.l1.clear();
        all.forEach(problem -> {
            @SuppressWarnings("unchecked")
            Consumer<MethodCacheConfiguration> words = (Consumer<MethodCacheConfiguration>) problem.get()[0];
            words.accept(configuration);
        });

        CacheConfigurationException thrown =
                catchThrowableOfType(CacheConfigurationException.class, configuration::build);

        assertThat(thrown.problems())
                .hasSizeGreaterThanOrEqualTo(all.size() - 2)
                .anyMatch(problem -> problem.startsWith("a cache needs an L1 provider"))
                .anyMatch(problem -> problem.startsWith("l1 must have one limit"))
                .anyMatch(problem -> problem.startsWith("forService(String.class)"))
                .anyMatch(problem -> problem.startsWith("service(Users.class) must be declared in one way"));
    }

    @Test
    void build_engineFails_closesTheStore() {
        IllegalStateException failure = new IllegalStateException("no threads");
        DefaultConfiguration configuration = new DefaultConfiguration(
                settings -> {
                    throw failure;
                },
                Discovery::onThePath);

        assertThatThrownBy(() -> configuration.l1(path.fake, l1 -> {}).build()).isSameAs(failure);
        assertThat(path.fake.last().closed).isTrue();
    }
}
