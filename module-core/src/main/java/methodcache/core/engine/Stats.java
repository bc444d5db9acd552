package methodcache.core.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import methodcache.api.CacheStats;
import methodcache.api.CallStats;
import methodcache.api.MethodStats;
import methodcache.core.invalidation.Stamps;
import methodcache.core.stats.Counts;
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
        long lockWaits,
        Duration lockWaitTime,
        long evictions,
        long expirations,
        long invalidations,
        long earlyFloors,
        long dependencyCycles,
        long entries,
        long weight,
        long loadsInFlight,
        long loadsWaiting,
        long circuitsOpen,
        long callbackFailures,
        long l2Hits,
        long l2Failures,
        long l2Unwritten,
        long l2Queued,
        long loadsWithoutLock,
        long unpublished,
        long missedEvents,
        List<MethodStats> methods)
        implements CacheStats {

    /**
     * What is there at the moment.
     *
     * @param evictions entries that went for want of room
     * @param live what can still be served
     * @param inFlight keys being loaded
     * @param waiting loads that wait for their turn
     * @param open circuit breakers
     */
    record Now(long evictions, Upkeep.Live live, long inFlight, long waiting, long open) {}

    static Stats of(Counters counters, Stamps stamps, Now now, @Nullable Remote remote) {
        RemoteCounters cluster = remote == null ? RemoteCounters.NONE : remote.counters();
        List<Counts> each = counters.tallies.counts();
        Counts all = each.stream().reduce(Counts.none(null, null), Counts::plus);
        return new Stats(
                all.hits(),
                all.misses(),
                all.loads(),
                all.loadFailures(),
                all.joins(),
                all.refreshes(),
                all.refusals(),
                all.fallbacks(),
                all.staleServed(),
                all.loadTime(),
                all.lockWaits(),
                all.lockWaitTime(),
                now.evictions,
                counters.expirations.sum(),
                counters.invalidations.sum(),
                stamps.earlyFloors() + cluster.earlyFloors(),
                stamps.cycles(),
                now.live.entries(),
                now.live.weight(),
                now.inFlight,
                now.waiting,
                now.open,
                counters.callbackFailures(),
                all.l2Hits(),
                cluster.failures(),
                cluster.unwritten(),
                cluster.queued(),
                cluster.withoutLock(),
                cluster.unpublished(),
                cluster.missed(),
                List.copyOf(each));
    }

    @Override
    public CallStats ofMethod(String method) {
        return sum(Counts.none(method, null), each -> method.equals(each.method()));
    }

    @Override
    public CallStats ofGroup(String group) {
        return sum(Counts.none(null, group), each -> group.equals(each.group()));
    }

    private Counts sum(Counts none, Predicate<MethodStats> of) {
        return methods.stream().filter(of).map(Counts.class::cast).reduce(none, Counts::plus);
    }
}
