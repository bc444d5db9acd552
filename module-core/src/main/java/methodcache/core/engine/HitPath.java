package methodcache.core.engine;

import methodcache.api.Ticker;
import methodcache.api.spi.L1Store;
import methodcache.core.invalidation.Stamps;
import methodcache.core.policy.Early;
import org.jspecify.annotations.Nullable;

/** The way of a hit: one probe, one comparison with the last event that may concern it, one clock reading where time matters. */
public final class HitPath {

    private final L1Store store;
    private final Stamps stamps;
    private final Ticker ticker;
    private final Gate gate;
    private final Counters counters;

    HitPath(L1Store store, Stamps stamps, Ticker ticker, Gate gate, Counters counters) {
        this.store = store;
        this.stamps = stamps;
        this.ticker = ticker;
        this.gate = gate;
        this.counters = counters;
    }

    /**
     * The entry of a key, if it may be served.
     *
     * @param key the store key
     * @param version the version that the call asks for
     * @param early when the call refreshes a value early; null for never
     * @return the entry or null
     */
    public @Nullable Entry find(Object key, int version, @Nullable Early early) {
        Entry entry = (Entry) store.get(key);
        if (entry == null || entry.version != version) {
            return null;
        }
        if (entry.seen() < stamps.last(entry.reach) && !caughtUp(key, entry)) {
            return null;
        }
        long now = 0;
        if (entry.timed()) {
            now = ticker.nanos();
            if (!entry.alive(now)) {
                return expired(key, entry, now);
            }
            entry.touch(now);
        }
        if (early != null) {
            entry.usedBy(early, now);
        }
        return entry;
    }

    private boolean caughtUp(Object key, Entry entry) {
        gate.check(key);
        if (dead(key, entry)) {
            remove(key, entry);
            return false;
        }
        return true;
    }

    /** Whether an event removes an entry; one that stays has then seen all of them, and has expired where one says so. */
    boolean dead(Object key, Entry entry) {
        return entry.seen() < stamps.lastApplied(entry.reach) && judgedDead(key, entry);
    }

    /** The same, whether or not it has seen the last event that may concern it. */
    boolean judgedDead(Object key, Entry entry) {
        // All that the events up to this number did can be seen.
        long last = stamps.published();
        long seen = entry.seen();
        if (stamps.reaches(key, entry.reach, seen)) {
            if (!entry.outlives() || stamps.removes(key, entry.reach, seen)) {
                return true;
            }
            entry.expire(stamps.untouchedUntil(entry.reach, seen));
        }
        entry.seen(last);
        return false;
    }

    private @Nullable Entry expired(Object key, Entry entry, long now) {
        if (entry.isGone(now) && remove(key, entry)) {
            counters.expired(key, entry);
        }
        return null;
    }

    /** Removes an entry that may not be served. */
    boolean remove(Object key, Entry entry) {
        if (entry.reach != null) {
            stamps.linking().leaves(key, entry.reach);
        }
        return store.remove(key, entry);
    }
}
