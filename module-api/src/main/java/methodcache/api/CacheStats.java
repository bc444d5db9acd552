package methodcache.api;

import java.util.List;

/**
 * What a cache did since it was built, and what it holds: an immutable snapshot. What each counter counts, and how they add up, is said in
 * {@link CallStats}; what follows here is of the cache as a whole. It is 0 without a second layer where it is about that.
 */
public interface CacheStats extends CallStats {

    /**
     * What calls of each method and group did; their counts add up to those of the cache. In no order.
     *
     * @return one for each that was called so far
     */
    List<MethodStats> methods();

    /**
     * What the calls of one method or lambda did, in all groups.
     *
     * @param method as {@link MethodStats#method()} says it
     * @return zeros where there were none
     */
    CallStats ofMethod(String method);

    /**
     * What the calls in one group did.
     *
     * @param group its name
     * @return zeros where there were none
     */
    CallStats ofGroup(String group);

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
     * What those entries weigh by the {@code weigher} of the first layer; as many as there are without one.
     *
     * @return a sum
     */
    long weight();

    /**
     * Loads that wait for their turn under {@code withMaxConcurrentLoads}.
     *
     * @return a number
     */
    long loadsWaiting();

    /**
     * Circuit breakers that are open now: those that let nobody in, or one to try.
     *
     * @return a number
     */
    long circuitsOpen();

    /**
     * Values that wait to be written to the second layer in the background.
     *
     * @return a number
     */
    long l2Queued();

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
}
