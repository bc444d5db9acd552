package methodcache.core.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which load waits for which, over all caches of the process: a wait that would close a circle is refused, so loads can't
 * deadlock (histories: "Flights in a circle"). Only calls made by a loader take part, so the one lock is no bottleneck.
 */
final class WaitGraph {

    private static final ReentrantLock LOCK = new ReentrantLock();

    private WaitGraph() {}

    /** Notes that one load waits for another, unless that one, through others, waits for it. */
    static boolean tryWait(Load waiting, Load awaited) {
        LOCK.lock();
        try {
            if (reaches(awaited, waiting)) {
                return false;
            }
            waiting.awaited.add(awaited);
        } finally {
            LOCK.unlock();
        }
        awaited.awaitedByLoader();
        return true;
    }

    static void ended(Load waiting, Load awaited) {
        LOCK.lock();
        try {
            waiting.awaited.remove(awaited);
        } finally {
            LOCK.unlock();
        }
    }

    /** Whether one load waits for another, through others or not; a load for itself. */
    static boolean waitsFor(Load waiting, Load awaited) {
        LOCK.lock();
        try {
            return reaches(waiting, awaited);
        } finally {
            LOCK.unlock();
        }
    }

    private static boolean reaches(Load from, Load to) {
        Deque<Load> open = new ArrayDeque<>();
        Set<Load> known = new HashSet<>();
        open.add(from);
        while (!open.isEmpty()) {
            Load load = open.remove();
            if (load == to) {
                return true;
            }
            if (known.add(load)) {
                open.addAll(load.awaited);
            }
        }
        return false;
    }
}
