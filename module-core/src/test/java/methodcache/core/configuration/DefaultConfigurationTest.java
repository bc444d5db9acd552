package methodcache.core.configuration;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import methodcache.api.Scheduler;
import methodcache.api.ScopeProvider;
import methodcache.api.ServiceLookup;
import methodcache.api.Ticker;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.metrics.CacheMetrics;
import methodcache.core.key.MethodId;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultConfigurationTest {

    interface Users {
        String find(long id);

        CompletableFuture<String> findAsync(long id);
    }

    private static final MethodId FIND = MethodRecorder.id(Users.class, u -> u.find(0));

    @SuppressWarnings("FutureReturnValueIgnored") // there is none
    private static final MethodId FIND_ASYNC = MethodRecorder.id(Users.class, u -> u.findAsync(0));

    private final ConfigurationFixture path = new ConfigurationFixture();

    private Settings built(Consumer<MethodCacheConfiguration> words) {
        DefaultConfiguration configuration = path.configure();
        words.accept(configuration);
        configuration.build();
        return path.built();
    }

    private static Consumer<MethodCacheConfiguration> say(Consumer<MethodCacheConfiguration> words) {
        return words;
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                arguments(say(c -> c.name("")), "name must be letters, digits, '-', '_' and '.', was \"\""),
                arguments(say(c -> c.name("a b")), "name must be letters, digits, '-', '_' and '.', was \"a b\""),
                arguments(say(c -> c.addPolicy("", p -> {})), "the name of a policy must not be empty"),
                arguments(say(c -> c.forGroup("", g -> {})), "the name of a group must not be empty"),
                arguments(say(c -> c.l1("", l1 -> {})), "the name of a provider must not be empty"),
                arguments(say(c -> c.l1(l1 -> l1.maximumEntries(0))), "maximumEntries must be positive, was 0"),
                arguments(say(c -> c.l1(l1 -> l1.maximumWeight(-1))), "maximumWeight must be positive, was -1"),
                arguments(say(c -> c.l1(l1 -> l1.set("", "a"))), "the name of an option must not be empty"),
                arguments(say(c -> c.loadThreads(0)), "loadThreads must be positive, was 0"),
                arguments(say(c -> c.joinLimit(Duration.ZERO)), "joinLimit must be positive, was PT0S"),
                arguments(say(c -> c.closeTimeout(ofSeconds(-1))), "closeTimeout must be zero or more, was PT-1S"),
                arguments(
                        say(c -> c.forService(String.class, s -> s.method(u -> u.length(), m -> m.withVersion(-1)))),
                        "version must be at least 0, was -1"));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void word_badValue_isRefusedWhereItIsSaid(Consumer<MethodCacheConfiguration> words, String message) {
        assertThatThrownBy(() -> words.accept(path.configure()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                arguments(say(c -> c.name(null)), "name"),
                arguments(say(c -> c.defaultPolicy(null)), "words"),
                arguments(say(c -> c.addPolicy("a", null)), "words"),
                arguments(say(c -> c.forService(null, s -> {})), "service"),
                arguments(say(c -> c.forService(Users.class, s -> s.method(null, m -> {}))), "method"),
                arguments(say(c -> c.service(null)), "service"),
                arguments(say(c -> c.service(Users.class, null)), "qualifier"),
                arguments(say(c -> c.l1((Consumer<Object>) null)), "options"),
                arguments(say(c -> c.l1(l1 -> l1.set("a", null))), "value"),
                arguments(say(c -> c.l1(l1 -> l1.weigher(null))), "weigher"),
                arguments(say(c -> c.metrics(null)), "metrics"),
                arguments(say(c -> c.contextPropagation(null)), "wrap"),
                arguments(say(c -> c.joinLimit(null)), "limit"));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void word_null_isRefusedByTheNameOfItsParameter(Consumer<MethodCacheConfiguration> words, String parameter) {
        assertThatThrownBy(() -> words.accept(path.configure()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(parameter);
    }

    @Test
    void build_nothingSaid_hasDefaults() {
        Settings settings = built(c -> {});

        assertThat(settings.name()).isEqualTo("cache");
        assertThat(settings.l1().weigher()).isNull();
        assertThat(settings.context().scope()).isNull();
        assertThat(settings.context().services().find(String.class)).isNull();
        Runnable task = () -> {};
        assertThat(settings.context().propagation().apply(task)).isSameAs(task);
        assertThat(settings.threads()).isEqualTo(new Settings.Threads(null, 64, null));
        assertThat(settings.time().joinLimit()).isEqualTo(ofSeconds(30));
        assertThat(settings.time().closeTimeout()).isEqualTo(ofSeconds(10));
        assertThat(settings.time().random().getAsDouble()).isBetween(0.0, 1.0);
        assertThat(settings.policies().sinks()).isNull();
        assertThat(settings.policies().defaults().plain).isTrue();
    }

    @Test
    void build_everythingSaid_isHandedOn() {
        ScopeProvider scope = () -> Map.of();
        ServiceLookup lookup = ServiceLookup.of(Map.of());
        UnaryOperator<Runnable> wrap = task -> task;
        Executor executor = task -> {};
        Scheduler scheduler = (task, delay) -> CompletableFuture.completedFuture(null);
        Ticker ticker = () -> 5;
        DoubleSupplier random = () -> 0.5;

        Settings settings = built(c -> c.name("orders-1_a.b")
                .scope(scope)
                .services(lookup)
                .contextPropagation(wrap)
                .executor(executor)
                .loadThreads(3)
                .scheduler(scheduler)
                .ticker(ticker)
                .random(random)
                .joinLimit(ofSeconds(1))
                .closeTimeout(Duration.ZERO));

        assertThat(settings.name()).isEqualTo("orders-1_a.b");
        assertThat(settings.context()).isEqualTo(new Settings.Context(scope, lookup, wrap));
        assertThat(settings.threads()).isEqualTo(new Settings.Threads(executor, 3, scheduler));
        assertThat(settings.time()).isEqualTo(new Settings.Time(ticker, random, ofSeconds(1), Duration.ZERO));
    }

    @Test
    void l1_saidSeveralTimes_addsUp() {
        Settings settings = built(c -> c.l1(l1 -> l1.maximumWeight(5).set("a", "1"))
                .l1("fake", l1 -> l1.weigher((key, value) -> 1).set("b", "2").set("a", "3")));

        assertThat(path.fake.last().settings.maximumWeight()).hasValue(5);
        assertThat(path.fake.last().settings.maximumEntries()).isEmpty();
        assertThat(path.fake.last().settings.options()).isEqualTo(Map.of("a", "3", "b", "2"));
        assertThat(settings.l1().weigher()).isNotNull();
    }

    @Test
    void l1_theOtherLimitSaidLater_replacesTheOneBefore() {
        Settings weighed = built(c ->
                c.l1(l1 -> l1.maximumEntries(5)).l1(l1 -> l1.maximumWeight(30).weigher((key, value) -> 1)));

        assertThat(path.fake.last().settings.maximumWeight()).hasValue(30);
        assertThat(path.fake.last().settings.maximumEntries()).isEmpty();
        assertThat(weighed.l1().weigher()).isNotNull();

        Settings counted = built(
                c -> c.l1(l1 -> l1.maximumWeight(30).weigher((key, value) -> 1)).l1(l1 -> l1.maximumEntries(5)));

        assertThat(path.fake.last().settings.maximumEntries()).hasValue(5);
        assertThat(path.fake.last().settings.maximumWeight()).isEmpty();
        assertThat(counted.l1().weigher()).isNull();
    }

    @Test
    void l1_anotherProviderLater_replacesTheOneBefore() {
        FakeProvider given = new FakeProvider("given");

        built(c -> c.l1(given, l1 -> {}).l1("fake", l1 -> {}));
        assertThat(path.built().l1().store()).isSameAs(path.fake.last());

        built(c -> c.l1("nowhere", l1 -> {}).l1(given, l1 -> {}));
        assertThat(path.built().l1().store()).isSameAs(given.last());
    }

    @Test
    void policies_saidTwice_addUp() {
        Policies policies = built(c -> c.defaultPolicy(p -> p.withVersion(1))
                        .defaultPolicy(p -> p.withJitter(0.1))
                        .forGroup("g", g -> g.withVersion(2))
                        .forGroup("g", g -> g.cacheNulls(ofMinutes(1)))
                        .forService(Users.class, s -> s.method(u -> u.find(0), m -> m.inGroup("g")))
                        .forService(Users.class, s -> s.method(u -> u.find(0), m -> m.onHit(context -> {}))))
                .policies();

        CompiledPolicy compiled = policies.of(FIND, "Users.find");

        assertThat(compiled.version).isEqualTo(2);
        assertThat(compiled.jitter).isEqualTo(0.1);
        assertThat(compiled.nulls).isEqualTo(ofMinutes(1).toNanos());
        assertThat(compiled.onHit).hasSize(1);
    }

    @Test
    void methods_syncAndAsync_haveTheirOwnWords() {
        Policies policies = built(c -> c.forService(
                        Users.class,
                        s -> s.<String>method(
                                        u -> u.find(0),
                                        m -> m.transformResult(String::strip).transformResult(name -> name + "!"))
                                .asyncMethod(u -> u.findAsync(0), m -> m.cacheIf(name -> !name.isEmpty()))))
                .policies();

        CompiledPolicy find = policies.of(FIND, "Users.find");
        Function<Object, Object> both = find.transforms.get(0).andThen(find.transforms.get(1));
        assertThat(both.apply(" a ")).isEqualTo("a!");
        assertThat(policies.of(FIND_ASYNC, "Users.findAsync").cacheIf.get(0).test(""))
                .isFalse();
    }

    @Test
    void services_declaredAndConfigured_goTogether() {
        Function<Users, Object> qualifier = users -> 1;

        assertThat(built(c -> c.service(Users.class)
                                .forService(Users.class, s -> {})
                                .service(Users.class))
                        .declared())
                .isNotNull();
        assertThat(built(c -> c.service(Users.class, qualifier)
                                .forService(Users.class, s -> {})
                                .service(Users.class, qualifier))
                        .declared())
                .isNotNull();
    }

    record Store(String tenant) {}

    @Test
    void services_recordWithAQualifier_isOne() {
        assertThat(built(c -> c.service(Store.class, store -> store.tenant())).declared())
                .isNotNull();
    }

    @Test
    void build_twice_makesTwoCachesThatDoNotShareWords() {
        DefaultConfiguration configuration = path.configure();
        configuration.defaultPolicy(p -> p.withVersion(1)).build();
        configuration.defaultPolicy(p -> p.withVersion(2)).build();

        assertThat(path.fake.made).hasSize(2);
        assertThat(path.built.get(0).policies().defaults().version).isEqualTo(1);
        assertThat(path.built.get(1).policies().defaults().version).isEqualTo(2);
    }

    @Test
    void metrics_ofTheConfiguration_hearOfAllCalls() {
        CacheMetrics sink = new CacheMetrics() {};

        Policies policies = built(c -> c.name("orders").metrics(sink)).policies();

        assertThat(policies.sinks().sinks).containsExactly(sink);
        assertThat(policies.of(FIND, "Users.find").sinks.tags)
                .isEqualTo(Map.of("cache", "orders", "method", "Users.find"));
    }

    @Test
    void overrides_methodOfDeclaredService_isInForce() {
        Policies policies = built(c -> c.service(Users.class)).policies();

        policies.overrides().method(Users.class, u -> u.find(0), p -> p.withVersion(3));

        assertThat(policies.of(FIND, "Users.find").version).isEqualTo(3);
        assertThat(policies.of(FIND_ASYNC, "Users.findAsync").version).isZero();
    }

    @Test
    void overrides_methodOfUndeclaredService_isRefused() {
        Policies policies = built(c -> {}).policies();

        assertThatThrownBy(() -> policies.overrides().disableMethod(Users.class, u -> u.find(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a declared service")
                .hasMessageEndingWith("add service(Users.class) to the configuration");
    }
}
