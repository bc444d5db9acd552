package methodcache.core.engine;

import java.time.Duration;
import methodcache.api.CacheStats;
import methodcache.core.invalidation.Stamps;
import org.jspecify.annotations.Nullable;

/** A snapshot of the counters. Its components are those of {@link CacheStats}. */
record Stats(
        long hits,
        long misses,
        long loads,
        long loadFailures,
        long joins,
        long refreshes,
        long refusals,
        long fallbacks,
        long staleServed,
        Duration loadTime,
        long evictions,
        long expirations,
        long invalidations,
        long earlyFloors,
        long dependencyCycles,
        long entries,
        long loadsInFlight,
        long callbackFailures,
        long l2Hits,
        long l2Failures,
        long l2Unwritten,
        long loadsWithoutLock,
        long unpublished,
        long missedEvents)
        implements CacheStats {

    static Stats of(
            Counters counters, Stamps stamps, long evictions, long entries, long inFlight, @Nullable Remote remote) {
        RemoteCounters cluster = remote == null ? RemoteCounters.NONE : remote.counters();
        return new Stats(
                counters.hits.sum(),
                counters.misses.sum(),
                counters.loads.sum(),
                counters.loadFailures.sum(),
                counters.joins.sum(),
                counters.refreshes.sum(),
                counters.refusals.sum(),
                counters.fallbacks.sum(),
                counters.stale.sum(),
                Duration.ofNanos(counters.loadNanos.sum()),
                evictions,
                counters.expirations.sum(),
                counters.invalidations.sum(),
                stamps.earlyFloors() + cluster.earlyFloors(),
                stamps.cycles(),
                entries,
                inFlight,
                counters.callbackFailures(),
                counters.l2Hits.sum(),
                cluster.failures(),
                cluster.unwritten(),
                cluster.withoutLock(),
                cluster.unpublished(),
                cluster.missed());
    }
}
