package methodcache.core.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import methodcache.api.MethodCache;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManagerProvider;
import methodcache.api.spi.MetricsSinkProvider;
import methodcache.api.spi.ValueCodec;
import methodcache.api.spi.ValueCodecProvider;
import methodcache.core.key.DeclaredServices;
import methodcache.core.layer.SecondLayer;
import methodcache.core.policy.Failures;
import methodcache.core.policy.Policies;
import methodcache.core.policy.PolicyLayers;
import methodcache.core.policy.PolicyProblems;
import methodcache.core.policy.Words;
import methodcache.core.stats.Condition;
import methodcache.core.stats.Tallies;
import org.jspecify.annotations.Nullable;

/**
 * One build of a cache: checks the whole of its configuration, opens what it needs, and closes that again if it fails.
 */
final class Assembly {

    private final DefaultConfiguration said;
    private final Discovery discovery;
    private final Problems problems = new Problems();
    private final Opening opening = new Opening(problems);

    Assembly(DefaultConfiguration said, Discovery discovery) {
        this.said = said;
        this.discovery = discovery;
        problems.addAll(said.recorded);
    }

    /**
     * Builds the cache.
     *
     * @throws methodcache.api.CacheConfigurationException with all problems
     */
    MethodCache build(Function<Settings, MethodCache> engine) {
        PolicyLayers layers = layers();
        GeneratorsOnPath generators = discovery.generators();
        DeclaredServices declared = said.services.snapshot(problems);
        Settings.L2 second = said.l2Said ? openSecond() : null;
        boolean hasLocks = second == null ? said.l2Said : second.locks() != null;
        PolicyProblems.Available available = new PolicyProblems.Available(said.l2Said, hasLocks);
        PolicyProblems.of(layers, generators, available).forEach(problems::add);
        Settings.L1 store = open();
        try {
            problems.throwIfAny();
            if (store == null) {
                throw new IllegalStateException("no store, and no problem told");
            }
            Failures failures = new Failures(said.name);
            Tallies tallies = new Tallies(said.name);
            Policies policies = new Policies(
                    layers, available, generators, new DeclaredMethods(said.services.types()), failures, tallies);
            failures.tell(policies.sinks());
            return engine.apply(new Settings(
                    said.name,
                    policies,
                    failures,
                    tallies,
                    layers.sinks(),
                    declared,
                    store,
                    second,
                    new Settings.Context(said.scope, said.lookup, said.propagation),
                    new Settings.Threads(said.executor, said.loadThreads, said.scheduler),
                    new Settings.Time(said.ticker, said.random, said.joinLimit, said.closeTimeout)));
        } catch (RuntimeException | Error failure) {
            opening.close(failure);
            throw failure;
        }
    }

    /** Opens the second layer; null after a problem. */
    private Settings.@Nullable L2 openSecond() {
        ClusterSettings settings = said.l2Options.settings(said.name);
        ValueCodecProvider codecs = discovery.codec(said.codec, said.l2Options.codec, problems);
        L2StoreProvider stores = discovery.chosen(Discovery.L2, said.l2, said.l2Name, problems);
        if (stores == null) {
            return null;
        }
        BackplaneProvider backplanes = discovery.with(Discovery.BACKPLANE, said.backplane, stores.name(), problems);
        LockManagerProvider lockers = said.locks != null || discovery.has(Discovery.LOCKS)
                ? discovery.with(Discovery.LOCKS, said.locks, stores.name(), problems)
                : null;
        if (backplanes == null) {
            return null;
        }
        ValueCodec codec = codecs == null ? null : opening.open("codec", "codec", codecs, codecs::create);
        LockManager locks = lockers == null
                ? null
                : opening.open("lock provider", "lock manager", lockers, () -> lockers.create(settings));
        Backplane backplane = opening.open("backplane provider", "log", backplanes, () -> backplanes.create(settings));
        L2Store store = opening.open("L2 provider", "store", stores, () -> stores.create(settings));
        if (store == null || backplane == null) {
            return null;
        }
        return new Settings.L2(
                new SecondLayer.Means(
                        store,
                        codecs == null ? null : codecs.name(),
                        codec,
                        said.l2Options.compressAbove,
                        said.l2Options.cipher),
                backplane,
                locks,
                said.l2Options.limits(),
                said.clock,
                new Settings.Names(stores.name(), backplanes.name(), lockers == null ? "" : lockers.name()));
    }

    private PolicyLayers layers() {
        Map<String, Words> named = new LinkedHashMap<>();
        said.named.forEach((name, all) -> {
            if (all.size() > 1) {
                problems.add("addPolicy(\"" + name + "\", …) must be said once, was said " + all.size()
                        + " times: give each policy a name of its own");
            }
            named.put(name, all.get(0));
        });
        Map<String, Words> groups = new LinkedHashMap<>();
        said.groups.forEach((name, words) -> groups.put(name, words.snapshot("group \"" + name + '"')));
        return new PolicyLayers(
                said.name,
                said.defaults.snapshot("defaultPolicy"),
                named,
                groups,
                said.methods.snapshot(),
                said.services.types(),
                sinks());
    }

    /** The sinks given in code, and those of the providers on the path. */
    private List<CacheMetrics> sinks() {
        List<CacheMetrics> sinks = new ArrayList<>(said.metrics);
        for (MetricsSinkProvider provider : discovery.sinks(said.metricsOptions, problems)) {
            DefaultMetricsOptions options =
                    said.metricsOptions.getOrDefault(provider.name(), DefaultMetricsOptions.NONE);
            CacheMetrics sink = opening.open(
                    "metrics provider", "sink", provider, () -> provider.create(options.settings(said.name)));
            if (sink != null && said.metrics.stream().noneMatch(given -> given.getClass() == sink.getClass())) {
                sinks.add(sink);
            }
        }
        return sinks;
    }

    private Settings.@Nullable L1 open() {
        L1StoreProvider provider = discovery.chosen(Discovery.L1, said.l1, said.l1Name, problems);
        if (!said.l1Options.check(problems) || provider == null) {
            return null;
        }
        L1Store store = opening.open(
                "L1 provider", "store", provider, () -> provider.create(said.l1Options.settings(said.name)));
        return store == null
                ? null
                : new Settings.L1(store, Condition.up("L1", provider.name(), said.clock), said.l1Options.weigher());
    }
}
