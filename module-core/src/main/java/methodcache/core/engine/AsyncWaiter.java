package methodcache.core.engine;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A future that waits for a flight. */
final class AsyncWaiter extends Waiter {

    final Request request;
    final CallerFuture<Object> future;

    /** Whether the load is made without the cache, for a condition said no or a circle would close. */
    boolean alone;

    /** The load whose loader made the call. */
    final @Nullable Load scope;

    private final Engine engine;

    /** The thread that makes the call, until the caller has the future. */
    private volatile @Nullable Thread beginning = Thread.currentThread();

    private @Nullable Flight flight;
    private @Nullable Future<?> timer;
    private boolean over;

    AsyncWaiter(Engine engine, Request request, boolean alone, @Nullable Load scope) {
        this.engine = engine;
        this.request = request;
        this.alone = alone;
        this.scope = scope;
        this.future = new CallerFuture<>(engine.workers().callbacks(), this::end);
    }

    @Override
    synchronized void entering(Flight entered) {
        flight = entered;
    }

    /** Leaves at once when the caller has ended the wait before it began. */
    void leaveIfOver() {
        Flight left;
        synchronized (this) {
            left = over ? flight : null;
        }
        if (left != null) {
            engine.leave(left, this);
        }
    }

    /** From now on the caller may have hung steps on the future: they run on the executor. */
    void handOut() {
        beginning = null;
    }

    @Override
    void done(Outcome outcome) {
        endWait();
        if (Thread.currentThread() == beginning) {
            engine.answered(this, outcome);
        } else {
            engine.workers().callback(() -> engine.answered(this, outcome));
        }
    }

    /** What ends the wait when the call's time is up. */
    synchronized void limit(Future<?> due) {
        timer = due;
    }

    /** The wait is over, by an answer, or because the caller ended it. True for the first to say so. */
    synchronized boolean over() {
        boolean first = !over;
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        return first;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** A call whose time is up leaves its flight, which may go on for others. */
    void leaveIfTimedOut(Outcome end) {
        Flight left;
        synchronized (this) {
            left = flight;
        }
        if (end instanceof Outcome.TimedOut && left != null) {
            endWait();
            engine.leave(left, this);
        }
    }

    private void end() {
        Flight left;
        synchronized (this) {
            if (!over()) {
                return;
            }
            left = flight;
        }
        endWait();
        if (left != null) {
            engine.leave(left, this);
        }
        request.missed(engine.counters());
    }
}
