package methodcache.provider.ignite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;

/**
 * Values in a cache of their own. Writes of one life are one request, in the order of their keys, which keeps those that meet in a
 * transactional cache from waiting for each other.
 */
final class IgniteL2Store implements L2Store {
    private final Session session;

    IgniteL2Store(ClusterSettings settings, Options options) {
        session = new Session(
                settings, options, CacheSpec.values(settings.cacheName(), options), client -> () -> {}, () -> false);
    }

    @Override
    public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
        Map<String, String> byCode = new LinkedHashMap<>();
        for (String key : keys) {
            byCode.put(Keys.encode(key), key);
        }
        if (byCode.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return session.call(cache -> cache.getAllAsync(byCode.keySet())).thenApply(found -> byKey(found, byCode));
    }

    private static Map<String, byte[]> byKey(Map<String, byte[]> found, Map<String, String> byCode) {
        Map<String, byte[]> values = new HashMap<>();
        byCode.forEach((code, key) -> {
            byte[] value = found.get(code);
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    @Override
    public CompletionStage<Void> writeAll(List<L2Write> writes) {
        Map<Duration, SortedMap<String, byte[]>> puts = new HashMap<>();
        SortedSet<String> removals = new TreeSet<>();
        for (L2Write write : writes) {
            String code = Keys.encode(write.key());
            if (write instanceof L2Write.Put put) {
                puts.computeIfAbsent(put.life(), life -> new TreeMap<>()).put(code, put.value());
            } else {
                removals.add(code);
            }
        }
        List<CompletableFuture<?>> sent = new ArrayList<>();
        puts.forEach((life, values) -> sent.add(put(Life.of(life), values)));
        if (!removals.isEmpty()) {
            sent.add(remove(removals));
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> put(Life life, SortedMap<String, byte[]> values) {
        if (values.size() > 1) {
            return session.call(cache -> cache.withExpirePolicy(life).putAllAsync(values));
        }
        String key = values.firstKey(); // goes to the node that has it
        byte[] value = values.get(key);
        return session.call(cache -> cache.withExpirePolicy(life).putAsync(key, value));
    }

    private CompletableFuture<?> remove(SortedSet<String> keys) {
        return keys.size() > 1
                ? session.call(cache -> cache.removeAllAsync(keys))
                : session.call(cache -> cache.removeAsync(keys.first()));
    }

    @Override
    public void close() {
        session.close();
    }
}
