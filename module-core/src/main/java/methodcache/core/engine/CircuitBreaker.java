package methodcache.core.engine;

/**
 * Stops loaders that fail. Closed, it counts failures in a row; open, it lets nobody in for some time; then half-open, it lets one in, whose
 * end closes it or opens it again. A probe that doesn't end in the time that the breaker stays open makes room for another.
 *
 * <p>Source: M. Nygard, Release It!, 2007; the transitions as in Failsafe, with a threshold of failures in a row and one probe. Thread-safe;
 * threshold and time are those of who tells of a failure.
 */
final class CircuitBreaker {

    /** The ticket of who isn't let in. */
    static final long REFUSED = -1;

    /** The ticket of who goes through a closed breaker. */
    static final long CLOSED = 0;

    private int failures;
    private boolean open;
    private long openUntil;
    private long probe;
    private long probeUntil;
    private long probes;

    /** Lets a load in, which says by its ticket how it went; or refuses. */
    synchronized long enter(long now, long openFor) {
        if (!open) {
            return CLOSED;
        }
        if (refuses(now)) {
            return REFUSED;
        }
        probes++;
        probe = probes;
        probeUntil = now + openFor;
        return probe;
    }

    /** Whether it would refuse a load now. */
    synchronized boolean refuses(long now) {
        return open && (openUntil - now > 0 || (probe != 0 && probeUntil - now > 0));
    }

    /** Whether it lets nobody in, or one to try. */
    synchronized boolean isOpen() {
        return open;
    }

    /** How long it stays open. */
    synchronized long left(long now) {
        return open ? Math.max(0, openUntil - now) : 0;
    }

    synchronized void succeeded(long ticket) {
        if (ticket == CLOSED ? open : ticket != probe) {
            // It began before the breaker opened, or was taken for lost: it says nothing about now.
            return;
        }
        open = false;
        failures = 0;
        probe = 0;
    }

    synchronized void failed(long ticket, int threshold, long now, long openFor) {
        if (ticket == CLOSED ? open : ticket != probe) {
            return;
        }
        failures++;
        if (ticket != CLOSED || failures >= threshold) {
            open = true;
            openUntil = now + openFor;
            probe = 0;
        }
    }

    /** It ended without saying anything about what the loader depends on. */
    synchronized void ignored(long ticket) {
        if (ticket != CLOSED && ticket == probe) {
            probe = 0;
        }
    }
}
