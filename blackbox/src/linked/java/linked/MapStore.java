package linked;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import methodcache.api.spi.L1Store;

/** Never full: this application has one key. */
final class MapStore implements L1Store {

    private final Map<Object, L1Entry> entries = new ConcurrentHashMap<>();

    @Override
    public L1Entry get(Object key) {
        return entries.get(key);
    }

    @Override
    public void put(Object key, L1Entry entry) {
        entries.put(key, entry);
    }

    @Override
    public L1Entry remove(Object key) {
        return entries.remove(key);
    }

    @Override
    public boolean remove(Object key, L1Entry entry) {
        return entries.remove(key, entry);
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public long size() {
        return entries.size();
    }

    @Override
    public long evictions() {
        return 0;
    }

    @Override
    public Iterator<Map.Entry<Object, L1Entry>> iterator() {
        return entries.entrySet().iterator();
    }

    @Override
    public void evictionListener(L1EvictionListener listener) {}

    @Override
    public void close() {
        entries.clear();
    }
}
