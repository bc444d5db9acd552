package methodcache.core.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import methodcache.core.key.DeclaredServices;
import methodcache.core.key.DeclaredServices.Declared;
import org.jspecify.annotations.Nullable;

/** The services that a configuration declares, and how. For one thread. */
final class Services {

    private final List<Class<?>> configured = new ArrayList<>();
    private final Map<Class<?>, Set<@Nullable Function<?, ?>>> declared = new LinkedHashMap<>();

    /** Declares by {@code forService}. */
    void configure(Class<?> type) {
        configured.add(type);
    }

    /** Declares by {@code service}. */
    void declare(Class<?> type, @Nullable Function<?, ?> qualifier) {
        declared.computeIfAbsent(type, unknown -> new LinkedHashSet<>()).add(qualifier);
    }

    /** The types declared so far, in either way. */
    Set<Class<?>> types() {
        Set<Class<?>> types = new LinkedHashSet<>(configured);
        types.addAll(declared.keySet());
        return Set.copyOf(types);
    }

    /** What keys need to know; a service declared twice with different qualifiers is a problem. */
    DeclaredServices snapshot(Problems problems) {
        List<Declared> all = new ArrayList<>();
        declared.forEach((type, qualifiers) -> {
            if (qualifiers.size() > 1) {
                problems.add("service(" + type.getSimpleName() + ".class) must be declared in one way, was declared "
                        + (qualifiers.contains(null) ? "with and without a qualifier" : "with different qualifiers")
                        + ": keep one of them");
            }
            add(all, type, qualifiers.iterator().next(), problems);
        });
        configured.stream()
                .distinct()
                .filter(type -> !declared.containsKey(type))
                .forEach(type -> add(all, type, null, problems));
        return DeclaredServices.of(all);
    }

    /** Asks the keys about each type by itself, so that one that can't be declared doesn't hide the next. */
    @SuppressWarnings("unchecked") // a qualifier is only asked about instances of its service
    private static void add(List<Declared> all, Class<?> type, @Nullable Function<?, ?> qualifier, Problems problems) {
        Declared one = new Declared(type, (Function<Object, ?>) qualifier);
        try {
            DeclaredServices.of(List.of(one));
            all.add(one);
        } catch (IllegalArgumentException refused) {
            problems.add("service(" + type.getSimpleName() + ".class): " + refused.getMessage());
        }
    }
}
