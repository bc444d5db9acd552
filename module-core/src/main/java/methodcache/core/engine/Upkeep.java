package methodcache.core.engine;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.Ticker;
import methodcache.api.metrics.EvictionReason;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
import methodcache.core.invalidation.Stamps;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.Sinks;
import org.jspecify.annotations.Nullable;

/**
 * What L1 needs besides being written: a sweep, since stores don't know time or events, and an ear for evictions, once somebody
 * wants to hear of them.
 *
 * <p>The sweep walks the entries a slice at a time, once a second while there is something to do, and else
 * once a minute; sooner when it finds many dead ones, or when
 * many prefixes are waiting for entries to be matched with them. Slices never overlap: each schedules the next.
 */
final class Upkeep {

    private static final int SLICE = 500;
    private static final int LARGE_SLICE = 5_000;
    private static final int LARGE_BACKLOG = 32;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMinutes(1);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(10);

    private final L1Store store;
    private final HitPath hits;
    private final Stamps stamps;
    private final Workers workers;
    private final ActiveLoads active;
    private final Gate gate;
    private final Ticker ticker;
    private final Counters counters;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean listening = new AtomicBoolean();

    /** The next slice. */
    private volatile @Nullable Future<?> next;

    /** What every entry and load had seen when the walk began, or will have seen when it ends; only the sweep uses these. */
    private long walkedFrom;

    private long matched;

    /** What the walk has found: whether anything dead, and when the first life ends; only the sweep uses these. */
    private boolean foundDead;

    private long earliest;

    /** Until when there is nothing to do, by the ticker; 0 while there is. */
    private volatile long restsUntil;

    /** Where the walk stands; only the sweep uses it. */
    private @Nullable Iterator<Map.Entry<Object, L1Entry>> walk;

    Upkeep(Engine.Parts parts, L1Store store, HitPath hits, ActiveLoads active) {
        this.store = store;
        this.hits = hits;
        this.active = active;
        this.stamps = parts.stamps();
        this.workers = parts.workers();
        this.gate = parts.gate();
        this.ticker = parts.ticker();
        this.counters = parts.counters();
    }

    /** An entry was put. */
    void kept(Draft draft) {
        long until = restsUntil;
        if (until != 0 && draft.deadline() != Entry.NEVER && draft.deadline() - until < 0) {
            wake();
        }
        if (draft.sinks() != null && !listening.get() && listening.compareAndSet(false, true)) {
            store.evictionListener(this::evicted);
        }
        start();
    }

    /** An event was applied: there may be something to sweep, or to forget. */
    void applied() {
        if (restsUntil != 0) {
            wake();
        }
        start();
    }

    private void start() {
        if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
            sweepAfter(PAUSE);
        }
    }

    private synchronized void wake() {
        Future<?> due = next;
        if (restsUntil != 0 && due != null && due.cancel(false)) {
            restsUntil = 0;
            sweepAfter(PAUSE);
        }
    }

    private synchronized void sweepAfter(Duration pause) {
        next = workers.schedule(this::sweep, pause);
        // Looked at again after it was noted: either closing sees it, or this sees that it is too late.
        if (!gate.isOpen()) {
            stop();
        }
    }

    /** Sweeps no more; for closing. */
    void stop() {
        Future<?> due = next;
        if (due != null) {
            due.cancel(false);
        }
    }

    private boolean hasWork() {
        return store.size() > 0 || stamps.remembers();
    }

    private void evicted(Object key, L1Entry evicted) {
        Sinks sinks = evicted instanceof Entry entry ? entry.sinks : null;
        if (sinks != null) {
            workers.callback(() -> sinks.eviction(StoreKeys.text(key), EvictionReason.SIZE));
        }
    }

    private void sweep() {
        if (!gate.isOpen()) {
            return;
        }
        restsUntil = 0;
        Duration pause = PAUSE;
        try {
            pause = slice() ? SHORT_PAUSE : walk != null || foundDead || stamps.remembers() ? PAUSE : rest();
        } catch (RuntimeException broken) {
            walk = null;
            counters.layerFailed("be swept", broken);
        }
        if (hasWork()) {
            sweepAfter(pause);
            return;
        }
        sweeping.set(false);
        if (hasWork()) {
            start();
        }
    }

    /** Nothing was dead and nothing is to be forgotten: until the first life ends, for at most a minute. */
    private Duration rest() {
        long now = ticker.nanos();
        long rest = REST.toNanos();
        if (earliest != Entry.NEVER && earliest - now < rest) {
            rest = Math.max(PAUSE.toNanos(), earliest - now);
        }
        long until = now + rest;
        restsUntil = until == 0 ? 1 : until;
        return Duration.ofNanos(rest);
    }

    /** Whether the next slice should come soon. */
    private boolean slice() {
        boolean behind = stamps.backlog() > LARGE_BACKLOG && matched < stamps.published();
        int most = behind ? LARGE_SLICE : SLICE;
        long now = ticker.nanos();
        int looked = 0;
        int dead = 0;
        Iterator<Map.Entry<Object, L1Entry>> entries = walk;
        if (entries == null) {
            stamps.walkBegins();
            foundDead = false;
            earliest = Entry.NEVER;
            // Published first: a load that isn't seen to run has begun later.
            walkedFrom = stamps.published();
            walkedFrom = Math.min(walkedFrom, active.oldest());
            entries = store.iterator();
        }
        while (looked < most && entries.hasNext()) {
            Map.Entry<Object, L1Entry> held = entries.next();
            looked++;
            if (held.getValue() instanceof Entry entry) {
                if (entry.reach != null) {
                    stamps.linking().met(entry.reach);
                }
                if (remove(held.getKey(), entry, now)) {
                    dead++;
                    foundDead = true;
                } else {
                    earliest = earlier(earliest, entry.end());
                }
            }
        }
        walk = entries.hasNext() ? entries : null;
        if (walk == null) {
            matched = walkedFrom;
            stamps.walked(Math.min(matched, active.oldest()), active.allSince(stamps.walk()));
        }
        return behind || dead * 4 > looked;
    }

    private static long earlier(long one, long other) {
        return one == Entry.NEVER || (other != Entry.NEVER && other - one < 0) ? other : one;
    }

    private boolean remove(Object key, Entry entry, long now) {
        if (hits.judgedDead(key, entry)) {
            return hits.remove(key, entry);
        }
        if (entry.isGone(now) && hits.remove(key, entry)) {
            counters.expired(key, entry);
            return true;
        }
        return false;
    }

    /**
     * What can still be served.
     *
     * @param entries how many
     * @param weight what they weigh
     */
    record Live(long entries, long weight) {

        static final Live NOTHING = new Live(0, 0);
    }

    /** How many entries can still be served. */
    Live live() {
        long now = ticker.nanos();
        long live = 0;
        long weight = 0;
        for (Iterator<Map.Entry<Object, L1Entry>> entries = store.iterator(); entries.hasNext(); ) {
            Map.Entry<Object, L1Entry> held = entries.next();
            if (held.getValue() instanceof Entry entry
                    && !entry.isFailure()
                    && !hits.dead(held.getKey(), entry)
                    && entry.alive(now)) {
                live++;
                weight += entry.weight();
            }
        }
        return new Live(live, weight);
    }
}
