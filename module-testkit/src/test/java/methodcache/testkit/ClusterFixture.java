package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;

/** Two nodes of a cluster on a test clock, with short ways to use them. */
class ClusterFixture {
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    static final Duration LIFE = Duration.ofMinutes(1);

    final TestClock clock = new TestClock();
    final ReferenceCluster cluster = new ReferenceCluster(clock);
    final ReferenceCluster.Node a = cluster.node("a");
    final ReferenceCluster.Node b = cluster.node("b");
    final L2Store storeA = a.store().create(settings("cache"));
    final L2Store storeB = b.store().create(settings("cache"));
    final Backplane logA = a.backplane().create(settings("cache"));
    final Backplane logB = b.backplane().create(settings("cache"));
    final LockManager locksA = a.locks().create(settings("cache"));
    final LockManager locksB = b.locks().create(settings("cache"));

    static ClusterSettings settings(String cacheName) {
        return new ClusterSettings(cacheName, TIMEOUT, Map.of());
    }

    static CompletableFuture<Void> put(L2Store store, String key, String value) {
        return store.writeAll(List.of(new L2Write.Put(key, bytes(value), LIFE))).toCompletableFuture();
    }

    static CompletableFuture<Void> remove(L2Store store, String key) {
        return store.writeAll(List.of(new L2Write.Remove(key))).toCompletableFuture();
    }

    /** What is there; the stage must be complete. */
    static String get(L2Store store, String key) {
        byte[] value = now(store.getAll(List.of(key))).get(key);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    static CompletableFuture<Position> append(Backplane log, String event) {
        return log.append(bytes(event)).toCompletableFuture();
    }

    static List<String> readAll(Backplane log) {
        Backplane.Extent extent = now(log.extent());
        return BackplaneTests.texts(now(log.read(extent.epoch(), extent.first(), 1_000)));
    }

    static CompletableFuture<Optional<Grant>> acquire(LockManager locks, Duration lease, Duration patience) {
        return locks.acquire(new Ask("lock", 1, lease, patience)).toCompletableFuture();
    }

    /** Takes the lock, which must be free. */
    static Grant take(LockManager locks, Duration lease) {
        Optional<Grant> grant = now(acquire(locks, lease, Duration.ZERO));
        assertThat(grant).isPresent();
        return grant.get();
    }

    static boolean isFree(LockManager locks) {
        Optional<Grant> grant = now(acquire(locks, LIFE, Duration.ZERO));
        grant.ifPresent(held -> now(held.release()));
        return grant.isPresent();
    }

    /** What a stage gives that is complete on return. */
    static <T> T now(CompletionStage<T> stage) {
        assertThat(stage.toCompletableFuture()).isCompleted();
        return stage.toCompletableFuture().join();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
