package methodcache.core.engine;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a flight; used again when it has to begin anew. A fork-join pool makes up for its threads that wait. */
final class SyncWaiter extends Waiter implements ForkJoinPool.ManagedBlocker {

    private final Thread thread = Thread.currentThread();
    private @Nullable Telling telling;
    private volatile @Nullable Outcome outcome;
    private volatile Outcome.@Nullable TimedOut expired;
    private volatile boolean slow;

    @Override
    void told(Outcome ended, Telling others) {
        telling = others;
        done(ended);
    }

    @Override
    void done(Outcome ended) {
        outcome = ended;
        LockSupport.unpark(thread);
    }

    /** Its time is up. */
    void expire(Outcome.TimedOut why) {
        if (why.isSlow()) {
            slow = true;
        } else {
            expired = why;
        }
        LockSupport.unpark(thread);
    }

    Outcome await() throws InterruptedException {
        if (thread instanceof ForkJoinWorkerThread) {
            ForkJoinPool.managedBlock(this);
        } else {
            block();
        }
        Outcome ended = outcome;
        if (ended != null) {
            outcome = null;
            Telling others = telling;
            if (others != null) {
                telling = null;
                others.tell();
            }
            return ended;
        }
        Outcome.TimedOut why = expired;
        if (why != null) {
            return why;
        }
        slow = false;
        return Outcome.SLOW;
    }

    @Override
    public boolean isReleasable() {
        return outcome != null || expired != null || slow;
    }

    @Override
    public boolean block() throws InterruptedException {
        while (!isReleasable()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.park(this);
        }
        return true;
    }
}
