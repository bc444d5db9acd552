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
        Links links) {}
