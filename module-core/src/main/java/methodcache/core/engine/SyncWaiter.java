package methodcache.core.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that waits for a flight; used again when it has to begin anew. */
final class SyncWaiter extends Waiter {

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
        for (; ; ) {
            Outcome ended = outcome;
            if (ended != null) {
                outcome = null;
                return ended;
            }
            if (expired) {
                return Outcome.TIMED_OUT;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.park(this);
        }
    }
}
