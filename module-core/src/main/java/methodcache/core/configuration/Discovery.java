package methodcache.core.configuration;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.KeyGeneratorProvider;
import methodcache.api.spi.L1StoreProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import methodcache.api.spi.MetricsSinkProvider;
import methodcache.api.spi.ValueCodecProvider;
import org.jspecify.annotations.Nullable;

/**
 * Chooses providers: the one given in code, else the one named in code, else the one named by the property such as
 * {@code methodcache.l1}, else the only one on the path. Never the first of several.
 */
final class Discovery {

    private static final Logger LOG = System.getLogger("methodcache");

    private static final String ADD_IGNITE =
            "add io.methodcache:methodcache-provider-ignite (module methodcache.provider.ignite)";

    static final ProviderKind<L1StoreProvider> L1 = new ProviderKind<>(
            L1StoreProvider.class,
            "a cache",
            "an",
            "L1 provider",
            "methodcache.l1",
            name -> "l1(\"" + name + "\", …)",
            "add io.methodcache:methodcache-provider-ehcache (module methodcache.provider.ehcache)",
            L1StoreProvider::name);

    static final ProviderKind<L2StoreProvider> L2 = new ProviderKind<>(
            L2StoreProvider.class,
            "a second layer",
            "an",
            "L2 provider",
            "methodcache.l2",
            name -> "l2(\"" + name + "\", …)",
            ADD_IGNITE,
            L2StoreProvider::name);

    static final ProviderKind<BackplaneProvider> BACKPLANE = new ProviderKind<>(
            BackplaneProvider.class,
            "a second layer",
            "a",
            "backplane provider",
            "methodcache.backplane",
            name -> "l2(\"" + name + "\", …)",
            ADD_IGNITE,
            BackplaneProvider::name);

    static final ProviderKind<LockManagerProvider> LOCKS = new ProviderKind<>(
            LockManagerProvider.class,
            "withDistributedLock",
            "a",
            "lock provider",
            "methodcache.locks",
            name -> "locks(…)",
            ADD_IGNITE,
            LockManagerProvider::name);

    static final ProviderKind<ValueCodecProvider> CODEC = new ProviderKind<>(
            ValueCodecProvider.class,
            "a second layer",
            "a",
            "codec",
            "methodcache.codec",
            name -> "l2(l2 -> l2.codec(\"" + name + "\"))",
            "add io.methodcache:methodcache-provider-jackson (module methodcache.provider.jackson)",
            ValueCodecProvider::name);

    static final ProviderKind<MetricsSinkProvider> METRICS = new ProviderKind<>(
            MetricsSinkProvider.class,
            "metrics(…)",
            "a",
            "metrics provider",
            "methodcache.metrics",
            name -> "metrics(\"" + name + "\", …)",
            "add a module that provides " + MetricsSinkProvider.class.getName(),
            MetricsSinkProvider::name);

    private static final List<ProviderKind<?>> KINDS = List.of(L1, L2, BACKPLANE, LOCKS, CODEC, METRICS);

    private final Map<ProviderKind<?>, ? extends Supplier<? extends Providers<?>>> path;
    private final Supplier<Providers<KeyGeneratorProvider>> generators;
    private final UnaryOperator<@Nullable String> properties;

    Discovery(
            Map<ProviderKind<?>, ? extends Supplier<? extends Providers<?>>> path,
            Supplier<Providers<KeyGeneratorProvider>> generators,
            UnaryOperator<@Nullable String> properties) {
        this.path = path;
        this.generators = generators;
        this.properties = properties;
    }

    /** Looks on the path of core and on that of the thread that builds. */
    static Discovery onThePath() {
        ClassLoader own = Discovery.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new Discovery(
                KINDS.stream().collect(Collectors.toMap(kind -> kind, kind -> load(kind, own, context))),
                () -> Providers.load(
                        List.of(
                                ServiceLoader.load(KeyGeneratorProvider.class, own),
                                ServiceLoader.load(KeyGeneratorProvider.class, context)),
                        KeyGeneratorProvider::name),
                name -> System.getProperty(name));
    }

    private static <P> Supplier<Providers<P>> load(ProviderKind<P> kind, ClassLoader own, ClassLoader context) {
        return () -> Providers.load(
                List.of(ServiceLoader.load(kind.type(), own), ServiceLoader.load(kind.type(), context)), kind.called());
    }

    /** The key generators on the path, for one cache. */
    GeneratorsOnPath generators() {
        return new GeneratorsOnPath(generators);
    }

    @SuppressWarnings("unchecked") // what is supplied for a kind is of that kind
    private <P> Providers<P> found(ProviderKind<P> kind) {
        Supplier<? extends Providers<?>> known = path.get(kind);
        return known == null ? new Providers<>(List.of(), List.of(), kind.called()) : (Providers<P>) known.get();
    }

    /**
     * Chooses a provider that there must be.
     *
     * @param kind the kind
     * @param given in code, or null
     * @param name in code, or null
     * @return the provider, or null after a problem
     */
    <P> @Nullable P chosen(ProviderKind<P> kind, @Nullable P given, @Nullable String name, Problems problems) {
        return given != null ? given : chosen(kind, found(kind), name, problems);
    }

    private <P> @Nullable P chosen(ProviderKind<P> kind, Providers<P> found, @Nullable String name, Problems problems) {
        List<String> wrong = new ArrayList<>();
        P chosen = twice(kind, found, wrong) ? null : one(kind, found, name, wrong);
        if (chosen != null) {
            found.broken().forEach(cause -> LOG.log(Level.WARNING, broken(cause), cause));
            return chosen;
        }
        wrong.forEach(problems::add);
        found.broken().forEach(cause -> problems.add(broken(cause), cause));
        return null;
    }

    /**
     * Chooses a provider that goes with that of the second layer.
     *
     * @param kind the kind
     * @param given in code, or null
     * @param second the name of the second layer's provider: one of the same name is taken, if there is one
     * @return the provider, or null after a problem
     */
    <P> @Nullable P with(ProviderKind<P> kind, @Nullable P given, String second, Problems problems) {
        if (given != null) {
            return given;
        }
        Providers<P> found = found(kind);
        boolean named = properties.apply(kind.property()) != null;
        return chosen(kind, found, !named && found.names().contains(second) ? second : null, problems);
    }

    /**
     * The providers of metrics that are used: all but those that are turned off. One that can't be loaded is told of, and hides no other.
     *
     * @param options how some are used, by their names
     */
    List<MetricsSinkProvider> sinks(Map<String, DefaultMetricsOptions> options, Problems problems) {
        Providers<MetricsSinkProvider> found = found(METRICS);
        List<String> wrong = new ArrayList<>();
        boolean missing = false;
        for (String name : options.keySet()) {
            missing |= named(METRICS, found, name, METRICS.word().apply(name), wrong) == null;
        }
        twice(METRICS, found, wrong);
        wrong.forEach(problems::add);
        if (missing) {
            found.broken().forEach(cause -> problems.add(broken(cause), cause));
        } else {
            found.broken().forEach(cause -> LOG.log(Level.WARNING, broken(cause), cause));
        }
        return found.names().stream()
                .filter(name -> !options.getOrDefault(name, DefaultMetricsOptions.NONE).off)
                .map(name -> found.named(name).get(0))
                .toList();
    }

    /** Whether there is a provider of a kind on the path, or one that is broken. */
    boolean has(ProviderKind<?> kind) {
        Providers<?> found = found(kind);
        return !found.names().isEmpty() || !found.broken().isEmpty();
    }

    /**
     * Chooses the codec: the one named in code or by the property, else the preferred one.
     *
     * @param given in code, or null
     * @param name in code, or null
     * @return null where there is none, or after a problem
     */
    @Nullable
    ValueCodecProvider codec(@Nullable ValueCodecProvider given, @Nullable String name, Problems problems) {
        if (given != null) {
            return given;
        }
        Providers<ValueCodecProvider> found = found(CODEC);
        if (name != null || properties.apply(CODEC.property()) != null) {
            return chosen(CODEC, found, name, problems);
        }
        List<ValueCodecProvider> all = found.all();
        int most = all.stream().mapToInt(ValueCodecProvider::preference).max().orElse(0);
        List<ValueCodecProvider> preferred =
                all.stream().filter(codec -> codec.preference() == most).toList();
        if (preferred.size() == 1) {
            return preferred.get(0);
        }
        return all.isEmpty() && found.broken().isEmpty() ? null : chosen(CODEC, found, null, problems);
    }

    private <P> @Nullable P one(ProviderKind<P> kind, Providers<P> found, @Nullable String inCode, List<String> wrong) {
        String property = properties.apply(kind.property());
        if (inCode != null) {
            return named(kind, found, inCode, kind.word().apply(inCode), wrong);
        }
        if (property != null && !property.isBlank()) {
            return named(kind, found, property.strip(), "the property " + kind.property(), wrong);
        }
        if (found.all().size() == 1) {
            return found.all().get(0);
        }
        wrong.add(
                found.all().isEmpty()
                        ? kind.needer() + " needs " + kind.one() + "; none is on the path: " + kind.add()
                        : several(kind, found));
        return null;
    }

    private static <P> @Nullable P named(
            ProviderKind<P> kind, Providers<P> found, String name, String asking, List<String> wrong) {
        List<P> named = found.named(name);
        if (named.isEmpty()) {
            wrong.add(asking + " asks for the " + kind.name() + " \"" + name + "\", which isn't on the path; "
                    + (found.all().isEmpty()
                            ? "there is none: " + kind.add()
                            : "known are " + shown(found.names()) + ": choose one that is there, or add it"));
            return null;
        }
        return named.get(0);
    }

    private static String several(ProviderKind<?> kind, Providers<?> found) {
        String first = found.names().stream().min(Comparator.naturalOrder()).orElseThrow();
        return kind.needer() + " needs one " + kind.name() + "; on the path are " + shown(found.names())
                + ": choose one with " + kind.word().apply(first) + " or -D" + kind.property() + '=' + first;
    }

    /** Says which names are there twice. */
    private static boolean twice(ProviderKind<?> kind, Providers<?> found, List<String> wrong) {
        for (String name : found.names()) {
            List<?> named = found.named(name);
            if (named.size() > 1) {
                wrong.add(kind.one() + "'s name must be unique, \"" + name + "\" are " + classes(named)
                        + ": take one off the path");
            }
        }
        return !wrong.isEmpty();
    }

    /** Why a provider can't be loaded. */
    static String broken(Throwable cause) {
        Throwable root = cause.getCause();
        return "a provider on the path can't be loaded: " + cause.getMessage() + (root == null ? "" : ": " + root)
                + ": repair it or take it off the path";
    }

    static String classes(List<?> providers) {
        return providers.stream()
                .map(provider -> provider.getClass().getName())
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    static String shown(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }
}
