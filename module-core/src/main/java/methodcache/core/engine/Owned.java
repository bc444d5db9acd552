package methodcache.core.engine;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * State that outlives calls, by its owner: of a name for as long as the engine, of an object such as a policy for as long as that. Thread-safe.
 *
 * @param <S> the state; must not refer to its owner
 */
final class Owned<S> {

    private final Map<String, S> named = new ConcurrentHashMap<>();
    private final Map<Object, S> others = new WeakHashMap<>();
    private final Supplier<S> make;

    Owned(Supplier<S> make) {
        this.make = make;
    }

    S of(Object owner) {
        if (owner instanceof String name) {
            S known = named.get(name);
            return known == null ? named.computeIfAbsent(name, unknown -> make.get()) : known;
        }
        synchronized (others) {
            return others.computeIfAbsent(owner, unknown -> make.get());
        }
    }

    /** Adds up what each has. */
    long sum(ToLongFunction<S> of) {
        long sum = named.values().stream().mapToLong(of).sum();
        synchronized (others) {
            return sum + others.values().stream().mapToLong(of).sum();
        }
    }
}
