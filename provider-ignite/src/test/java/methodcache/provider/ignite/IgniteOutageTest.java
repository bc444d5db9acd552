package methodcache.provider.ignite;

import static methodcache.provider.ignite.IgniteL2StoreTest.get;
import static methodcache.provider.ignite.IgniteL2StoreTest.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import methodcache.testkit.Await;
import methodcache.testkit.ignite.IgniteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is away, silent, or back without its memory. */
@Tag("long")
class IgniteOutageTest {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofMinutes(5);

    private static IgniteServer server;

    @BeforeAll
    static void start() {
        server = IgniteServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void back() {
        server.thaw();
        if (!server.isRunning()) {
            server.restart();
        }
    }

    private static ClusterSettings settings() {
        return Nodes.settings(server, SHORT);
    }

    private static L2Store store(ClusterSettings settings) {
        return new IgniteL2StoreProvider().create(settings);
    }

    private static <T> T eventually(Supplier<CompletionStage<T>> operation) {
        return Nodes.eventually(operation);
    }

    @Test
    void create_whenNobodyListens_givesOneThatFailsFast() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ClusterSettings nobody = Nodes.settings("test", "127.0.0.1:" + port, Duration.ofSeconds(30));
        try (L2Store store = store(nobody)) {
            assertThat(store.getAll(List.of("a"))).failsWithin(10, TimeUnit.SECONDS);
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(store.getAll(List.of("a"))).isCompletedExceptionally();
            }
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
        assertNoThreads("test");
    }

    @Test
    void store_whenTheServerIsBackWithoutItsMemory_worksAgain() {
        try (L2Store store = store(settings())) {
            eventually(() -> store.writeAll(List.of(put("a", 1, LONG), put("b", 1, LONG))));
            server.kill();
            assertThat(store.getAll(List.of("a"))).failsWithin(10, TimeUnit.SECONDS);
            server.restart();
            assertThat(eventually(() -> store.getAll(List.of("a", "b")))).isEmpty();
            get(store.writeAll(List.of(put("a", 2, LONG))));
            assertThat(get(store.getAll(List.of("a", "b")))).containsOnlyKeys("a");
        }
    }

    /** Back before anybody asked: Ignite connects again by itself, to a server that doesn't know the cache. */
    @Test
    void log_whenTheServerIsBackWithoutItsMemory_beginsAnEpochAndIsHeardAgain() {
        ClusterSettings settings = settings();
        try (Backplane log = new IgniteBackplaneProvider().create(settings);
                Backplane other = new IgniteBackplaneProvider().create(settings)) {
            AtomicInteger told = new AtomicInteger();
            log.listen(told::incrementAndGet);
            Backplane.Position first = eventually(() -> other.append(new byte[] {1}));
            Await.until(() -> told.get() > 0, () -> "not told of an append");
            int before = told.get();
            server.kill();
            Await.until(() -> told.get() > before, () -> "not told of the loss");
            server.restart();
            String epoch = eventually(log::extent).epoch();
            assertThat(epoch).isNotEqualTo(first.epoch());
            Backplane.Position again = eventually(() -> other.append(new byte[] {2}));
            assertThat(again.epoch()).isEqualTo(epoch);
            assertThat(get(log.read(first.epoch(), 1, 10)).epoch()).isEqualTo(epoch);
            // The query is there again: it tells of each.
            for (int i = 0; i < 3; i++) {
                int count = told.get();
                get(other.append(new byte[] {3}));
                Await.until(() -> told.get() > count, () -> "not told after the loss");
            }
        }
    }

    @Test
    void locks_whenTheServerIsBackWithoutItsMemory_haveGreaterTokens() {
        ClusterSettings settings = settings();
        try (LockManager locks = new IgniteLockManagerProvider().create(settings)) {
            // One that comes too late gives back what it took, but not before it was answered.
            Ask ask = new Ask("a", 1, LONG, Duration.ofSeconds(10));
            Grant lost = eventually(() -> locks.acquire(ask)).orElseThrow();
            server.kill();
            server.restart();
            Optional<Grant> next = eventually(() -> locks.acquire(ask));
            assertThat(next.map(Grant::token))
                    .hasValueSatisfying(token -> assertThat(token).isGreaterThan(lost.token()));
            assertThat(get(lost.renew(LONG))).isFalse();
            get(lost.release());
            assertThat(get(next.orElseThrow().renew(LONG))).isTrue();
        }
    }

    @Test
    void operations_onAFrozenServer_failInTimeAndAreDoneLate() {
        ClusterSettings settings = settings();
        try (L2Store store = store(settings);
                Backplane log = new IgniteBackplaneProvider().create(settings);
                LockManager locks = new IgniteLockManagerProvider().create(settings)) {
            eventually(() -> store.writeAll(List.of(put("a", 1, LONG))));
            String epoch = eventually(log::extent).epoch();
            eventually(() -> locks.acquire(new Ask("other", 1, LONG, Duration.ZERO)));
            server.freeze();
            List<CompletionStage<?>> stages = List.of(
                    store.writeAll(List.of(put("a", 2, LONG))),
                    store.getAll(List.of("a")),
                    log.append(new byte[] {1}),
                    log.read(epoch, 1, 1),
                    locks.acquire(new Ask("a", 1, Duration.ofMillis(300), Duration.ZERO)));
            stages.forEach(stage -> assertThat(stage).failsWithin(5, TimeUnit.SECONDS));
            server.thaw();
            // The late write lands; the late event is there too or isn't; nobody holds the lock longer than its lease.
            Await.until(() -> eventually(() -> store.getAll(List.of("a"))).get("a")[0] == 2, () -> "not written late");
            Backplane.Position position = eventually(() -> log.append(new byte[] {2}));
            assertThat(position.epoch()).isEqualTo(epoch);
            assertThat(get(log.read(epoch, position.number(), 5)).events())
                    .singleElement()
                    .isEqualTo(new byte[] {2});
            assertThat(get(log.extent()).last()).isEqualTo(position.number());
            assertThat(eventually(() -> locks.acquire(new Ask("a", 1, LONG, Duration.ofSeconds(10)))))
                    .isPresent();
        }
    }

    @Test
    void close_whileTheServerIsFrozen_isQuickAndLeavesNoThread() {
        ClusterSettings settings = settings();
        L2Store store = store(settings);
        Backplane log = new IgniteBackplaneProvider().create(settings);
        LockManager locks = new IgniteLockManagerProvider().create(settings);
        eventually(() -> store.getAll(List.of("a")));
        log.listen(() -> {});
        eventually(log::extent);
        eventually(() -> locks.acquire(new Ask("a", 1, LONG, Duration.ZERO)));
        CompletionStage<?> waiting = locks.acquire(new Ask("a", 1, LONG, LONG));
        server.freeze();
        CompletionStage<?> reading = store.getAll(List.of("a"));
        // One that is connecting, too.
        L2Store late = store(Nodes.settings(settings.cacheName(), server.address(), Duration.ofSeconds(30)));
        CompletionStage<?> connecting = late.getAll(List.of("a"));
        long start = System.nanoTime();
        List.<AutoCloseable>of(store, log, locks, late).forEach(IgniteOutageTest::close);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        List.of(waiting, reading, connecting).forEach(stage -> assertThat(stage).failsWithin(5, TimeUnit.SECONDS));
        assertNoThreads(settings.cacheName());
        server.thaw();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
            closeable.close();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    /** Ours have the cache's name; Ignite's don't, and are gone with the client. */
    private static void assertNoThreads(String cacheName) {
        Await.until(() -> threads(cacheName).isEmpty(), () -> "left: " + threads(cacheName));
    }

    private static List<String> threads(String cacheName) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(cacheName) || name.contains("thin-client") || name.contains("nio-worker"))
                .toList();
    }

    /** A listener isn't told by a thread that the client needs. */
    @Test
    void listen_andAskFromTheListener_getsAnAnswer() {
        ClusterSettings settings = settings();
        try (Backplane log = new IgniteBackplaneProvider().create(settings)) {
            AtomicInteger read = new AtomicInteger();
            eventually(log::extent);
            log.listen(() -> {
                CompletionStage<?> unused = log.extent().thenAccept(extent -> read.set((int) extent.last()));
            });
            get(log.append(new byte[] {1}));
            Await.until(() -> read.get() == 1, () -> "read " + read);
        }
    }
}
