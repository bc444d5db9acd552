package methodcache.core.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells many waiters how their flight has ended. To wake a thread takes long, so those that are awake help to wake the others: with one thread
 * alone the last of many would wait for all before it. Thread-safe; each is told once.
 */
final class Telling {

    private final List<Waiter> waiters;
    private final Outcome outcome;
    private final AtomicInteger next = new AtomicInteger();

    Telling(List<Waiter> waiters, Outcome outcome) {
        this.waiters = waiters;
        this.outcome = outcome;
    }

    /** Tells whoever hasn't been told yet. */
    void tell() {
        for (int i = next.getAndIncrement(); i < waiters.size(); i = next.getAndIncrement()) {
            waiters.get(i).told(outcome, this);
        }
    }
}
