package methodcache.core.engine;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The loads that run, so that closing can wait for them and cancel the rest. */
final class ActiveLoads {

    private final Map<Load, Collection<Flight>> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private volatile boolean closing;

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
        }
    }

    /** Waits until only the loads that this thread is inside of run, or the time is up; false if interrupted. */
    boolean awaitOthers(long nanos) {
        closing = true;
        lock.lock();
        try {
            long left = nanos;
            while (othersRun() && left > 0) {
                left = fewer.awaitNanos(left);
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
            if (!inside(load)) {
                return true;
            }
        }
        return false;
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
    void cancelAll(Function<Flight, Outcome> outcome) {
        running.forEach((load, flights) -> {
            flights.forEach(flight -> flight.complete(outcome.apply(flight)));
            load.cancel();
        });
    }
}
