package methodcache.core.engine;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a flight; used again when it has to begin anew. A fork-join pool makes up for its threads that wait. */
final class SyncWaiter extends Waiter implements ForkJoinPool.ManagedBlocker {

    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Outcome outcome;
    private volatile boolean expired;

    @Override
    void done(Outcome ended) {
        outcome = ended;
        LockSupport.unpark(thread);
    }

    /** The time of the whole call is up. */
    void expire() {
        expired = true;
        LockSupport.unpark(thread);
    }

    Outcome await() throws InterruptedException {
        ForkJoinPool.managedBlock(this);
        Outcome ended = outcome;
        if (ended == null) {
            return Outcome.TIMED_OUT;
        }
        outcome = null;
        return ended;
    }

    @Override
    public boolean isReleasable() {
        return outcome != null || expired;
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
