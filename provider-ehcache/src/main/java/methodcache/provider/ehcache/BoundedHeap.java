package methodcache.provider.ehcache;

import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import org.ehcache.config.EvictionAdvisor;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.core.events.NullStoreEventDispatcher;
import org.ehcache.core.spi.store.Store;
import org.ehcache.core.spi.store.heap.SizeOfEngine;
import org.ehcache.core.spi.time.TimeSource;
import org.ehcache.core.store.StoreConfigurationImpl;
import org.ehcache.impl.internal.store.heap.OnHeapStore;

/**
 * Ehcache's heap store with a bound that holds. It is one "by bytes", but the size of an entry is what we say it is:
 * its weight, or 1 where entries are counted. So Ehcache's own sizing, which walks through users' objects by reflection
 * and is deprecated, never runs.
 *
 * <p>Three things differ from a cache made by Ehcache's builders. <b>The bound:</b> Ehcache evicts at most two entries
 * for one put, and gives up after four attempts, so that a heavy entry among light ones, or racing threads, can leave
 * it too full for good; here a put goes on until the bound holds. <b>Entries without weight</b> are left alone, as to
 * evict them makes no room. <b>Evictions</b> are told at once to one listener, under the lock of the map's bin, and not
 * made into events.
 */
@SuppressWarnings("deprecation") // SizeOfEngine, for what the default one does; Ehcache has no other way to weigh
final class BoundedHeap extends OnHeapStore<Object, L1Entry> {

    /**
     * After so many rounds in a row that made no room, a put leaves the rest to others. At rest one round always
     * finds something; but room may be taken already for an entry that another thread is about to show in the map, and
     * that thread sees to the bound when it has.
     */
    private static final int FUTILE_ROUNDS = 64;

    private final long limit;

    /**
     * Makes an empty heap.
     *
     * @param evicted called for each eviction, under a lock: must be quick and not come back
     */
    BoundedHeap(long limit, boolean weighted, TimeSource clock, L1EvictionListener evicted) {
        super(
                configuration(limit, weighted),
                clock,
                weighted ? new Weights() : new Ones(),
                NullStoreEventDispatcher.nullStoreEventDispatcher(),
                null); // no statistics: the engine has its own
        this.limit = limit;
        setInvalidationListener((key, holder) -> evicted.evicted(key, holder.get()));
    }

    @Override
    protected void enforceCapacity() {
        int futile = 0;
        while (byteSized() > limit && futile < FUTILE_ROUNDS) {
            long before = byteSized();
            super.enforceCapacity();
            futile = byteSized() == before ? futile + 1 : 0;
        }
    }

    private static Store.Configuration<Object, L1Entry> configuration(long limit, boolean weighted) {
        EvictionAdvisor<Object, L1Entry> advisor =
                weighted ? (key, entry) -> entry.weight() == 0 : (key, entry) -> false;
        return new StoreConfigurationImpl<>(
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                                Object.class,
                                L1Entry.class,
                                ResourcePoolsBuilder.newResourcePoolsBuilder().heap(limit, MemoryUnit.B))
                        .withExpiry(ExpiryPolicyBuilder.noExpiration())
                        .withEvictionAdvisor(advisor)
                        .build(),
                1, // lanes for ordered events, of which there are none
                null, // no serializers: by reference
                null);
    }

    private static final class Weights implements SizeOfEngine {
        @Override
        public <K, V> long sizeof(K key, Store.ValueHolder<V> holder) {
            return ((L1Entry) holder.get()).weight();
        }
    }

    private static final class Ones implements SizeOfEngine {
        @Override
        public <K, V> long sizeof(K key, Store.ValueHolder<V> holder) {
            return 1;
        }
    }
}
