package methodcache.core.stats;

import java.time.Duration;
import methodcache.api.MethodStats;
import org.jspecify.annotations.Nullable;

/** A snapshot of a {@link Tally}, or the sum of some. Its components are those of {@link MethodStats}. */
public record Counts(
        @Nullable String method,
        @Nullable String group,
        long hits,
        long l2Hits,
        long misses,
        long loads,
        long loadFailures,
        long joins,
        long refreshes,
        long refusals,
        long fallbacks,
        long staleServed,
        long loadNanos,
        long lockWaits,
        long lockNanos)
        implements MethodStats {

    /** Nothing yet. */
    public static Counts none(@Nullable String method, @Nullable String group) {
        return new Counts(method, group, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** The sum, called as this. */
    public Counts plus(Counts other) {
        return new Counts(
                method,
                group,
                hits + other.hits,
                l2Hits + other.l2Hits,
                misses + other.misses,
                loads + other.loads,
                loadFailures + other.loadFailures,
                joins + other.joins,
                refreshes + other.refreshes,
                refusals + other.refusals,
                fallbacks + other.fallbacks,
                staleServed + other.staleServed,
                loadNanos + other.loadNanos,
                lockWaits + other.lockWaits,
                lockNanos + other.lockNanos);
    }

    /** Whether anything was counted. */
    boolean isUsed() {
        return !equals(none(method, group));
    }

    @Override
    public Duration loadTime() {
        return Duration.ofNanos(loadNanos);
    }

    @Override
    public Duration lockWaitTime() {
        return Duration.ofNanos(lockNanos);
    }
}
