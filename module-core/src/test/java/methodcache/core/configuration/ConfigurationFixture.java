package methodcache.core.configuration;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import methodcache.api.KeyGenerator;
import methodcache.api.MethodCache;
import methodcache.api.spi.KeyGeneratorProvider;
import methodcache.api.spi.L1StoreProvider;
import methodcache.api.spi.MetricsSinkProvider;

/** A path of one's own, and an engine that only remembers what it is given. */
final class ConfigurationFixture {

    final FakeProvider fake = new FakeProvider("fake");
    final List<L1StoreProvider> l1 = new ArrayList<>(List.of(fake));
    final List<Throwable> brokenL1 = new ArrayList<>();
    final List<KeyGeneratorProvider> generators = new ArrayList<>();
    final List<Throwable> brokenGenerators = new ArrayList<>();
    final List<MetricsSinkProvider> metrics = new ArrayList<>();
    final List<Throwable> brokenMetrics = new ArrayList<>();
    final Map<String, String> properties = new HashMap<>();
    final List<Settings> built = new ArrayList<>();

    DefaultConfiguration configure() {
        return new DefaultConfiguration(this::start, this::discovery);
    }

    Settings built() {
        return built.get(built.size() - 1);
    }

    private MethodCache start(Settings settings) {
        built.add(settings);
        return (MethodCache) Proxy.newProxyInstance(
                MethodCache.class.getClassLoader(),
                new Class<?>[] {MethodCache.class},
                (proxy, method, arguments) -> null);
    }

    private Discovery discovery() {
        return new Discovery(
                Map.of(
                        Discovery.L1,
                        () -> new Providers<>(l1, brokenL1, L1StoreProvider::name),
                        Discovery.METRICS,
                        () -> new Providers<>(metrics, brokenMetrics, MetricsSinkProvider::name)),
                () -> new Providers<>(generators, brokenGenerators, KeyGeneratorProvider::name),
                properties::get);
    }

    static KeyGeneratorProvider generator(String name, KeyGenerator generator) {
        return new KeyGeneratorProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyGenerator create() {
                if (generator == null) {
                    throw new UnsupportedOperationException("no generator today");
                }
                return generator;
            }
        };
    }
}
