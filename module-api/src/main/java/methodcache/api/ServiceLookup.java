package methodcache.api;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds a service by its type, for loaders and hooks that need one: {@code injector::getInstance},
 * {@code context::getBean} and {@link #of(Map)} fit. Thread-safe where the cache is used by several threads.
 */
@FunctionalInterface
public interface ServiceLookup {

    /**
     * Finds a service.
     *
     * @param type its type
     * @param <T> its type
     * @return the service, or null when there is none
     */
    <T> @Nullable T find(Class<T> type);

    /**
     * Finds services in a map; the map is copied.
     *
     * @param services instances by the type they are asked for by
     * @return a lookup in the copy
     * @throws IllegalArgumentException if a service isn't an instance of its type
     */
    static ServiceLookup of(Map<Class<?>, ?> services) {
        Map<Class<?>, Object> copy = Map.copyOf(Objects.requireNonNull(services, "services"));
        copy.forEach((type, service) -> {
            if (!type.isInstance(service)) {
                throw new IllegalArgumentException("a service must be an instance of its type: "
                        + service.getClass().getName() + " is no " + type.getName());
            }
        });
        return new ServiceLookup() {
            @Override
            public <T> @Nullable T find(Class<T> type) {
                return type.cast(copy.get(Objects.requireNonNull(type, "type")));
            }
        };
    }
}
