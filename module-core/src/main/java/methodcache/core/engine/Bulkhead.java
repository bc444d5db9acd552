package methodcache.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Bounds how many loads run at a time; the others wait in their order. Thread-safe. */
final class Bulkhead {

    /** How a load's wait ends. */
    enum Turn {
        /** It is in. */
        IN,
        /** It mustn't wait: others do for it. */
        PRESSED,
        /** It has waited too long. */
        EXPIRED
    }

    /** A load that waits. */
    private record Waiting(int permits, CompletableFuture<Turn> turn) {}

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int running;

    /**
     * Lets a load in, at once or when others have left.
     *
     * @param permits how many may run
     * @return completes when it is in; whoever completes it before with something else says {@link #forget}
     */
    CompletableFuture<Turn> enter(int permits) {
        synchronized (this) {
            if (running >= permits) {
                Waiting waiting = new Waiting(permits, new CompletableFuture<>());
                queue.add(waiting);
                return waiting.turn;
            }
            running++;
        }
        return CompletableFuture.completedFuture(Turn.IN);
    }

    /** Lets a load in whatever the bound: one that others wait for who are in. */
    synchronized void enterBeside() {
        running++;
    }

    /** A load has ended. */
    void leave() {
        synchronized (this) {
            running--;
        }
        admit();
    }

    /** One who waited has given up. */
    synchronized void forget(CompletableFuture<Turn> turn) {
        queue.removeIf(waiting -> waiting.turn == turn);
    }

    /** How many wait. */
    synchronized long waiting() {
        return queue.size();
    }

    private void admit() {
        List<Waiting> next = new ArrayList<>(1);
        synchronized (this) {
            while (!queue.isEmpty() && running < queue.peek().permits) {
                next.add(queue.remove());
                running++;
            }
        }
        for (Waiting waiting : next) {
            if (!waiting.turn.complete(Turn.IN)) {
                leave();
            }
        }
    }
}
