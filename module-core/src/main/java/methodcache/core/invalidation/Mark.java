package methodcache.core.invalidation;

import java.util.Set;

/**
 * What is remembered of one target: the number of the last event that covers it. Written by whoever applies an event, one at a
 * time; read by anybody.
 */
final class Mark {

    /** An event on what has several tags, this one among them. */
    record Conjunction(long number, Set<String> tags) {}

    private static final Conjunction[] NONE = {};
    private static final int MOST = 64;

    /** Events from this number on are remembered. */
    final long from;

    /** Whether something depends on it: then it is kept although no event has covered it. */
    final boolean registered;

    /** The walk over all entries that has last met it. */
    volatile int met;

    private volatile long number;

    /** The number when what a parent itself depends on became more: what was stored before doesn't know it. */
    private volatile long grown;

    private volatile Conjunction[] conjunctions = NONE;

    Mark(long from, boolean registered, int met) {
        this.from = from;
        this.registered = registered;
        this.met = met;
    }

    long number() {
        return number;
    }

    void raise(long to) {
        number = to;
    }

    void grow(long to) {
        grown = to;
    }

    /** The last number it remembers anything of. */
    long last() {
        long last = Math.max(number, grown);
        for (Conjunction event : conjunctions) {
            last = Math.max(last, event.number);
        }
        return last;
    }

    /** Remembers an event on all of some tags; false when that would be too many, and the whole tag was raised instead. */
    boolean raise(Conjunction event) {
        Conjunction[] before = conjunctions;
        if (before.length == MOST) {
            number = event.number;
            conjunctions = NONE;
            return false;
        }
        int kept = 0;
        Conjunction[] now = new Conjunction[before.length + 1];
        for (Conjunction earlier : before) {
            if (!earlier.tags.equals(event.tags)) {
                now[kept++] = earlier;
            }
        }
        now[kept++] = event;
        conjunctions = java.util.Arrays.copyOf(now, kept);
        return true;
    }

    boolean covers(long since) {
        return number > since;
    }

    boolean grownSince(long since) {
        return grown > since;
    }

    /** Whether an event on several tags covers one who has these. */
    boolean covers(Reach.Tags[] tags, String scope, long since) {
        for (Conjunction event : conjunctions) {
            if (event.number > since) {
                for (Reach.Tags some : tags) {
                    if (some.scope().equals(scope) && some.texts().containsAll(event.tags)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
