package methodcache.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import methodcache.core.key.StoreKeys;

/**
 * The local clock of events. Every event this node applies takes the next number; a load remembers the number that was published
 * when it began, and its value is valid only while no event that covers it has a greater one.
 *
 * <p>Concurrency: events are applied one at a time, under one lock; what an event covers is raised first, then its number is
 * published. So whoever reads a number also sees everything that the events up to it did. Lock order: this lock, then the lock
 * of a key; never the other way round.
 *
 * <p>An event on a key needs no memory: the key's entry and flight are removed while it is applied. Prefixes and "all" are broad:
 * the last few prefixes are kept in a list that an entry is matched against once, when its hit finds it behind; older ones, and
 * "all", raise the floor: whatever was not seen since is invalid. An early floor invalidates too much, never too little.
 */
final class Stamps {

    private static final int KEPT = 256;
    private static final int SEALED = -1;

    private record Prefix(long number, String scope, String text) {}

    private record Broad(long floor, long last, List<Prefix> prefixes) {}

    private final ReentrantLock applying = new ReentrantLock();
    private final LongAdder earlyFloors = new LongAdder();
    private volatile long published;
    private volatile Broad broad = new Broad(0, 0, List.of());

    /** What a hit compares {@link Entry#seen()} with: the number of the last broad event, or -1 once sealed. */
    private volatile long last;

    /** The number to stamp a load with that begins now. */
    long published() {
        return published;
    }

    /** The number of the last broad event, for a hit; equal to no entry's once the cache closes, so that hits look closer. */
    long lastBroad() {
        return last;
    }

    boolean sealed() {
        return last == SEALED;
    }

    void seal() {
        applying.lock();
        try {
            last = SEALED;
        } finally {
            applying.unlock();
        }
    }

    /** Applies an event on keys: {@code raise} removes what it covers, then its number is published. */
    long applyToKeys(LongConsumer raise) {
        applying.lock();
        try {
            long number = published + 1;
            raise.accept(number);
            published = number;
            return number;
        } finally {
            applying.unlock();
        }
    }

    long applyToPrefix(String scope, String prefix) {
        return applyBroad(number -> {
            List<Prefix> kept = new ArrayList<>(broad.prefixes);
            long floor = broad.floor;
            if (kept.size() == KEPT) {
                List<Prefix> oldest = kept.subList(0, KEPT / 2);
                floor = oldest.get(oldest.size() - 1).number;
                oldest.clear();
                earlyFloors.increment();
            }
            kept.removeIf(earlier -> earlier.scope.equals(scope) && earlier.text.equals(prefix));
            kept.add(new Prefix(number, scope, prefix));
            broad = new Broad(floor, number, List.copyOf(kept));
        });
    }

    long applyToAll() {
        return applyBroad(number -> broad = new Broad(number, number, List.of()));
    }

    private long applyBroad(LongConsumer raise) {
        return applyToKeys(number -> {
            raise.accept(number);
            if (last != SEALED) {
                last = number;
            }
        });
    }

    /** The last broad event; what is checked against {@link #covers} after reading it has seen it. */
    long lastApplied() {
        return broad.last;
    }

    /** Whether a broad event later than a number covers a key. */
    boolean covers(Object key, long since) {
        Broad now = broad;
        if (since >= now.last) {
            return false;
        }
        if (since < now.floor) {
            return true;
        }
        List<Prefix> prefixes = now.prefixes;
        for (int i = prefixes.size() - 1; i >= 0; i--) {
            Prefix event = prefixes.get(i);
            if (event.number <= since) {
                return false;
            }
            if (StoreKeys.startsWith(key, event.scope, event.text)) {
                return true;
            }
        }
        return false;
    }

    /** How many prefixes an entry that is far behind is matched against. */
    int backlog() {
        return broad.prefixes.size();
    }

    long earlyFloors() {
        return earlyFloors.sum();
    }
}
