package methodcache.provider.ignite;

import static methodcache.provider.ignite.IgniteL2StoreTest.get;
import static methodcache.provider.ignite.IgniteL2StoreTest.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import methodcache.testkit.Await;
import methodcache.testkit.ignite.IgniteServer;
import org.junit.jupiter.api.Test;

/**
 * Two nodes, of which one dies: what is copied is still there, and what goes through the dead one goes through the other. An operation may
 * run into its limit while the client finds that out.
 */
class IgniteClusterTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void logLocksAndValues_whenOneOfTwoNodesDies_areStillThere() {
        try (IgniteServer one = IgniteServer.start();
                IgniteServer other = one.startAnother()) {
            ClusterSettings settings =
                    Nodes.settings("test", one.address() + "," + other.address(), Duration.ofSeconds(5));
            try (L2Store store = new IgniteL2StoreProvider().create(settings);
                    Backplane log = new IgniteBackplaneProvider().create(settings);
                    LockManager locks = new IgniteLockManagerProvider().create(settings)) {
                fill(store);
                AtomicInteger told = new AtomicInteger();
                log.listen(told::incrementAndGet);
                List<Position> positions = appendMany(log);
                List<Grant> grants = IntStream.range(0, 20)
                        .mapToObj(i -> get(locks.acquire(new Ask("lock" + i, 1, LONG, Duration.ZERO)))
                                .orElseThrow())
                        .toList();

                one.kill();

                assertThat(eventually(() -> store.getAll(keys()))).containsOnlyKeys(keys());
                Position last = positions.get(positions.size() - 1);
                assertThat(eventually(log::extent)).isEqualTo(new Backplane.Extent(last.epoch(), 1, last.number()));
                assertThat(eventually(() -> log.read(last.epoch(), 1, 100)).events())
                        .hasSize(positions.size());
                assertThat(eventually(() -> log.append(new byte[] {9})).number())
                        .isGreaterThan(last.number());
                for (int i = 0; i < grants.size(); i++) {
                    Ask again = new Ask("lock" + i, 1, LONG, Duration.ZERO);
                    assertThat(eventually(() -> locks.acquire(again))).isEmpty();
                    Grant grant = grants.get(i);
                    assertThat(eventually(() -> grant.renew(LONG))).isTrue();
                    eventually(grant::release);
                    Grant next = eventually(() -> locks.acquire(again)).orElseThrow();
                    assertThat(next.token()).isGreaterThan(grant.token());
                }
                Await.until(
                        () -> {
                            int before = told.get();
                            eventually(() -> log.append(new byte[] {9}));
                            return told.get() > before;
                        },
                        () -> "not told any more");
            }
        }
    }

    private static List<String> keys() {
        return IntStream.range(0, 100).mapToObj(i -> "key" + i).toList();
    }

    private static void fill(L2Store store) {
        List<L2Write> writes = new ArrayList<>();
        keys().forEach(key -> writes.add(put(key, 1, LONG)));
        get(store.writeAll(writes));
    }

    private static List<Position> appendMany(Backplane log) {
        return IntStream.range(0, 50)
                .mapToObj(i -> get(log.append(new byte[] {(byte) i})))
                .toList();
    }

    private static <T> T eventually(Supplier<CompletionStage<T>> operation) {
        return Nodes.eventually(operation);
    }
}
