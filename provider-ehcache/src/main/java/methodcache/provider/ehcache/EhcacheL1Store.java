package methodcache.provider.ehcache;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import org.ehcache.Cache;
import org.ehcache.core.spi.store.Store;
import org.ehcache.core.spi.store.Store.ValueHolder;
import org.ehcache.spi.resilience.StoreAccessException;
import org.jspecify.annotations.Nullable;

/**
 * A first layer on a {@link BoundedHeap}.
 *
 * <p>Concurrency is the heap's, which is a concurrent map. {@code entries} and the heap's sum of weights change under
 * the lock of the map's bin, together with the entry, so both are exact at rest. That is why {@link #clear} removes one
 * by one: Ehcache's own puts a new map in the place of the old one, and what other threads do to the old one meanwhile
 * is then counted in the new one, for good.
 */
final class EhcacheL1Store implements L1Store {
    private final String cacheName;
    private final boolean weighted;
    private final long limit;
    private final ArrivalClock clock = new ArrivalClock();
    private final LongAdder entries = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final BoundedHeap heap;
    private volatile @Nullable EvictionNotifier notifier; // written under `this`
    private boolean closed; // guarded by `this`

    EhcacheL1Store(L1Settings settings) {
        cacheName = settings.cacheName();
        weighted = settings.maximumWeight().isPresent();
        limit = weighted
                ? settings.maximumWeight().getAsLong()
                : settings.maximumEntries().getAsLong();
        heap = new BoundedHeap(limit, weighted, clock, (key, entry) -> {
            entries.decrement();
            evicted(key, entry);
        });
    }

    @Override
    public @Nullable L1Entry get(Object key) {
        try {
            ValueHolder<L1Entry> holder = heap.get(key);
            return holder == null ? null : holder.get();
        } catch (StoreAccessException failure) {
            throw unwrapped(failure);
        }
    }

    @Override
    public void put(Object key, L1Entry entry) {
        Objects.requireNonNull(entry, "entry");
        if (weighted && entry.weight() > limit) {
            remove(key);
            evicted(key, entry);
            return;
        }
        clock.arrival();
        try {
            heap.getAndCompute(key, (sameKey, before) -> {
                if (before == null) {
                    entries.increment();
                }
                return entry;
            });
        } catch (StoreAccessException failure) {
            throw unwrapped(failure);
        }
    }

    @Override
    public @Nullable L1Entry remove(Object key) {
        try {
            ValueHolder<L1Entry> before = heap.getAndCompute(key, (sameKey, held) -> {
                if (held != null) {
                    entries.decrement();
                }
                return null;
            });
            return before == null ? null : before.get();
        } catch (StoreAccessException failure) {
            throw unwrapped(failure);
        }
    }

    /** Not by Ehcache's method of this kind, which compares by {@code equals}. */
    @Override
    public boolean remove(Object key, L1Entry entry) {
        try {
            ValueHolder<L1Entry> before = heap.getAndCompute(key, (sameKey, held) -> {
                if (held != entry) {
                    return held;
                }
                entries.decrement();
                return null;
            });
            return before != null && before.get() == entry;
        } catch (StoreAccessException failure) {
            throw unwrapped(failure);
        }
    }

    @Override
    public void clear() {
        iterator().forEachRemaining(held -> remove(held.getKey(), held.getValue()));
    }

    @Override
    public long size() {
        return Math.max(0, entries.sum()); // a sum taken while others write may miss the first of two changes
    }

    @Override
    public long evictions() {
        return evictions.sum();
    }

    @Override
    public Iterator<Map.Entry<Object, L1Entry>> iterator() {
        return new Walk(heap.iterator());
    }

    @Override
    public synchronized void evictionListener(@Nullable L1EvictionListener listener) {
        if (closed) {
            return;
        }
        EvictionNotifier before = notifier;
        notifier = listener == null ? null : new EvictionNotifier(cacheName, listener);
        if (before != null) {
            before.finish();
        }
    }

    @Override
    public void close() {
        EvictionNotifier last;
        synchronized (this) {
            closed = true;
            last = notifier;
            notifier = null;
        }
        if (last != null) {
            last.stop();
        }
        heap.clear(); // at once; the counts don't matter any more
        entries.reset();
    }

    private void evicted(Object key, L1Entry entry) {
        evictions.increment();
        EvictionNotifier hears = notifier;
        if (hears != null) {
            hears.evicted(key, entry);
        }
    }

    /** What a key's {@code equals} or {@code hashCode} threw, which Ehcache wraps. */
    private static RuntimeException unwrapped(StoreAccessException failure) {
        return failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }

    /** Ehcache's walk reads no clock and counts as no use. */
    private record Walk(Store.Iterator<Cache.Entry<Object, ValueHolder<L1Entry>>> held)
            implements Iterator<Map.Entry<Object, L1Entry>> {
        @Override
        public boolean hasNext() {
            return held.hasNext();
        }

        @Override
        public Map.Entry<Object, L1Entry> next() {
            try {
                Cache.Entry<Object, ValueHolder<L1Entry>> next = held.next();
                return Map.entry(next.getKey(), next.getValue().get());
            } catch (StoreAccessException failure) {
                throw unwrapped(failure);
            }
        }
    }
}
