package methodcache.core.engine;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The loads that run, so that closing can wait for them and cancel the rest. */
final class ActiveLoads {

    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Map<Load, Collection<Flight>> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private volatile boolean closing;
    private final AtomicReference<@Nullable Runnable> atTheEnd = new AtomicReference<>();

    void add(Load load, Collection<Flight> flights) {
        running.put(load, flights);
    }

    /** The lowest number that a load which runs was stamped with; the highest there is when none is. */
    long oldest() {
        long oldest = Load.NOT_BEGUN;
        for (Load load : running.keySet()) {
            oldest = Math.min(oldest, load.asOf());
        }
        return oldest;
    }

    /** Whether every load that runs was made known in a walk over all entries, or after it. */
    boolean allSince(int walk) {
        for (Load load : running.keySet()) {
            if (load.walk() < walk) {
                return false;
            }
        }
        return true;
    }

    /** A load is over, and its callers have been told. */
    void remove(Load load) {
        running.remove(load);
        if (closing) {
            lock.lock();
            try {
                fewer.signalAll();
            } finally {
                lock.unlock();
            }
            tellTheEnd();
        }
    }

    /** Runs an action once, when no load runs any more; for one who closes. */
    void whenAllHaveEnded(Runnable action) {
        atTheEnd.set(action);
        tellTheEnd();
    }

    private void tellTheEnd() {
        Runnable action = running.isEmpty() ? atTheEnd.getAndSet(null) : null;
        if (action != null) {
            action.run();
        }
    }

    /** Waits until only loads that wait for this thread run, or the time is up; false if interrupted. */
    boolean awaitOthers(long nanos) {
        closing = true;
        lock.lock();
        try {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; othersRun() && left > 0; left = end - System.nanoTime()) {
                // Nobody tells when a load begins to wait for the one whose loader closes.
                fewer.awaitNanos(Load.current() == null ? left : Math.min(left, SLICE));
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean othersRun() {
        for (Load load : running.keySet()) {
            if (!waitsForThisThread(load)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a load runs whose end this thread must not wait for. */
    boolean anyWaitsForThisThread() {
        return running.keySet().stream().anyMatch(ActiveLoads::waitsForThisThread);
    }

    /** Whether this thread runs a loader, and a load is its own or waits for it, if only through others. */
    static boolean waitsForThisThread(Load load) {
        Load own = Load.current();
        return own != null && (inside(load) || WaitGraph.waitsFor(load, own));
    }

    private static boolean inside(Load load) {
        for (@Nullable Load own = Load.current(); own != null; own = own.parent) {
            if (own == load) {
                return true;
            }
        }
        return false;
    }

    /** Cancels what runs, and tells its callers. Those of a flight that an event detached are found nowhere else. */
    void cancelAll(Predicate<Load> spared, Function<Flight, Outcome> outcome) {
        running.forEach((load, flights) -> {
            if (!spared.test(load)) {
                flights.forEach(flight -> flight.complete(outcome.apply(flight)));
                load.cancel();
            }
        });
    }
}
