package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last few events that name more than one can look up, and a floor for those before. Immutable.
 *
 * @param floor whatever is older than this is covered
 * @param last the number of the last such event
 * @param events the last ones, oldest first
 * @param <E> what they name
 */
record Broad<E>(long floor, long last, List<Past<E>> events) {

    static final int KEPT = 256;

    /** One of them, and whether what it covers goes, or else expires. */
    record Past<E>(long number, E what, boolean removes) {}

    static <E> Broad<E> none() {
        return new Broad<>(0, 0, List.of());
    }

    boolean isFull() {
        return events.size() == KEPT;
    }

    /** With one more; when it is full, the older half becomes the floor. */
    Broad<E> with(long number, E what, boolean removes) {
        List<Past<E>> kept = new ArrayList<>(events);
        long raised = floor;
        if (isFull()) {
            List<Past<E>> oldest = kept.subList(0, KEPT / 2);
            raised = oldest.get(oldest.size() - 1).number;
            oldest.clear();
        }
        kept.removeIf(earlier -> earlier.what.equals(what) && (removes || !earlier.removes));
        kept.add(new Past<>(number, what, removes));
        return new Broad<>(raised, number, List.copyOf(kept));
    }

    /** With everything up to a number covered. */
    Broad<E> raised(long number) {
        return new Broad<>(number, number, List.of());
    }

    /** Without what everybody has seen. */
    Broad<E> without(long seen) {
        if (events.isEmpty() || events.get(0).number > seen) {
            return this;
        }
        return new Broad<>(
                floor,
                last,
                events.stream().filter(event -> event.number > seen).toList());
    }

    /**
     * Whether an event later than a number covers what it is asked about.
     *
     * @param removing whether events don't count by which it would only expire
     */
    boolean covers(long since, boolean removing, Predicate<? super E> covered) {
        if (since >= last) {
            return false;
        }
        if (since < floor) {
            return true;
        }
        for (int i = events.size() - 1; i >= 0; i--) {
            Past<E> event = events.get(i);
            if (event.number <= since) {
                return false;
            }
            if ((event.removes || !removing) && covered.test(event.what)) {
                return true;
            }
        }
        return false;
    }
}
