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
 * <p>The sweep walks the entries a slice at a time, once a second while there are any; sooner when it finds many dead ones, or when
 * many prefixes are waiting for entries to be matched with them. Slices never overlap: each schedules the next.
 */
final class Upkeep {

    private static final int SLICE = 500;
    private static final int LARGE_SLICE = 5_000;
    private static final int LARGE_BACKLOG = 32;
    private static final Duration PAUSE = Duration.ofSeconds(1);
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
        if (draft.sinks() != null && !listening.get() && listening.compareAndSet(false, true)) {
            store.evictionListener(this::evicted);
        }
        awake();
    }

    /** There is something to sweep. */
    void awake() {
        if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
            sweepAfter(PAUSE);
        }
    }

    private void sweepAfter(Duration pause) {
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
        Duration pause = PAUSE;
        try {
            pause = slice() ? SHORT_PAUSE : PAUSE;
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
            awake();
        }
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
                    stamps.met(entry.reach);
                }
                dead += remove(held.getKey(), entry, now) ? 1 : 0;
            }
        }
        walk = entries.hasNext() ? entries : null;
        if (walk == null) {
            matched = walkedFrom;
            stamps.walked(Math.min(matched, active.oldest()), active.allSince(stamps.walk()));
        }
        return behind || dead * 4 > looked;
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

    /** How many entries can still be served. */
    long live() {
        long now = ticker.nanos();
        long live = 0;
        for (Iterator<Map.Entry<Object, L1Entry>> entries = store.iterator(); entries.hasNext(); ) {
            Map.Entry<Object, L1Entry> held = entries.next();
            if (held.getValue() instanceof Entry entry && !hits.dead(held.getKey(), entry) && entry.alive(now)) {
                live++;
            }
        }
        return live;
    }
}
