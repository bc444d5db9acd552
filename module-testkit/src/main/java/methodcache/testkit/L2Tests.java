package methodcache.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.L2Write;
import org.jspecify.annotations.Nullable;

/** What the parts of {@link L2StoreTck} share: a store to test, and short ways to write and look. */
interface L2Tests extends PartTests<L2Store> {

    Duration LONG = Duration.ofMinutes(10);

    @Override
    L2StoreProvider provider();

    @Override
    default String nameOfProvider() {
        return provider().name();
    }

    @Override
    default L2Store create(ClusterSettings settings) {
        return provider().create(settings);
    }

    static void put(L2Store store, String key, byte[] value) {
        write(store, new L2Write.Put(key, value, LONG));
    }

    static void write(L2Store store, L2Write... writes) {
        ClusterTests.done(store.writeAll(List.of(writes)));
    }

    static byte @Nullable [] get(L2Store store, String key) {
        return getAll(store, List.of(key)).get(key);
    }

    static Map<String, byte[]> getAll(L2Store store, Collection<String> keys) {
        return ClusterTests.done(store.getAll(keys));
    }
}
