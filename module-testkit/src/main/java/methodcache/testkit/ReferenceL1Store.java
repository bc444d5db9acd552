package methodcache.testkit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import org.jspecify.annotations.Nullable;

/** A map in the order of use under one lock. What has no weight is never evicted, as that would make no room. */
final class ReferenceL1Store implements L1Store {
    private final LinkedHashMap<Object, L1Entry> map = new LinkedHashMap<>(16, 0.75f, true);
    private final boolean weighted;
    private final long limit;
    private final Executor notifications;
    private @Nullable L1EvictionListener listener;
    private long used;
    private long evictions;

    ReferenceL1Store(L1Settings settings, Executor notifications) {
        weighted = settings.maximumWeight().isPresent();
        limit = weighted
                ? settings.maximumWeight().getAsLong()
                : settings.maximumEntries().getAsLong();
        this.notifications = notifications;
    }

    @Override
    public synchronized @Nullable L1Entry get(Object key) {
        return map.get(key);
    }

    @Override
    public synchronized void put(Object key, L1Entry entry) {
        remove(key);
        if (cost(entry) > limit) {
            evicted(key, entry);
            return;
        }
        makeRoom(cost(entry));
        map.put(key, Objects.requireNonNull(entry, "entry"));
        used += cost(entry);
    }

    @Override
    public synchronized @Nullable L1Entry remove(Object key) {
        L1Entry removed = map.remove(Objects.requireNonNull(key, "key"));
        if (removed != null) {
            used -= cost(removed);
        }
        return removed;
    }

    @Override
    public synchronized boolean remove(Object key, L1Entry entry) {
        // A look at the map counts as use, but what isn't expected is about to be replaced or removed anyway.
        if (map.get(key) != entry) {
            return false;
        }
        remove(key);
        return true;
    }

    @Override
    public synchronized void clear() {
        map.clear();
        used = 0;
    }

    @Override
    public synchronized long size() {
        return map.size();
    }

    @Override
    public synchronized long evictions() {
        return evictions;
    }

    /** Walks over a copy. */
    @Override
    public synchronized Iterator<Map.Entry<Object, L1Entry>> iterator() {
        return map.entrySet().stream()
                .map(held -> Map.entry(held.getKey(), held.getValue()))
                .collect(Collectors.toList())
                .iterator();
    }

    @Override
    public synchronized void evictionListener(@Nullable L1EvictionListener newListener) {
        listener = newListener;
    }

    @Override
    public synchronized void close() {
        clear();
        listener = null;
    }

    private void makeRoom(long wanted) {
        Iterator<Map.Entry<Object, L1Entry>> unusedLongestFirst = map.entrySet().iterator();
        while (used + wanted > limit) {
            Map.Entry<Object, L1Entry> victim = unusedLongestFirst.next();
            if (cost(victim.getValue()) > 0) {
                unusedLongestFirst.remove();
                used -= cost(victim.getValue());
                evicted(victim.getKey(), victim.getValue());
            }
        }
    }

    private void evicted(Object key, L1Entry entry) {
        evictions++;
        L1EvictionListener hears = listener;
        if (hears != null) {
            notifications.execute(() -> hears.evicted(key, entry));
        }
    }

    private long cost(L1Entry entry) {
        return weighted ? entry.weight() : 1;
    }
}
