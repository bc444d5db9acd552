package methodcache.blackbox.soak;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What has been invalidated, by ticks of one clock for all threads, and what went wrong. Thread-safe. */
final class Ledger {

    private static final int REMEMBERED = 20;

    /** Of a key on a node: no call that begins now may be given what began to be loaded before. */
    static final class Floor {

        private long hard;
        private long soft;
        private long softEnded;

        synchronized Bound bound() {
            return new Bound(hard, soft, softEnded);
        }

        private synchronized void raise(long tick, boolean expired) {
            if (expired) {
                if (tick > soft) {
                    soft = tick;
                    softEnded = System.nanoTime();
                }
            } else {
                hard = Math.max(hard, tick);
            }
        }
    }

    /**
     * A floor as it was at a moment.
     *
     * @param hard by invalidations
     * @param soft by those that only expire
     * @param softEnded when the last of the latter had returned
     */
    record Bound(long hard, long soft, long softEnded) {}

    private final AtomicLong ticks = new AtomicLong();
    private final Map<String, Floor> floors = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger violated = new AtomicInteger();

    long tick() {
        return ticks.incrementAndGet();
    }

    Bound bound(int node, String key) {
        return floor(node, key).bound();
    }

    /** An invalidation of some keys has returned on a node. */
    void invalidated(int node, Collection<String> keys, long began, boolean expired) {
        keys.forEach(key -> floor(node, key).raise(began, expired));
    }

    private Floor floor(int node, String key) {
        return floors.computeIfAbsent(node + ":" + key, unknown -> new Floor());
    }

    void violation(String what) {
        if (violated.incrementAndGet() <= REMEMBERED) {
            violations.add(what);
        }
    }

    boolean isClean() {
        return violated.get() == 0;
    }

    String violations() {
        return violated + " violations, such as\n  " + String.join("\n  ", violations);
    }
}
