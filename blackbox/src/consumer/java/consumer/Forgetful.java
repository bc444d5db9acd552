package consumer;

import java.time.Duration;
import java.util.Map;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.metrics.EvictionReason;

/** Uses all that may start a thread (listeners, asynchronous loads, time-outs, sweeps) and closes nothing. */
final class Forgetful {

    private Forgetful() {}

    static void run() {
        MethodCache cache = MethodCache.configure()
                .name("forgotten")
                .l1(l1 -> l1.maximumEntries(2))
                .defaultPolicy(p -> p.withDuration(Duration.ofSeconds(5)).withSlidingExpiration(Duration.ofSeconds(1)))
                .metrics(new CacheMetrics() {
                    @Override
                    public void eviction(String key, EvictionReason reason, Map<String, String> tags) {}
                })
                .build();
        for (int i = 0; i < 10; i++) {
            cache.getOrCreateAsync("key " + i, CacheLoader.blocking(context -> context.key()))
                    .join();
        }
        String value = cache.cache(() -> "on the executor")
                .withTimeout(Duration.ofMinutes(1))
                .execute();
        System.out.println("used: " + value);
    }
}
