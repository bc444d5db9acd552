package methodcache.provider.ignite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import methodcache.api.spi.ClusterSettings;
import methodcache.testkit.Await;
import methodcache.testkit.ignite.IgniteServer;

/** The one server that tests share which don't harm it; it ends with this JVM. */
final class Nodes {
    static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final IgniteServer SHARED = IgniteServer.start();

    private Nodes() {}

    static IgniteServer shared() {
        return SHARED;
    }

    /** Of a cache that no other test has. */
    static ClusterSettings settings(IgniteServer server, String... options) {
        return settings(server, TIMEOUT, options);
    }

    static ClusterSettings settings(IgniteServer server, Duration timeout, String... options) {
        return settings("test-" + UUID.randomUUID(), server.address(), timeout, options);
    }

    static ClusterSettings settings(String cacheName, String addresses, Duration timeout, String... options) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("addresses", addresses));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new ClusterSettings(cacheName, timeout, all);
    }

    /** What an operation gives when it succeeds for the first time. */
    static <T> T eventually(Supplier<CompletionStage<T>> operation) {
        List<T> results = new ArrayList<>();
        Await.until(
                () -> operation
                        .get()
                        .handle((value, failure) -> failure == null && results.add(value))
                        .toCompletableFuture()
                        .join(),
                () -> "never succeeds");
        return results.get(0);
    }
}
