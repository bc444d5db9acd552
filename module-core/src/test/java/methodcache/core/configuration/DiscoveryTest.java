package methodcache.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import methodcache.api.CacheConfigurationException;
import methodcache.api.KeyGenerator;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.spi.KeyGeneratorProvider;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider is chosen, and what is said when none can be. */
class DiscoveryTest {

    private static final String FAKE = FakeProvider.class.getName();

    private final ConfigurationFixture path = new ConfigurationFixture();

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(MethodCacheConfiguration configuration) {
        return assertThatThrownBy(configuration::build).isInstanceOf(CacheConfigurationException.class);
    }

    @Test
    void build_oneProvider_takesIt() {
        path.configure().name("orders").build();

        assertThat(path.built().l1().store()).isSameAs(path.fake.last());
        assertThat(path.fake.last().settings.cacheName()).isEqualTo("orders");
        assertThat(path.fake.last().settings.maximumEntries()).hasValue(10_000);
        assertThat(path.fake.last().settings.maximumWeight()).isEmpty();
    }

    @Test
    void build_severalProviders_listsThem() {
        path.l1.add(new FakeProvider("other"));

        assertRefused(path.configure())
                .hasMessage("a cache needs one L1 provider; on the path are \"fake\", \"other\": choose one with"
                        + " l1(\"fake\", …) or -Dmethodcache.l1=fake");
    }

    @Test
    void build_noProvider_namesOneToAdd() {
        path.l1.clear();

        assertRefused(path.configure())
                .hasMessage("a cache needs an L1 provider; none is on the path: add"
                        + " io.methodcache:methodcache-provider-ehcache (module methodcache.provider.ehcache)");
    }

    @Test
    void build_givenNamedProperty_chooseInThisOrder() {
        FakeProvider byName = new FakeProvider("by-name");
        FakeProvider byProperty = new FakeProvider("by-property");
        FakeProvider given = new FakeProvider("given");
        path.l1.addAll(List.of(byName, byProperty));
        path.properties.put("methodcache.l1", "by-property");

        path.configure().build();
        path.configure().l1("by-name", l1 -> {}).build();
        path.configure().l1("by-name", l1 -> {}).l1(given, l1 -> {}).build();

        assertThat(path.built.get(0).l1().store()).isSameAs(byProperty.last());
        assertThat(path.built.get(1).l1().store()).isSameAs(byName.last());
        assertThat(path.built.get(2).l1().store()).isSameAs(given.last());
    }

    @Test
    void build_nameNotOnThePath_saysWhoAsksAndWhatThereIs() {
        path.properties.put("methodcache.l1", "x");

        assertRefused(path.configure())
                .hasMessage("the property methodcache.l1 asks for the L1 provider \"x\", which isn't on the path;"
                        + " known are \"fake\": choose one that is there, or add it");
        assertRefused(path.configure().l1("y", l1 -> {}))
                .hasMessageStartingWith("l1(\"y\", …) asks for the L1 provider \"y\", which isn't on the path");
        path.l1.clear();
        assertRefused(path.configure()).hasMessageContaining("there is none: add io.methodcache:");
    }

    @Test
    void build_twoOfOneName_isRefused() {
        path.l1.add(new FakeProvider("fake"));

        assertRefused(path.configure())
                .hasMessage("an L1 provider's name must be unique, \"fake\" are " + FAKE + " and " + FAKE
                        + ": take one off the path");
    }

    @Test
    void build_brokenProviderBesideAGoodOne_doesNotHideIt() {
        path.brokenL1.add(new ServiceConfigurationError("x.Provider could not be instantiated"));

        path.configure().build();

        assertThat(path.built().l1().store()).isSameAs(path.fake.last());
    }

    @Test
    void build_onlyABrokenProvider_saysWhyWithItsCause() {
        ServiceConfigurationError broken = new ServiceConfigurationError(
                "x.Provider could not be instantiated", new NoClassDefFoundError("y.Missing"));
        path.l1.clear();
        path.brokenL1.add(broken);

        assertRefused(path.configure())
                .hasMessageContaining("none is on the path")
                .hasMessageContaining("a provider on the path can't be loaded: x.Provider could not be instantiated:"
                        + " java.lang.NoClassDefFoundError: y.Missing: repair it or take it off the path")
                .hasCause(broken);
    }

    @Test
    void build_providerWithoutName_isBroken() {
        path.l1.set(0, new FakeProvider(""));

        assertRefused(path.configure()).hasMessageContaining(FAKE + " has no name");
    }

    @Test
    void build_providerRefusesItsSettings_isAProblemWithCause() {
        IllegalArgumentException refused = new IllegalArgumentException("option \"ttl\" isn't known, was \"5\"");
        FakeProvider refusing = new FakeProvider("refusing") {
            @Override
            public L1Store create(L1Settings settings) {
                throw refused;
            }
        };

        assertRefused(path.configure().l1(refusing, l1 -> l1.set("ttl", "5")))
                .hasMessageEndingWith("can't make a store: option \"ttl\" isn't known, was \"5\"")
                .hasCause(refused);
    }

    @Test
    void build_providerGivesNull_isAProblem() {
        FakeProvider empty = new FakeProvider("empty") {
            @Override
            public L1Store create(L1Settings settings) {
                return null;
            }
        };

        assertRefused(path.configure().l1(empty, l1 -> {})).hasMessageEndingWith("can't make a store: it gave null");
    }

    @Test
    void generator_unknown_saysWhoAsksAndWhatThereIs() {
        path.generators.add(ConfigurationFixture.generator("fast", (method, arguments) -> ""));

        assertRefused(path.configure().defaultPolicy(p -> p.withKeyGenerator("slow")))
                .hasMessage("withKeyGenerator(\"slow\") in defaultPolicy names a key generator that isn't on the path;"
                        + " known are \"fast\": choose one that is there, or add it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void generator_ofAProviderThatWeKnow_namesWhatToAdd(String name) {
        path.generators.add(ConfigurationFixture.generator("fast", (method, arguments) -> ""));

        assertRefused(path.configure().defaultPolicy(p -> p.withKeyGenerator(name)))
                .hasMessage(
                        "withKeyGenerator(\"" + name + "\") in defaultPolicy names a key generator that isn't on the"
                                + " path; known are \"fast\": choose one that is there, or add"
                                + " io.methodcache:methodcache-provider-jackson (module methodcache.provider.jackson)");
    }

    @Test
    void generator_twoOfOneName_isRefusedWhenAskedFor() {
        path.generators.add(ConfigurationFixture.generator("fast", (method, arguments) -> "1"));
        path.generators.add(ConfigurationFixture.generator("fast", (method, arguments) -> "2"));

        path.configure().build();
        assertRefused(path.configure().defaultPolicy(p -> p.withKeyGenerator("fast")))
                .hasMessageStartingWith("withKeyGenerator(\"fast\") in defaultPolicy must name one key generator");
    }

    @Test
    void generator_cannotBeMade_isAProblemWithCause() {
        path.generators.add(ConfigurationFixture.generator("fast", null));

        assertRefused(path.configure().defaultPolicy(p -> p.withKeyGenerator("fast")))
                .hasMessageContaining("fails to make its generator")
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void generator_askedForTwice_isMadeOncePerCache() {
        List<String> made = new ArrayList<>();
        path.generators.add(new KeyGeneratorProvider() {
            @Override
            public String name() {
                return "fast";
            }

            @Override
            public KeyGenerator create() {
                made.add("fast");
                return (method, arguments) -> "";
            }
        });

        path.configure()
                .defaultPolicy(p -> p.withKeyGenerator("fast"))
                .addPolicy("n", p -> p.withKeyGenerator("fast"))
                .build();

        assertThat(path.built().policies().defaults().generator).isNotNull();
        assertThat(made).hasSize(1);
    }

    @Test
    void onThePath_nothingThere_findsNone() {
        assertRefused(new DefaultConfiguration(settings -> null))
                .hasMessageStartingWith("a cache needs an L1 provider");
    }
}
