package methodcache.core.configuration;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import methodcache.api.spi.KeyGeneratorProvider;
import methodcache.api.spi.L1StoreProvider;
import org.jspecify.annotations.Nullable;

/**
 * Chooses providers: the one given in code, else the one named in code, else the one named by the property
 * {@code methodcache.l1}, else the only one on the path. Never the first of several.
 */
final class Discovery {

    static final String L1_PROPERTY = "methodcache.l1";

    private static final Logger LOG = System.getLogger("methodcache");
    private static final String ADD_L1 =
            "add io.methodcache:methodcache-provider-ehcache (module methodcache.provider.ehcache)";

    private final Supplier<Providers<L1StoreProvider>> l1;
    private final Supplier<Providers<KeyGeneratorProvider>> generators;
    private final UnaryOperator<@Nullable String> properties;

    Discovery(
            Supplier<Providers<L1StoreProvider>> l1,
            Supplier<Providers<KeyGeneratorProvider>> generators,
            UnaryOperator<@Nullable String> properties) {
        this.l1 = l1;
        this.generators = generators;
        this.properties = properties;
    }

    /** Looks on the path of core and on that of the thread that builds. */
    static Discovery onThePath() {
        ClassLoader own = Discovery.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new Discovery(
                () -> Providers.load(
                        List.of(
                                ServiceLoader.load(L1StoreProvider.class, own),
                                ServiceLoader.load(L1StoreProvider.class, context)),
                        L1StoreProvider::name),
                () -> Providers.load(
                        List.of(
                                ServiceLoader.load(KeyGeneratorProvider.class, own),
                                ServiceLoader.load(KeyGeneratorProvider.class, context)),
                        KeyGeneratorProvider::name),
                name -> System.getProperty(name));
    }

    /** The key generators on the path, for one cache. */
    GeneratorsOnPath generators() {
        return new GeneratorsOnPath(generators);
    }

    /**
     * Chooses the provider of the first layer.
     *
     * @param given in code, or null
     * @param name in code, or null
     * @return the provider, or null after a problem
     */
    @Nullable
    L1StoreProvider l1(@Nullable L1StoreProvider given, @Nullable String name, Problems problems) {
        if (given != null) {
            return given;
        }
        Providers<L1StoreProvider> found = l1.get();
        List<String> wrong = new ArrayList<>();
        L1StoreProvider chosen = twice(found, wrong) ? null : chosen(found, name, wrong);
        if (chosen != null) {
            found.broken().forEach(cause -> LOG.log(Level.WARNING, broken(cause), cause));
            return chosen;
        }
        wrong.forEach(problems::add);
        found.broken().forEach(cause -> problems.add(broken(cause), cause));
        return null;
    }

    private @Nullable L1StoreProvider chosen(
            Providers<L1StoreProvider> found, @Nullable String inCode, List<String> wrong) {
        String property = properties.apply(L1_PROPERTY);
        if (inCode != null) {
            return named(found, inCode, "l1(\"" + inCode + "\", …)", wrong);
        }
        if (property != null && !property.isBlank()) {
            return named(found, property.strip(), "the property " + L1_PROPERTY, wrong);
        }
        if (found.all().size() == 1) {
            return found.all().get(0);
        }
        wrong.add(
                found.all().isEmpty()
                        ? "a cache needs an L1 provider; none is on the path: " + ADD_L1
                        : several(found));
        return null;
    }

    private static @Nullable L1StoreProvider named(
            Providers<L1StoreProvider> found, String name, String asking, List<String> wrong) {
        List<L1StoreProvider> named = found.named(name);
        if (named.isEmpty()) {
            wrong.add(asking + " asks for the L1 provider \"" + name + "\", which isn't on the path; "
                    + (found.all().isEmpty()
                            ? "there is none: " + ADD_L1
                            : "known are " + shown(found.names()) + ": choose one that is there, or add it"));
            return null;
        }
        return named.get(0);
    }

    private static String several(Providers<L1StoreProvider> found) {
        String first = found.names().get(0);
        return "a cache needs one L1 provider; on the path are " + shown(found.names()) + ": choose one with l1(\""
                + first + "\", …) or -D" + L1_PROPERTY + '=' + first;
    }

    /** Says which names are there twice. */
    private static boolean twice(Providers<L1StoreProvider> found, List<String> wrong) {
        for (String name : found.names()) {
            List<L1StoreProvider> named = found.named(name);
            if (named.size() > 1) {
                wrong.add("an L1 provider's name must be unique, \"" + name + "\" are " + classes(named)
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
