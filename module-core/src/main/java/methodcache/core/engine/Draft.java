package methodcache.core.engine;

import methodcache.core.policy.Links;
import methodcache.core.policy.Sinks;
import org.jspecify.annotations.Nullable;

/** An entry to be: everything but the numbers that it gets under the lock of its key. */
record Draft(
        @Nullable Object value,
        int version,
        int weight,
        long deadline,
        Entry.@Nullable Sliding sliding,
        long maxStale,
        @Nullable Sinks sinks,
        Links links) {

    /** The life that is left, to the end of which no use can move it; {@link Long#MAX_VALUE} where time doesn't end it. */
    long life(long now) {
        long end = sliding == null ? deadline : sliding.cap();
        return end == Entry.NEVER ? Long.MAX_VALUE : Math.max(0, end - now);
    }
}
