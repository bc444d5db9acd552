package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last few events of a scope that name more than one can look up, and a floor for those before. Immutable. When there are too
 * many, those of the older half that are alike are made one that covers more: prefixes and patterns, the longest common beginnings
 * first.
 *
 * @param floor whatever is older than this is covered
 * @param last the number of the last such event
 * @param events the last ones, oldest first
 */
record Broad(long floor, long last, List<Past> events) {

    static final int KEPT = 256;

    private static final int WIDENED = KEPT / 4;

    /** One of them, and whether what it covers goes, or else expires. */
    record Past(long number, Target what, boolean removes) {}

    static Broad none() {
        return new Broad(0, 0, List.of());
    }

    boolean isFull() {
        return events.size() == KEPT;
    }

    /** With one more. */
    Broad with(long number, Target what, boolean removes) {
        List<Past> kept = new ArrayList<>(events);
        kept.removeIf(earlier -> earlier.what.equals(what) && (removes || !earlier.removes));
        long raised = floor;
        if (kept.size() == KEPT) {
            List<Past> older = kept.subList(0, KEPT / 2);
            List<Past> fewer = widened(older);
            if (fewer.size() > KEPT * 3 / 8) {
                int dropped = fewer.size() - WIDENED;
                raised = fewer.get(dropped - 1).number;
                fewer = fewer.subList(dropped, fewer.size());
            }
            older.clear();
            kept.addAll(0, fewer);
        }
        kept.add(new Past(number, what, removes));
        return new Broad(raised, number, List.copyOf(kept));
    }

    private static List<Past> widened(List<Past> some) {
        List<Past> sorted = new ArrayList<>(some);
        sorted.sort(Comparator.comparing((Past past) -> past.what.getClass().getName())
                .thenComparing(past -> past.what.scope())
                .thenComparing(past -> text(past.what)));
        while (sorted.size() > WIDENED) {
            int best = -1;
            int longest = -1;
            for (int i = 0; i + 1 < sorted.size(); i++) {
                int common = common(sorted.get(i).what, sorted.get(i + 1).what);
                if (common > longest) {
                    longest = common;
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            Past one = sorted.get(best);
            Past other = sorted.remove(best + 1);
            sorted.set(
                    best,
                    new Past(
                            Math.max(one.number, other.number),
                            beginning(one.what, longest),
                            one.removes || other.removes));
        }
        sorted.sort(Comparator.comparingLong(Past::number));
        return sorted;
    }

    /** How many characters two targets have in common at their beginnings; negative where none covers both. */
    private static int common(Target one, Target other) {
        boolean widens = one instanceof Target.Prefix || one instanceof Target.Pattern;
        if (!widens || one.getClass() != other.getClass() || !one.scope().equals(other.scope())) {
            return -1;
        }
        String text = text(one);
        String others = text(other);
        int most = Math.min(text.length(), others.length());
        int common = 0;
        while (common < most && text.charAt(common) == others.charAt(common)) {
            common++;
        }
        if (common > 0 && Character.isHighSurrogate(text.charAt(common - 1))) {
            common--;
        }
        // Texts of calls begin with '@': no other prefix covers them.
        return common == 0 && (text.startsWith("@") || others.startsWith("@")) ? -1 : common;
    }

    private static String text(Target target) {
        return target instanceof Target.Prefix prefix
                ? prefix.text()
                : target instanceof Target.Pattern pattern ? pattern.glob().text() : "";
    }

    private static Target beginning(Target target, int length) {
        String start = text(target).substring(0, length);
        return target instanceof Target.Prefix prefix
                ? new Target.Prefix(prefix.scope(), start)
                : new Target.Pattern(target.scope(), new Glob(start + '*'));
    }

    /** With everything up to a number covered. */
    Broad raised(long number) {
        return new Broad(number, number, List.of());
    }

    /** With a floor instead of the older half. */
    Broad halved() {
        int dropped = (events.size() + 1) / 2;
        return new Broad(events.get(dropped - 1).number, last, List.copyOf(events.subList(dropped, events.size())));
    }

    /** Without what everybody has seen. */
    Broad without(long seen) {
        if (events.isEmpty() || events.get(0).number > seen) {
            return this;
        }
        return new Broad(
                floor,
                last,
                events.stream().filter(event -> event.number > seen).toList());
    }

    /**
     * Whether an event later than a number covers what it is asked about.
     *
     * @param removing whether events don't count by which it would only expire
     */
    boolean covers(long since, boolean removing, Predicate<? super Target> covered) {
        if (since >= last) {
            return false;
        }
        if (since < floor) {
            return true;
        }
        for (int i = events.size() - 1; i >= 0; i--) {
            Past event = events.get(i);
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
