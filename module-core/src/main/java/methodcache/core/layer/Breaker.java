package methodcache.core.layer;

import methodcache.api.Ticker;
import methodcache.core.stats.Condition;

/**
 * Stops asking a store that fails: after {@value #FAILURES} failures in a row it is closed to calls for a second; then one call tries it,
 * and the rest wait for that one's answer. Thread-safe.
 */
final class Breaker {

    static final int FAILURES = 3;

    private static final long PAUSE = 1_000_000_000L;

    private final Ticker ticker;
    private final Condition condition;
    private int failures;
    private boolean probing;
    private long opened;

    Breaker(Ticker ticker, Condition condition) {
        this.ticker = ticker;
        this.condition = condition;
    }

    /** Whether a call may ask; one that does says how it went. */
    synchronized boolean allows() {
        if (failures < FAILURES) {
            return true;
        }
        if (probing || ticker.nanos() - opened < PAUSE) {
            return false;
        }
        probing = true;
        return true;
    }

    synchronized void worked() {
        failures = 0;
        probing = false;
        condition.works();
    }

    synchronized void failed(Throwable failure) {
        failures = Math.min(FAILURES, failures + 1);
        probing = false;
        opened = ticker.nanos();
        if (failures == FAILURES) {
            condition.fails(failure);
        }
    }

    /** Whether it lets nobody ask. */
    synchronized boolean isOpen() {
        return failures >= FAILURES;
    }
}
