package methodcache.core.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import methodcache.api.MethodCache;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import methodcache.core.key.DeclaredServices;
import methodcache.core.policy.Failures;
import methodcache.core.policy.Policies;
import methodcache.core.policy.PolicyLayers;
import methodcache.core.policy.PolicyProblems;
import methodcache.core.policy.Words;
import org.jspecify.annotations.Nullable;

/**
 * One build of a cache: checks the whole of its configuration, opens what it needs, and closes that again if it fails.
 */
final class Assembly {

    private final DefaultConfiguration said;
    private final Discovery discovery;
    private final Problems problems = new Problems();

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
        PolicyProblems.of(layers, generators).forEach(problems::add);
        DeclaredServices declared = said.services.snapshot(problems);
        L1Store store = open();
        if (store == null) {
            problems.throwIfAny();
            throw new IllegalStateException("no store, and no problem told");
        }
        try {
            problems.throwIfAny();
            return engine.apply(settings(layers, generators, declared, store));
        } catch (RuntimeException | Error failure) {
            close(store, failure);
            throw failure;
        }
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
                said.metrics);
    }

    private @Nullable L1Store open() {
        L1StoreProvider provider = discovery.l1(said.l1, said.l1Name, problems);
        if (!said.l1Options.check(problems) || provider == null) {
            return null;
        }
        try {
            L1Store store = provider.create(said.l1Options.settings(said.name));
            if (store != null) {
                return store;
            }
            problems.add(failed(
                    provider, "its create(…) gave null; let it give a new, empty store, or throw with the reason"));
        } catch (RuntimeException | LinkageError failure) {
            problems.add(failed(provider, message(failure)), failure);
        }
        return null;
    }

    private static String failed(L1StoreProvider provider, String why) {
        return "the L1 provider " + provider.getClass().getName() + " can't make a store: " + why;
    }

    /** What a provider says about a bad option is meant for people; of anything else its class tells more. */
    private static String message(Throwable failure) {
        String message = failure instanceof IllegalArgumentException ? failure.getMessage() : null;
        return message == null ? failure.toString() : message;
    }

    private Settings settings(
            PolicyLayers layers, GeneratorsOnPath generators, DeclaredServices declared, L1Store store) {
        Failures failures = new Failures(said.name);
        return new Settings(
                said.name,
                new Policies(layers, generators, new DeclaredMethods(said.services.types()), failures),
                failures,
                declared,
                new Settings.L1(store, said.l1Options.weigher()),
                new Settings.Context(said.scope, said.lookup, said.propagation),
                new Settings.Threads(said.executor, said.loadThreads, said.scheduler),
                new Settings.Time(said.ticker, said.random, said.joinLimit, said.closeTimeout));
    }

    private static void close(L1Store store, Throwable failure) {
        try {
            store.close();
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second);
        }
    }
}
