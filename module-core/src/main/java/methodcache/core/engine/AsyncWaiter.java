package methodcache.core.engine;

import java.util.ArrayList;
import java.util.List;
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
    private List<Future<?>> timers = List.of();
    private boolean limited;
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
            engine.meeting().leave(left, this);
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

    /** What ends the wait when its time is up. */
    void limit(List<Future<?>> due) {
        boolean late;
        synchronized (this) {
            late = over;
            if (!late) {
                List<Future<?>> all = new ArrayList<>(timers);
                all.addAll(due);
                timers = all;
            }
        }
        if (late) {
            due.forEach(timer -> timer.cancel(false));
        }
    }

    /** Whether it waits for the first time: limits count from then on. */
    synchronized boolean isToBeLimited() {
        boolean first = !limited;
        limited = true;
        return first;
    }

    /** The wait is over, by an answer, or because the caller ended it. True for the first to say so. */
    synchronized boolean over() {
        boolean first = !over;
        over = true;
        timers.forEach(timer -> timer.cancel(false));
        timers = List.of();
        return first;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** A call whose time is up leaves its flight, which may go on for others; and goes on in any case where it is only slow. */
    void leave(Outcome.TimedOut why) {
        Flight left;
        synchronized (this) {
            left = flight;
        }
        if (left == null) {
            return;
        }
        endWait();
        if (why.isSlow()) {
            engine.meeting().leaveBehind(request, left, this);
        } else {
            engine.meeting().leave(left, this);
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
            engine.meeting().leave(left, this);
        }
        request.missed(engine.counters());
    }
}
