package methodcache.core.engine;

import methodcache.core.policy.Links;
import methodcache.core.policy.Sinks;
import org.jspecify.annotations.Nullable;

/**
 * An entry to be: everything but the numbers that it gets under the lock of its key.
 *
 * @param span the whole life that it was given when it was loaded, nanoseconds
 * @param cost how long its load took, nanoseconds
 * @param etag what its loader named the state of its source; null for nothing
 */
record Draft(
        @Nullable Object value,
        int version,
        int weight,
        long deadline,
        Entry.@Nullable Sliding sliding,
        long maxStale,
        @Nullable Sinks sinks,
        Links links,
        float span,
        float cost,
        @Nullable String etag) {

    /** The same, of a longer life that has begun elsewhere. */
    Draft within(float whole) {
        return new Draft(value, version, weight, deadline, sliding, maxStale, sinks, links, whole, cost, etag);
    }

    /** The same, loaded in some time from a source in some state. */
    Draft loaded(long nanos, @Nullable String state) {
        return new Draft(value, version, weight, deadline, sliding, maxStale, sinks, links, span, nanos, state);
    }

    /** What is kept of a load that has failed: an entry that no call for a value finds. */
    static Draft ofFailure(Throwable failure, int version, long deadline, @Nullable Sinks sinks, Links links) {
        return new Draft(failure, Entry.ofFailures(version), 1, deadline, null, 0, sinks, links, 0, 0, null);
    }

    /** The life that is left, to the end of which no use can move it; {@link Long#MAX_VALUE} where time doesn't end it. */
    long life(long now) {
        long end = sliding == null ? deadline : sliding.cap();
        return end == Entry.NEVER ? Long.MAX_VALUE : Math.max(0, end - now);
    }
}
