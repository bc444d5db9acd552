package methodcache.core.configuration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import methodcache.api.CacheConfigurationException;
import methodcache.api.KeyGenerator;
import methodcache.api.spi.KeyGeneratorProvider;
import methodcache.core.policy.KeyGenerators;
import org.jspecify.annotations.Nullable;

/**
 * The key generators of one cache: each made at most once, when it is first asked for. The path is looked through then,
 * too, and not by caches that name no generator. Thread-safe: makes generators under its own lock.
 */
final class GeneratorsOnPath implements KeyGenerators {

    private static final Set<String> OF_JACKSON = Set.of("json", "msgpack");
    private static final String ADD_JACKSON =
            "add io.methodcache:methodcache-provider-jackson (module methodcache.provider.jackson)";

    private final Supplier<Providers<KeyGeneratorProvider>> path;
    private final Map<String, KeyGenerator> made = new ConcurrentHashMap<>();
    private @Nullable Providers<KeyGeneratorProvider> found;

    GeneratorsOnPath(Supplier<Providers<KeyGeneratorProvider>> path) {
        this.path = path;
    }

    @Override
    public KeyGenerator named(String name, String origin) {
        KeyGenerator known = made.get(name);
        return known != null ? known : make(name, origin);
    }

    private synchronized KeyGenerator make(String name, String origin) {
        KeyGenerator known = made.get(name);
        if (known != null) {
            return known;
        }
        Providers<KeyGeneratorProvider> providers = found;
        if (providers == null) {
            providers = path.get();
            found = providers;
        }
        KeyGenerator generator = create(one(providers, name, origin), name, origin);
        made.put(name, generator);
        return generator;
    }

    private static KeyGeneratorProvider one(Providers<KeyGeneratorProvider> found, String name, String origin) {
        List<KeyGeneratorProvider> named = found.named(name);
        if (named.size() == 1) {
            return named.get(0);
        }
        String asking = "withKeyGenerator(\"" + name + "\") in " + origin;
        if (named.size() > 1) {
            throw new CacheConfigurationException(List.of(asking + " must name one key generator, but of that name are "
                    + Discovery.classes(named) + ": take one off the path"));
        }
        StringBuilder problem = new StringBuilder(asking)
                .append(" names a key generator that isn't on the path; ")
                .append(found.names().isEmpty() ? "there is none" : "known are " + Discovery.shown(found.names()))
                .append(": choose one that is there, or ")
                .append(OF_JACKSON.contains(name) ? ADD_JACKSON : "add it");
        found.broken()
                .forEach(cause ->
                        problem.append(" (").append(Discovery.broken(cause)).append(')'));
        throw new CacheConfigurationException(
                List.of(problem.toString()), found.broken().stream().findFirst().orElse(null));
    }

    private static KeyGenerator create(KeyGeneratorProvider provider, String name, String origin) {
        try {
            KeyGenerator generator = provider.create();
            if (generator != null) {
                return generator;
            }
        } catch (RuntimeException | LinkageError failure) {
            throw new CacheConfigurationException(List.of(failed(provider, name, origin, failure.toString())), failure);
        }
        throw new CacheConfigurationException(List.of(failed(provider, name, origin, "it gave null")));
    }

    private static String failed(KeyGeneratorProvider provider, String name, String origin, String why) {
        return "withKeyGenerator(\"" + name + "\") in " + origin + " can't be served; "
                + provider.getClass().getName() + " fails to make its generator: " + why;
    }
}
