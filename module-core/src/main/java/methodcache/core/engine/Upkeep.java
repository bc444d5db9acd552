package methodcache.core.engine;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.Ticker;
import methodcache.api.metrics.EvictionReason;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1Store;
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
    private final Gate gate;
    private final Ticker ticker;
    private final Counters counters;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean listening = new AtomicBoolean();

    /** The last broad event when the walk began, and the one that every entry has been matched with; only the sweep uses them. */
    private long walkedFrom;

    private long matched;

    /** Where the walk stands; only the sweep uses it. */
    private @Nullable Iterator<Map.Entry<Object, L1Entry>> walk;

    Upkeep(Engine.Parts parts, L1Store store, HitPath hits) {
        this.store = store;
        this.hits = hits;
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
        if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
            workers.later(this::sweep, PAUSE);
        }
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
        if (store.size() > 0) {
            workers.later(this::sweep, pause);
            return;
        }
        sweeping.set(false);
        if (store.size() > 0 && sweeping.compareAndSet(false, true)) {
            workers.later(this::sweep, PAUSE);
        }
    }

    /** Whether the next slice should come soon. */
    private boolean slice() {
        boolean behind = stamps.backlog() > LARGE_BACKLOG && matched < stamps.lastApplied();
        int most = behind ? LARGE_SLICE : SLICE;
        long now = ticker.nanos();
        int looked = 0;
        int dead = 0;
        Iterator<Map.Entry<Object, L1Entry>> entries = walk;
        if (entries == null) {
            walkedFrom = stamps.lastApplied();
            entries = store.iterator();
        }
        while (looked < most && entries.hasNext()) {
            Map.Entry<Object, L1Entry> held = entries.next();
            looked++;
            if (held.getValue() instanceof Entry entry && remove(held.getKey(), entry, now)) {
                dead++;
            }
        }
        walk = entries.hasNext() ? entries : null;
        if (walk == null) {
            matched = walkedFrom;
        }
        return behind || dead * 4 > looked;
    }

    private boolean remove(Object key, Entry entry, long now) {
        if (hits.dead(key, entry)) {
            return store.remove(key, entry);
        }
        if (!entry.alive(now) && store.remove(key, entry)) {
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
            if (held.getValue() instanceof Entry entry && entry.alive(now) && !hits.dead(held.getKey(), entry)) {
                live++;
            }
        }
        return live;
    }
}
