package methodcache.core.engine;

import java.time.Duration;
import methodcache.api.CacheStats;
import methodcache.core.invalidation.Stamps;

/** A snapshot of the counters. Its components are those of {@link CacheStats}, in its order. */
record Stats(
        long hits,
        long misses,
        long loads,
        long loadFailures,
        long joins,
        long staleServed,
        Duration loadTime,
        long evictions,
        long expirations,
        long invalidations,
        long earlyFloors,
        long dependencyCycles,
        long entries,
        long loadsInFlight,
        long callbackFailures)
        implements CacheStats {

    static Stats of(Counters counters, Stamps stamps, long evictions, long entries, long inFlight) {
        return new Stats(
                counters.hits.sum(),
                counters.misses.sum(),
                counters.loads.sum(),
                counters.loadFailures.sum(),
                counters.joins.sum(),
                counters.stale.sum(),
                Duration.ofNanos(counters.loadNanos.sum()),
                evictions,
                counters.expirations.sum(),
                counters.invalidations.sum(),
                stamps.earlyFloors(),
                stamps.cycles(),
                entries,
                inFlight,
                counters.callbackFailures());
    }
}
