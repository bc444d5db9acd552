package methodcache.api;

import java.time.Duration;

/**
 * What calls did: an immutable snapshot. Counters are read one after the other while calls go on, so they may be apart by the calls in
 * progress. In a quiet cache {@code hits + misses} is the number of keys asked for, and {@code misses + refreshes = loads + loadFailures +
 * joins + refusals} plus the misses of {@code tryGet}.
 */
public interface CallStats {

    /**
     * Answers from the cache.
     *
     * @return a count
     */
    long hits();

    /**
     * Answers from the second layer; they are among {@link #hits()}.
     *
     * @return a count; 0 without a second layer
     */
    long l2Hits();

    /**
     * Keys asked for that the cache didn't have: loads, failed loads, joined loads, conditions that said no, and look-ups
     * that found nothing.
     *
     * @return a count
     */
    long misses();

    /**
     * Loads that gave a value. Of a bulk load each key counts, a key that is missing from its loader's map included.
     *
     * @return a count
     */
    long loads();

    /**
     * Loads that failed or were cancelled.
     *
     * @return a count
     */
    long loadFailures();

    /**
     * Misses and refreshes whose own loader didn't run: answered by a load that another call had begun or by what another node had loaded, or
     * too late for a cache that closes.
     *
     * @return a count
     */
    long joins();

    /**
     * Keys that the cache refreshed by itself, in the background: ahead of their end or at intervals.
     *
     * @return a count
     */
    long refreshes();

    /**
     * Misses and refreshes whose loader wasn't run, since a circuit breaker was open, a failure was remembered, two loads of the key had taken
     * longer than their hard time-out and still ran, or a load had waited too long for its turn.
     *
     * @return a count
     */
    long refusals();

    /**
     * Keys answered by {@code withFallback}, since their load had failed.
     *
     * @return a count
     */
    long fallbacks();

    /**
     * Calls answered with a value past its life because its load had failed or was slow: misses whose load fails or takes longer than the soft
     * time-out, and hits until it is tried again.
     *
     * @return a count
     */
    long staleServed();

    /**
     * Time spent in loaders, failed ones included; a bulk load counts once.
     *
     * @return a sum
     */
    Duration loadTime();

    /**
     * Loads that have waited for a distributed lock, whether they have got it or not.
     *
     * @return a count
     */
    long lockWaits();

    /**
     * Time that loads have waited for distributed locks.
     *
     * @return a sum
     */
    Duration lockWaitTime();

    /**
     * The share of answers from the cache.
     *
     * @return from 0 to 1; 1 when nothing was asked for yet
     */
    default double hitRatio() {
        long asked = hits() + misses();
        return asked == 0 ? 1.0 : (double) hits() / asked;
    }
}
