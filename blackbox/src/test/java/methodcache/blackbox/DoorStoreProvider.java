package methodcache.blackbox;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import methodcache.testkit.ReferenceL1StoreProvider;

/**
 * Makes a store with doors: whoever is about to put or to remove the entry of a key stops there, in the middle of what the engine
 * does. Each door stops one, once.
 */
final class DoorStoreProvider implements L1StoreProvider {

    private final Map<Object, Door> puts = new ConcurrentHashMap<>();
    private final Map<Object, Door> removals = new ConcurrentHashMap<>();

    Door atNextPut(String key) {
        Door door = new Door();
        puts.put(key, door);
        return door;
    }

    Door atNextRemoval(String key) {
        Door door = new Door();
        removals.put(key, door);
        return door;
    }

    private static void pass(Map<Object, Door> doors, Object key) {
        Door door = doors.remove(key);
        if (door != null) {
            door.passStubbornly();
        }
    }

    @Override
    public String name() {
        return "doors";
    }

    @Override
    public L1Store create(L1Settings settings) {
        return new Store(new ReferenceL1StoreProvider().create(settings));
    }

    private final class Store implements L1Store {

        private final L1Store store;

        Store(L1Store store) {
            this.store = store;
        }

        @Override
        public L1Entry get(Object key) {
            return store.get(key);
        }

        @Override
        public void put(Object key, L1Entry entry) {
            pass(puts, key);
            store.put(key, entry);
        }

        @Override
        public L1Entry remove(Object key) {
            pass(removals, key);
            return store.remove(key);
        }

        @Override
        public boolean remove(Object key, L1Entry entry) {
            return store.remove(key, entry);
        }

        @Override
        public void clear() {
            store.clear();
        }

        @Override
        public long size() {
            return store.size();
        }

        @Override
        public long evictions() {
            return store.evictions();
        }

        @Override
        public Iterator<Map.Entry<Object, L1Entry>> iterator() {
            return store.iterator();
        }

        @Override
        public void evictionListener(L1EvictionListener listener) {
            store.evictionListener(listener);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
