package methodcache.core.engine;

import org.jspecify.annotations.Nullable;

/** One caller who waits for a flight. Its place in the flight's ring is guarded by the flight. */
abstract class Waiter {

    @Nullable
    Waiter previous;

    @Nullable
    Waiter next;

    boolean joined;
    private @Nullable Load waiting;
    private @Nullable Load awaited;

    /** Notes a wait of a loader's for another load; false when it would close a circle. */
    boolean mayWait(@Nullable Load waitingLoad, Load awaitedLoad) {
        if (waitingLoad == null) {
            return true;
        }
        if (!WaitGraph.tryWait(waitingLoad, awaitedLoad)) {
            return false;
        }
        waiting = waitingLoad;
        awaited = awaitedLoad;
        return true;
    }

    /** The wait is over, however it ended. */
    void endWait() {
        Load from = waiting;
        Load to = awaited;
        if (from != null && to != null) {
            waiting = null;
            WaitGraph.ended(from, to);
        }
    }

    /** Is about to wait for a flight: its own one or another's. */
    void entering(Flight flight) {
        // a thread knows what it waits for
    }

    /** Hears how the wait ended, from one who tells others as well. */
    void told(Outcome outcome, Telling others) {
        done(outcome);
    }

    /** Hears how the wait ended, once per flight; on any thread, without locks held. Must be quick. */
    abstract void done(Outcome outcome);
}
