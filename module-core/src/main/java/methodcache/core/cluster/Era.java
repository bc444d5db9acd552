package methodcache.core.cluster;

import java.util.concurrent.atomic.LongAdder;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Positions;

/** One epoch of the log, as far as this node has applied it. Written under the lock of {@link ClusterLog}. */
final class Era {

    final String epoch;
    final Positions positions;

    /** Until this is applied, nothing of the second layer can be judged. */
    private final long start;

    private volatile long applied;

    /** How often the next position was found missing while there were later ones; only the follower uses it. */
    int missing;

    Era(String epoch, long applied, long start, LongAdder earlyFloors) {
        this.epoch = epoch;
        this.applied = applied;
        this.start = start;
        this.positions = new Positions(applied, earlyFloors);
    }

    long applied() {
        return applied;
    }

    /** Where the log ended when this node began to read it. */
    long start() {
        return start;
    }

    /** Whether all is known that was in the log when this node began to read it. */
    boolean isReady() {
        return applied >= start;
    }

    void raise(Event event, long position) {
        event.removed().forEach(target -> positions.raise(target, position));
        event.expired().forEach(target -> positions.raise(target, position));
    }

    void applied(long position) {
        applied = position;
    }
}
