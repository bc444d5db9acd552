package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import methodcache.api.BulkLoader;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import methodcache.testkit.Await;
import org.junit.jupiter.api.Test;

/** The threads of calls of many keys that wait for the cluster. */
class BulkThreadsTest {

    @Test
    void cancel_whileTheClusterIsAsked_doesNotInterruptWhatTheThreadDoesMeanwhile() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try (Nodes nodes = new Nodes()) {
            MethodCache cache = nodes.cache("a", nodes.configuration("a").executor(single));
            nodes.node("a").faults().delay(Duration.ofMillis(100));
            CompletableFuture<Map<String, String>> waiting = cache.getOrCreateManyAsync(
                    List.of("x", "y"), String.class, BulkLoader.blocking((missing, context) -> Map.of()));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch open = new CountDownLatch(1);
            CompletableFuture<String> other = cache.getOrCreateAsync(
                    "z",
                    CacheLoader.blocking(context -> {
                        begun.countDown();
                        return "" + open.await(20, TimeUnit.SECONDS);
                    }),
                    p -> p.withLayers(CacheLayer.L1));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            waiting.cancel(true);
            open.countDown();
            assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("true");
            Await.until(() -> cache.stats().loadsInFlight() == 0, () -> "the flights have ended");
        } finally {
            single.shutdownNow();
        }
    }
}
