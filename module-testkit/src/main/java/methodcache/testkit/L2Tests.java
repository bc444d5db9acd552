package methodcache.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.L2Write;
import org.jspecify.annotations.Nullable;

/** What the parts of {@link L2StoreTck} share: a store to test, and short ways to write and look. */
interface L2Tests extends ClusterTests {

    Duration LONG = Duration.ofMinutes(10);

    L2StoreProvider provider();

    /** A store of a cache that is empty. */
    default L2Store open() {
        return open(ClusterTests.anyCache());
    }

    default L2Store open(String cacheName) {
        return provider().create(settings(cacheName));
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
