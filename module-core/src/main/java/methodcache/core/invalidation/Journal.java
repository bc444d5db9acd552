package methodcache.core.invalidation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * When events happened. What it tells errs on the safe side, by a small part of the horizon, the longest time that anybody asks back
 * for: events that follow each other closely share a slot, and those before the horizon share one.
 *
 * <p>Concurrency: guarded by its monitor. Times are those of the ticker, which may wrap around.
 */
final class Journal {

    static final int MOST = 1_024;

    /** Slots that the horizon is divided into where events are frequent. */
    private static final int PARTS = 256;

    /** Events from the first to the last number, from one time to another. */
    private static final class Slot {
        private long first;
        private long from;
        private long last;
        private long until;

        Slot(long number, long time) {
            first = number;
            from = time;
            last = number;
            until = time;
        }
    }

    private final Deque<Slot> slots = new ArrayDeque<>();
    private long horizon;

    /** Lets times be asked back for as long. */
    synchronized void horizon(long nanos) {
        horizon = Math.max(horizon, nanos);
    }

    /** Notes an event; numbers grow, and times never fall. */
    synchronized void add(long number, long time) {
        Slot latest = slots.peekLast();
        if (latest != null && time - latest.from <= horizon / PARTS) {
            latest.last = number;
            latest.until = time;
            return;
        }
        slots.addLast(new Slot(number, time));
        while (slots.size() > 1) {
            Slot oldest = slots.removeFirst();
            Slot next = slots.getFirst();
            if (time - next.until <= horizon && slots.size() < MOST) {
                slots.addFirst(oldest);
                return;
            }
            next.first = oldest.first;
            next.from = oldest.from;
        }
    }

    /** The last event that had certainly happened by then, 0 for none; later ones may have. */
    synchronized long lastBy(long time) {
        for (Iterator<Slot> newest = slots.descendingIterator(); newest.hasNext(); ) {
            Slot slot = newest.next();
            if (slot.until - time <= 0) {
                return slot.last;
            }
            if (slot.from - time <= 0) {
                return slot.first;
            }
        }
        return 0;
    }

    /** A time before which the first event after a number certainly hadn't happened; {@code now} where there is none. */
    synchronized long firstAfter(long number, long now) {
        for (Slot slot : slots) {
            if (slot.last > number) {
                return slot.from;
            }
        }
        return now;
    }
}
