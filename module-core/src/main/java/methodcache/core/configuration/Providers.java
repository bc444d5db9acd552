package methodcache.core.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one kind that are on the path, and those that are there but broken. Immutable.
 *
 * @param <P> the kind
 */
final class Providers<P> {

    private final List<Named<P>> found = new ArrayList<>();
    private final List<Throwable> broken;

    /**
     * Takes providers.
     *
     * @param providers those that could be loaded
     * @param broken why others couldn't
     * @param name how one is called
     */
    Providers(List<P> providers, List<? extends Throwable> broken, Function<P, @Nullable String> name) {
        List<Throwable> failures = new ArrayList<>(broken);
        for (P provider : providers) {
            String type = provider.getClass().getName();
            try {
                String called = name.apply(provider);
                if (called == null || called.isEmpty()) {
                    failures.add(nameless(
                            type + " has no name, since its name() gave " + (called == null ? "null" : "an empty text"),
                            null));
                } else {
                    found.add(new Named<>(called, provider));
                }
            } catch (RuntimeException | LinkageError failure) {
                failures.add(nameless(type + " has no name, since its name() threw", failure));
            }
        }
        found.sort((a, b) -> a.name.compareTo(b.name));
        this.broken = List.copyOf(failures);
    }

    private static Throwable nameless(String what, @Nullable Throwable cause) {
        return new IllegalStateException(what, cause);
    }

    /**
     * Loads providers, each class once whichever loader finds it.
     *
     * @param loaders made by core, whose module says {@code uses}
     */
    static <P> Providers<P> load(List<ServiceLoader<P>> loaders, Function<P, @Nullable String> name) {
        Map<Class<?>, P> providers = new LinkedHashMap<>();
        Map<String, Throwable> broken = new LinkedHashMap<>();
        loaders.forEach(loader -> collect(loader, providers, broken));
        return new Providers<>(List.copyOf(providers.values()), List.copyOf(broken.values()), name);
    }

    /**
     * Goes on after a provider that fails to the next, but not for ever with a loader that fails in the same way again.
     */
    private static <P> void collect(
            ServiceLoader<P> loader, Map<Class<?>, P> providers, Map<String, Throwable> broken) {
        Set<String> failures = new HashSet<>();
        Iterator<P> iterator = loader.iterator();
        boolean more = true;
        while (more) {
            try {
                more = iterator.hasNext();
                if (more) {
                    P provider = iterator.next();
                    providers.putIfAbsent(provider.getClass(), provider);
                }
            } catch (ServiceConfigurationError | LinkageError failure) {
                broken.putIfAbsent(failure.toString(), failure);
                more = failures.add(failure.toString());
            }
        }
    }

    /** The providers of that name: one, unless something is wrong. */
    List<P> named(String name) {
        return found.stream()
                .filter(named -> named.name.equals(name))
                .map(Named::provider)
                .collect(Collectors.toList());
    }

    /** All that can be chosen. */
    List<P> all() {
        return found.stream().map(Named::provider).collect(Collectors.toList());
    }

    /** Their names. */
    List<String> names() {
        return found.stream().map(Named::name).distinct().collect(Collectors.toList());
    }

    /** Why others couldn't be loaded. */
    List<Throwable> broken() {
        return broken;
    }

    private record Named<P>(String name, P provider) {}
}
