package methodcache.api;

import java.time.Duration;

/**
 * What a cache did since it was built, and what it holds: an immutable snapshot. Counters are read one after the other while
 * calls go on, so they may be apart by the calls in progress. In a quiet cache {@code hits + misses} is the number of keys
 * asked for, and {@code misses + refreshes = loads + loadFailures + joins + refusals} plus the misses of {@code tryGet}.
 */
public interface CacheStats {

    /**
     * Answers from the cache.
     *
     * @return a count
     */
    long hits();

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
     * Entries that went for want of room.
     *
     * @return a count
     */
    long evictions();

    /**
     * Entries found past their life and removed.
     *
     * @return a count
     */
    long expirations();

    /**
     * Invalidations applied, each call once.
     *
     * @return a count
     */
    long invalidations();

    /**
     * Times that what is remembered of invalidations or dependencies outgrew a bound, of which the guide has a table, and
     * was replaced by a wider invalidation.
     *
     * @return a count
     */
    long earlyFloors();

    /**
     * Values stored whose dependencies led back to themselves. That is legal: an invalidation covers each of the circle once.
     *
     * @return a count
     */
    long dependencyCycles();

    /**
     * Answers from the second layer; they are among {@link #hits()}.
     *
     * @return a count; 0 without a second layer, as all that follow of it
     */
    long l2Hits();

    /**
     * Operations of the second layer and of its log that failed, took too long, or weren't tried since those before had failed; and values
     * found there that couldn't be read. No call was hurt.
     *
     * @return a count
     */
    long l2Failures();

    /**
     * Values that were to go to the second layer and stayed in the first: too large, not to be encoded, of an unknown type, or dropped from
     * a full queue.
     *
     * @return a count
     */
    long l2Unwritten();

    /**
     * Loads that ran without the distributed lock they asked for: they have waited in vain, or the locks couldn't be reached.
     *
     * @return a count
     */
    long loadsWithoutLock();

    /**
     * Invalidations that are applied on this node and not yet in the cluster's log, since it couldn't be reached.
     *
     * @return a number
     */
    long unpublished();

    /**
     * Times that this node may have missed invalidations of others, and gave up everything it held.
     *
     * @return a count
     */
    long missedEvents();

    /**
     * Entries held that can still be served. Counted by a walk over the entries when the snapshot is taken.
     *
     * @return a number
     */
    long entries();

    /**
     * Keys being loaded.
     *
     * @return a number
     */
    long loadsInFlight();

    /**
     * Hooks, conditions and metrics sinks that threw; their calls were served all the same.
     *
     * @return a count
     */
    long callbackFailures();

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
