package methodcache.blackbox.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceL1StoreProvider;
import methodcache.testkit.TestClock;

/** Caches on one cluster in memory, on one clock that the test moves. */
final class Nodes implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMillis(500);

    final TestClock clock = new TestClock();
    final ReferenceCluster cluster = new ReferenceCluster(clock);
    private final Map<String, MethodCache> caches = new LinkedHashMap<>();
    private final UnaryOperator<MethodCacheConfiguration> words;

    Nodes() {
        this(UnaryOperator.identity());
    }

    /** Caches that are configured alike. */
    Nodes(UnaryOperator<MethodCacheConfiguration> words) {
        this.words = words;
    }

    MethodCache cache(String node) {
        return caches.computeIfAbsent(node, this::build);
    }

    /** A node that is configured in a way of its own. */
    MethodCache cache(String node, MethodCacheConfiguration configuration) {
        MethodCache cache = configuration.build();
        caches.put(node, cache);
        return cache;
    }

    MethodCache build(String node) {
        return words.apply(configuration(node)).build();
    }

    MethodCacheConfiguration configuration(String node) {
        ReferenceCluster.Node own = cluster.node(node);
        return MethodCache.configure()
                .name("shared")
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(1_000))
                .l2(own.store(), own.backplane(), l2 -> l2.timeout(LIMIT))
                .locks(own.locks())
                .ticker(clock)
                .scheduler(clock)
                // What follows on an operation has happened when it returns.
                .executor(Runnable::run)
                .random(() -> 0)
                .clock(() -> Instant.ofEpochMilli(1_000_000 + clock.nanos() / 1_000_000))
                .closeTimeout(Duration.ofMillis(50));
    }

    /** Ends a node, and lets the next one of this name begin anew. */
    void restart(String node) {
        caches.remove(node).close();
    }

    ReferenceCluster.Node node(String node) {
        return cluster.node(node);
    }

    @Override
    public void close() {
        caches.values().forEach(MethodCache::close);
    }
}
