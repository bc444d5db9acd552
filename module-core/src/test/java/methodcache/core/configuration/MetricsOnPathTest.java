package methodcache.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import methodcache.api.CacheConfigurationException;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.spi.MetricsSettings;
import methodcache.api.spi.MetricsSinkProvider;
import org.junit.jupiter.api.Test;

/** Which sinks a cache has that are on the path. */
class MetricsOnPathTest {

    private record Sink(MetricsSettings settings) implements CacheMetrics {}

    private record Other(MetricsSettings settings) implements CacheMetrics {}

    private static class Provider implements MetricsSinkProvider {

        private final String name;

        Provider(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public CacheMetrics create(MetricsSettings settings) {
            if (settings.options().containsKey("bad")) {
                throw new IllegalArgumentException("no option bad; there is none");
            }
            return name.equals("one") ? new Sink(settings) : new Other(settings);
        }
    }

    private final ConfigurationFixture path = new ConfigurationFixture();

    MetricsOnPathTest() {
        path.metrics.addAll(List.of(new Provider("one"), new Provider("two")));
    }

    @Test
    void build_severalProviders_usesAll() {
        path.configure().name("orders").metrics("two", m -> m.set("a", "b")).build();

        assertThat(path.built().sinks())
                .containsExactlyInAnyOrder(
                        new Sink(new MetricsSettings("orders", Map.of())),
                        new Other(new MetricsSettings("orders", Map.of("a", "b"))));
    }

    @Test
    void build_providerThatIsOff_isNotAsked() {
        path.metrics.add(new Provider("bad") {
            @Override
            public CacheMetrics create(MetricsSettings settings) {
                throw new IllegalStateException("asked");
            }
        });

        path.configure()
                .metrics("bad", m -> m.off())
                .metrics("one", m -> m.off())
                .build();

        assertThat(path.built().sinks()).singleElement().isInstanceOf(Other.class);
    }

    @Test
    void build_sinkGivenInCode_takesThePlaceOfThatOfItsClass() {
        CacheMetrics given = new Sink(new MetricsSettings("given", Map.of()));

        path.configure().metrics(given).build();

        List<CacheMetrics> sinks = path.built().sinks();
        assertThat(sinks).hasSize(2).contains(given);
        assertThat(path.built().policies().sinks()).isNotNull();
    }

    @Test
    void build_providerThatIsNamedAndNotThere_saysWhatThereIs() {
        assertThatThrownBy(() -> path.configure().metrics("three", m -> {}).build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessage(
                        "metrics(\"three\", …) asks for the metrics provider \"three\", which isn't on the path; known are"
                                + " \"one\", \"two\": choose one that is there, or add it");
    }

    @Test
    void build_badOption_saysWhose() {
        assertThatThrownBy(() ->
                        path.configure().metrics("one", m -> m.set("bad", "x")).build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("the metrics provider " + Provider.class.getName()
                        + " can't make a sink: no option bad; there is none");
        assertThat(path.fake.last().closed).as("the store is closed again").isTrue();
    }

    @Test
    void build_sameNameTwice_isAProblem() {
        path.metrics.add(new Provider("one"));

        assertThatThrownBy(() -> path.configure().build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("a metrics provider's name must be unique, \"one\" are");
    }

    @Test
    void build_brokenProvider_hidesNoOther() {
        path.brokenMetrics.add(new ServiceConfigurationError("broken"));

        path.configure().build();

        assertThat(path.built().sinks()).hasSize(2);
    }

    @Test
    void options_thatAreWrong_areRefusedAtOnce() {
        DefaultConfiguration configuration = path.configure();
        assertThatThrownBy(() -> configuration.metrics("", m -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a metrics provider must not be empty");
        assertThatThrownBy(() -> configuration.metrics("one", m -> m.set("", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of an option must not be empty");
    }
}
