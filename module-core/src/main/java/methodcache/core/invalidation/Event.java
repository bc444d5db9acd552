package methodcache.core.invalidation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is invalidated at once. Immutable. What is in both goes.
 *
 * @param removed what goes
 * @param expired what stays, to be served when its load fails, where its policy allows stale values
 */
public record Event(Set<Target> removed, Set<Target> expired) {

    /** Nothing. */
    public static final Event NONE = new Event(Set.of(), Set.of());

    /** Makes it immutable. */
    public Event {
        removed = Collections.unmodifiableSet(removed);
        expired = Collections.unmodifiableSet(expired);
    }

    /** An event that removes one target. */
    public static Event of(Target removed) {
        return new Event(Set.of(removed), Set.of());
    }

    /** Whether it names nothing. */
    public boolean isEmpty() {
        return removed.isEmpty() && expired.isEmpty();
    }

    /** Whether everything goes. */
    public boolean removesAll() {
        return removed.contains(new Target.All());
    }

    /** All of them at once. */
    public static Event together(List<Event> events) {
        Set<Target> removed = new LinkedHashSet<>();
        Set<Target> expired = new LinkedHashSet<>();
        events.forEach(event -> {
            removed.addAll(event.removed);
            expired.addAll(event.expired);
        });
        return new Event(removed, expired);
    }
}
