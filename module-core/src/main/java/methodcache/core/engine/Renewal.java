package methodcache.core.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** The refresh of one entry: whether one runs, when the next may, and whether the entry was used. Thread-safe. */
public final class Renewal {

    /** So often the pause after a failure is doubled. */
    private static final int DOUBLED = 10;

    private final AtomicBoolean runs = new AtomicBoolean();
    private volatile boolean used;
    private volatile boolean keptWarm;
    private volatile boolean idle;
    private volatile long notBefore;
    private int failures;

    void used() {
        if (!used) {
            used = true;
        }
    }

    /** Whether the entry was used since this was asked last. */
    boolean wasUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    /** Whether somebody refreshes the entry at intervals. */
    boolean isKeptWarm() {
        return keptWarm;
    }

    void keptWarm() {
        keptWarm = true;
        idle = false;
    }

    /** It isn't refreshed at intervals any more, since it wasn't used for one. */
    void idle() {
        idle = true;
        keptWarm = false;
    }

    /** Whether it is older than its interval. */
    boolean isIdle() {
        return idle;
    }

    /** Whether a refresh may begin. */
    boolean isFree(long now) {
        long until = notBefore;
        return !runs.get() && (until == 0 || until - now <= 0);
    }

    /** Takes the right to refresh; true for one, who says how it ends. */
    boolean claim() {
        return runs.compareAndSet(false, true);
    }

    /** It has ended; after failures the next one waits, twice as long each time. */
    void ended(boolean failed, long now, long pause) {
        failures = failed ? Math.min(failures + 1, DOUBLED) : 0;
        long next = failed ? now + (pause << (failures - 1)) : 0;
        notBefore = failed && next == 0 ? 1 : next;
        runs.set(false);
    }
}
