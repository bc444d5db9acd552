package methodcache.core.key;

import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The order of containers that have one: it decides what they find, and what is first. The natural one goes without saying,
 * those that are known have names, and those that are values count as such.
 */
final class SortedKinds {

    private static final Comparator<String> IGNORING_CASE = String.CASE_INSENSITIVE_ORDER;

    private SortedKinds() {}

    static boolean mayBeSorted(Class<?> type) {
        return SortedSet.class.isAssignableFrom(type)
                || SortedMap.class.isAssignableFrom(type)
                || Queue.class.isAssignableFrom(type);
    }

    static void writeOrder(Object container, KeyText text) {
        Comparator<?> comparator = comparator(container);
        if (comparator == null || Comparator.naturalOrder().equals(comparator)) {
            return;
        }
        text.append("(by ");
        String known = known(comparator);
        if (known != null) {
            text.append(known);
        } else if (comparator instanceof Enum || comparator instanceof Record) {
            text.value(comparator);
        } else {
            throw new Refusal("the comparator of a " + container.getClass().getName() + " ("
                    + comparator.getClass().getName() + ") has no value identity; copy it into one without a comparator"
                    + " or with one that is an enum or a record, or " + Refusal.REMEDIES);
        }
        text.append(')');
    }

    private static @Nullable Comparator<?> comparator(Object container) {
        if (container instanceof SortedSet<?> set) {
            return set.comparator();
        }
        if (container instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        if (container instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        }
        return container instanceof PriorityBlockingQueue<?> queue ? queue.comparator() : null;
    }

    private static @Nullable String known(Comparator<?> comparator) {
        if (Collections.reverseOrder().equals(comparator)) {
            return "reverseOrder";
        }
        if (IGNORING_CASE.equals(comparator)) {
            return "CASE_INSENSITIVE_ORDER";
        }
        return Collections.reverseOrder(IGNORING_CASE).equals(comparator) ? "reversed CASE_INSENSITIVE_ORDER" : null;
    }
}
