package methodcache.core.engine;

import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/** The refresh of one entry: whether one runs, when the next may, and whether the entry was used. Thread-safe. */
public final class Renewal {

    /** So often the pause after a failure is doubled. */
    private static final int DOUBLED = 10;

    private volatile boolean used;
    private volatile @Nullable CompiledPolicy warmFor;
    private volatile boolean idle;
    private boolean runs;
    private long since;
    private int claims;
    private long notBefore;
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

    /** Whether the entry is refreshed at the intervals of a policy. */
    boolean isKeptWarm(CompiledPolicy policy) {
        return warmFor == policy;
    }

    void keptWarm(CompiledPolicy policy) {
        warmFor = policy;
        idle = false;
    }

    /** It isn't refreshed at intervals any more, since it wasn't used for one, or policies have changed. */
    void idle() {
        idle = true;
        warmFor = null;
    }

    /** Whether it is older than its interval. */
    boolean isIdle() {
        return idle;
    }

    /** Whether a refresh may begin. */
    synchronized boolean isFree(long now, long patience) {
        return !isBusy(now, patience) && (notBefore == 0 || notBefore - now <= 0);
    }

    private boolean isBusy(long now, long patience) {
        return runs && now - since < patience;
    }

    /**
     * Takes the right to refresh, which one has at a time; from one who has had it for too long, it is taken.
     *
     * @return by what {@link #ended} knows who says how it ends; 0 where another has the right
     */
    synchronized int claim(long now, long patience) {
        if (isBusy(now, patience)) {
            return 0;
        }
        runs = true;
        since = now;
        claims++;
        return claims;
    }

    /** A refresh has ended; after failures the next one waits, twice as long each time. */
    synchronized void ended(int claim, boolean failed, long now, long pause) {
        if (claim != claims) {
            return;
        }
        failures = failed ? Math.min(failures + 1, DOUBLED) : 0;
        long next = failed ? now + (pause << (failures - 1)) : 0;
        notBefore = failed && next == 0 ? 1 : next;
        runs = false;
    }
}
