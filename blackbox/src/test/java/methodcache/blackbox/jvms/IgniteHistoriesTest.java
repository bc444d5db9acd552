package methodcache.blackbox.jvms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceL1StoreProvider;
import methodcache.testkit.ignite.IgniteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories that broke earlier designs, with a real server that is frozen, started anew, or out of one node's reach. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("jvms")
class IgniteHistoriesTest {

    private static final CachePolicy TAGGED = CachePolicy.of(p -> p.withTags("t"));
    private static final CachePolicy PLAIN = CachePolicy.of(p -> {});
    private static final int ENTRIES = 50;
    private static final AtomicInteger CACHES = new AtomicInteger();
    private static final AtomicReference<IgniteServer> SERVER = new AtomicReference<>();

    private final String name = "histories" + CACHES.incrementAndGet();
    private final List<MethodCache> caches = new ArrayList<>();
    private final IgniteServer server = SERVER.get();

    @BeforeAll
    static void start() {
        SERVER.set(IgniteServer.start());
    }

    @AfterAll
    static void end() {
        SERVER.get().close();
    }

    @AfterEach
    void close() {
        server.thaw();
        caches.forEach(MethodCache::close);
    }

    private MethodCache node() {
        return node(server.address(), 10_000);
    }

    private MethodCache node(String address, int retainedEvents) {
        MethodCache cache = MethodCache.configure()
                .name(name)
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(ENTRIES))
                .l2(
                        "ignite",
                        l2 -> l2.timeout(Duration.ofSeconds(2))
                                .set("addresses", address)
                                // It has one address, and isn't to find another.
                                .set("partitionAwareness", "false")
                                .set("retainedEvents", "" + retainedEvents))
                .closeTimeout(Duration.ofMillis(100))
                .build();
        caches.add(cache);
        // From here on its caches are there, and operations are quick.
        events(cache, 1);
        return cache;
    }

    private static boolean finds(MethodCache cache, String key) {
        return cache.tryGet(key).found();
    }

    private static String load(MethodCache cache, String key, String value, CachePolicy policy) {
        return cache.getOrCreate(key, context -> value, policy);
    }

    private static void events(MethodCache cache, int count) {
        for (int i = 0; i < count; i++) {
            cache.invalidateKeys("other " + i);
            awaitPublished(cache);
        }
    }

    private static void publish(MethodCache cache, Invalidation event) {
        cache.invalidate(event);
        awaitPublished(cache);
    }

    private static void awaitPublished(MethodCache cache) {
        Await.until(() -> cache.stats().unpublished() == 0, () -> "not published: " + cache.stats());
    }

    /** A node that is well hears of it in a moment; a node that begins now never finds it. */
    private void assertGoneSoon(String key, MethodCache... running) {
        for (MethodCache cache : running) {
            Await.until(() -> !finds(cache, key), () -> key + " is still found: " + cache.stats());
        }
        assertThat(finds(node(), key)).as("a new node finds %s", key).isFalse();
        for (MethodCache cache : running) {
            assertThat(finds(cache, key)).as("%s is found again", key).isFalse();
        }
    }

    /** What was loaded as of 100 is written after the server began anew, empty; the new log is at 3. */
    @Test
    void history3_lostMemory() {
        MethodCache a = node();
        MethodCache b = node();
        load(a, "held", "old", TAGGED);
        assertThat(load(b, "held", "other", TAGGED)).isEqualTo("old");
        events(a, 100);
        assertThat(b.<String>getOrCreate(
                        "k",
                        context -> {
                            server.restart();
                            return "old";
                        },
                        TAGGED))
                .isEqualTo("old");
        a.invalidateKeys("other");
        a.invalidateTags("t");
        a.invalidateKeys("other");
        awaitPublished(a);
        assertThat(finds(a, "held")).isFalse();
        assertThat(finds(a, "k")).isFalse();
        assertGoneSoon("held", b, a);
        assertGoneSoon("k", b, a);
        assertThat(a.stats().missedEvents()).isPositive();
        Await.until(
                () -> {
                    load(a, "k" + a.stats().loads(), "new", TAGGED);
                    return finds(b, "k" + (a.stats().loads() - 1));
                },
                () -> "nothing is shared again: " + a.stats() + ", " + b.stats());
    }

    /** B is out of reach while it loads k; t goes, and the log soon keeps that no more. B is back, then its load ends. */
    @Test
    void history5_fellOffTheLog() throws IOException {
        try (Cable cable = new Cable(server.address())) {
            MethodCache a = node(server.address(), 5);
            MethodCache b = node(cable.address(), 5);
            load(a, "shared", "old", TAGGED);
            load(b, "held", "old", TAGGED);
            CompletableFuture<String> loader = new CompletableFuture<>();
            CompletableFuture<String> call = b.getOrCreateAsync("k", context -> loader, TAGGED);
            // So the loader runs: the look-up before it has ended.
            Await.until(() -> b.stats().loadsInFlight() == 1, () -> "no load: " + b.stats());
            load(b, "another", "v", PLAIN);
            long missed = b.stats().missedEvents();
            cable.cut();
            publish(a, Invalidation.tags("t"));
            events(a, 20);
            cable.mend();
            Await.until(() -> b.stats().missedEvents() > missed, () -> "nothing is missed: " + b.stats());
            loader.complete("old");
            assertThat(call.join()).isEqualTo("old");
            for (String key : List.of("k", "held", "shared")) {
                assertThat(finds(b, key)).as(key).isFalse();
                assertGoneSoon(key, a, b);
            }
            Await.until(
                    () -> {
                        load(b, "k" + b.stats().loads(), "new", TAGGED);
                        return finds(a, "k" + (b.stats().loads() - 1));
                    },
                    () -> "nothing is shared again: " + a.stats() + ", " + b.stats());
        }
    }

    /** k is there as of 3; t went at 7, which the log keeps no more. A node starts. */
    @Test
    void history5_newNode_readsNothingOlderThanTheLog() {
        MethodCache a = node(server.address(), 5);
        events(a, 3);
        load(a, "k", "old", TAGGED);
        events(a, 3);
        publish(a, Invalidation.tags("t"));
        events(a, 20);
        load(a, "since then", "v", TAGGED);
        MethodCache later = node(server.address(), 5);
        assertThat(finds(later, "k")).isFalse();
        Await.until(() -> finds(later, "since then"), () -> "nothing is found: " + later.stats());
        assertThat(finds(later, "k")).isFalse();
    }

    /** C holds nothing with the tag user:12 when it applies user:*. Then it asks for k, which was loaded before. */
    @Test
    void history6_lateCells() {
        MethodCache a = node();
        MethodCache c = node();
        load(a, "k", "old", CachePolicy.of(p -> p.withTags("user:12")));
        load(c, "tells", "v", CachePolicy.of(p -> p.withTags("user:99")));
        publish(a, Invalidation.tagPattern("user:*"));
        Await.until(() -> !finds(c, "tells"), () -> "not heard of: " + c.stats());
        assertThat(finds(c, "k")).isFalse();
        assertGoneSoon("k", c, a);
        load(a, "k", "new", PLAIN);
        Await.until(() -> finds(c, "k"), () -> "nothing is shared: " + c.stats());
    }

    /** The server is frozen before a write, which lands at the thaw. Meanwhile its key is invalidated, which nobody else can hear of. */
    @Test
    void history7_writeThatLandsAfterTheThaw() {
        MethodCache a = node();
        MethodCache b = node();
        Map<String, String> loaded = a.getOrCreateMany(
                List.of("k", "witness"),
                (keys, context) -> {
                    server.freeze();
                    return Map.of("k", "old", "witness", "v");
                },
                TAGGED);
        assertThat(loaded).containsEntry("k", "old");
        assertThat(a.invalidate(Invalidation.keys("k")).published()).isFalse();
        assertThat(finds(a, "k")).isFalse();
        assertThat(a.stats().unpublished()).isEqualTo(1);
        server.thaw();
        Await.until(
                () -> {
                    assertThat(finds(a, "k")).as("on its own node").isFalse();
                    return a.stats().unpublished() == 0 && finds(b, "witness");
                },
                () -> "the write has not landed: " + a.stats() + ", " + b.stats());
        assertGoneSoon("k", b, a);
        assertThat(load(b, "k", "new", TAGGED)).isEqualTo("new");
    }

    /** B holds c2 of c1, which it has found in the cluster; c1 of c0 was loaded on A. Both have evicted c1 when C invalidates c0. */
    @Test
    void history10_cascadeOverNodes() {
        MethodCache a = node();
        MethodCache b = node();
        MethodCache c = node();
        load(a, "c1", "v", CachePolicy.of(p -> p.dependsOn("c0")));
        assertThat(load(b, "c1", "not found", PLAIN)).isEqualTo("v");
        load(b, "c2", "old", CachePolicy.of(p -> p.dependsOn("c1")));
        for (int i = 0; i < ENTRIES; i++) {
            load(a, "filling " + i, "v", PLAIN);
            load(b, "filling " + i, "v", PLAIN);
            assertThat(finds(b, "c2")).as("is used all the time").isTrue();
        }
        publish(c, Invalidation.keys("c0"));
        assertGoneSoon("c2", b, a, c);
        assertGoneSoon("c1", a, b, c);
    }
}
