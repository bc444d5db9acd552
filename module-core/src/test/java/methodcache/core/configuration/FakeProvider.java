package methodcache.core.configuration;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import org.jspecify.annotations.Nullable;

/** A provider of stores that hold nothing and remember whether they were closed. */
class FakeProvider implements L1StoreProvider {

    final List<FakeStore> made = new ArrayList<>();
    private final String name;

    FakeProvider(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public L1Store create(L1Settings settings) {
        FakeStore store = new FakeStore(settings);
        made.add(store);
        return store;
    }

    /** The store made last. */
    FakeStore last() {
        return made.get(made.size() - 1);
    }

    static final class FakeStore implements L1Store {

        final L1Settings settings;
        boolean closed;

        FakeStore(L1Settings settings) {
            this.settings = settings;
        }

        @Override
        public @Nullable L1Entry get(Object key) {
            return null;
        }

        @Override
        public void put(Object key, L1Entry entry) {}

        @Override
        public @Nullable L1Entry remove(Object key) {
            return null;
        }

        @Override
        public boolean remove(Object key, L1Entry entry) {
            return false;
        }

        @Override
        public void clear() {}

        @Override
        public long size() {
            return 0;
        }

        @Override
        public long evictions() {
            return 0;
        }

        @Override
        public Iterator<Map.Entry<Object, L1Entry>> iterator() {
            return List.<Map.Entry<Object, L1Entry>>of().iterator();
        }

        @Override
        public void evictionListener(@Nullable L1EvictionListener listener) {}

        @Override
        public void close() {
            closed = true;
        }
    }
}
