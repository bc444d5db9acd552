package methodcache.core.invalidation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Events that name more than one can look up, those of each scope by themselves, so that none makes room for itself at the cost
 * of another scope. When there are more than {@value #MOST}, the scopes that have most give up the older half of theirs for a floor.
 *
 * <p>Concurrency: written under the lock of {@link Stamps}, read by anybody, who may see an event before its number is published. A
 * floor is raised before the events are taken out that it stands for.
 */
final class BroadEvents {

    static final int MOST = 10_000;

    private final Map<String, Broad> scopes = new ConcurrentHashMap<>();
    private final Floors floors;
    private final LongAdder earlyFloors;
    private volatile Broad anywhere = Broad.none();
    private volatile long last;

    /** How many there are of single scopes. */
    private int size;

    BroadEvents(LongAdder earlyFloors) {
        this.earlyFloors = earlyFloors;
        this.floors = new Floors(earlyFloors);
    }

    /** The number of the last one. */
    long last() {
        return last;
    }

    /**
     * Remembers one.
     *
     * @param within the scopes that it may reach; none where it may reach any
     */
    void raise(List<String> within, long number, Target what, boolean removes) {
        for (String scope : within) {
            if (size >= MOST) {
                fold();
            }
            Broad before = scopes.getOrDefault(scope, Broad.none());
            Broad after = with(before, number, what, removes);
            size += after.events().size() - before.events().size();
            scopes.put(scope, after);
        }
        if (within.isEmpty()) {
            anywhere = with(anywhere, number, what, removes);
        }
        last = number;
    }

    private Broad with(Broad before, long number, Target what, boolean removes) {
        if (before.isFull()) {
            earlyFloors.increment();
        }
        return before.with(number, what, removes);
    }

    private void fold() {
        earlyFloors.increment();
        Map<String, Integer> sizes = new HashMap<>();
        scopes.forEach((scope, events) -> sizes.put(scope, events.events().size()));
        for (String scope : Floors.largest(sizes)) {
            scopes.computeIfPresent(scope, (s, before) -> {
                Broad after = before.halved();
                size += after.events().size() - before.events().size();
                if (!after.events().isEmpty()) {
                    return after;
                }
                floors.raise(scope, after.floor());
                return null;
            });
        }
    }

    /** Everything is covered that is older than the number. */
    void clear(long number) {
        anywhere = anywhere.raised(number);
        scopes.clear();
        floors.forget(number);
        size = 0;
        last = number;
    }

    /** Forgets what everybody has seen. */
    void forget(long seen) {
        anywhere = anywhere.without(seen);
        floors.forget(seen);
        scopes.replaceAll((scope, before) -> before.without(seen));
        scopes.values().removeIf(events -> events.events().isEmpty());
        size = scopes.values().stream()
                .mapToInt(events -> events.events().size())
                .sum();
    }

    /** How many there are. */
    int size() {
        return size + anywhere.events().size();
    }

    /**
     * Whether one later than a number covers something of a scope.
     *
     * @param removing whether events don't count by which it would only expire
     */
    boolean cover(String scope, long since, boolean removing, Predicate<? super Target> covered) {
        if (since >= last) {
            return false;
        }
        Broad own = scopes.get(scope);
        return (own != null && own.covers(since, removing, covered))
                || since < floors.of(scope)
                || anywhere.covers(since, removing, covered);
    }
}
