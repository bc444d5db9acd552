package methodcache.core.invalidation;

import java.util.Arrays;
import java.util.Set;

/**
 * What is remembered of one target: the number of the last event that covers it. Written by whoever applies an event, one at a
 * time; read by anybody.
 */
final class Mark {

    /** An event on what has several tags, this one among them. */
    record Conjunction(long number, Set<String> tags, boolean removes) {}

    private static final Conjunction[] NONE = {};
    private static final int MOST = 64;

    /** Events from this number on are remembered. */
    final long from;

    /** Whether something depends on it: then it is kept although no event has covered it. */
    final boolean registered;

    /** How many events on several tags are kept here. */
    int conjunctions() {
        return conjunctions.length;
    }

    /** The walk over all entries that has last met it. */
    volatile int met;

    private volatile long number;

    /** The last one by which what it covers goes, and doesn't merely expire. */
    private volatile long removed;

    /** The number when what a parent itself depends on became more: what was stored before doesn't know it. */
    private volatile long grown;

    private volatile Conjunction[] conjunctions = NONE;

    Mark(long from, boolean registered, int met) {
        this.from = from;
        this.registered = registered;
        this.met = met;
    }

    void raise(long to, boolean removes) {
        number = to;
        if (removes) {
            removed = to;
        }
    }

    /** Takes over what another remembers of the same target. */
    void raise(Mark before) {
        number = before.number;
        removed = before.removed;
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
        int kept = 0;
        Conjunction[] now = new Conjunction[before.length + 1];
        for (Conjunction earlier : before) {
            if (!earlier.tags.equals(event.tags) || (earlier.removes && !event.removes)) {
                now[kept++] = earlier;
            }
        }
        if (kept == MOST) {
            raise(event.number, true);
            conjunctions = NONE;
            return false;
        }
        now[kept++] = event;
        conjunctions = Arrays.copyOf(now, kept);
        return true;
    }

    boolean covers(long since, boolean removing) {
        return (removing ? removed : number) > since;
    }

    boolean grownSince(long since) {
        return grown > since;
    }

    /** Whether an event on several tags covers one who has these. */
    boolean covers(Reach.Tags[] tags, String scope, long since, boolean removing) {
        for (Conjunction event : conjunctions) {
            if (event.number > since && (event.removes || !removing)) {
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
