package methodcache.blackbox.cluster;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one node invalidates goes on all, in both layers. */
class SharedInvalidationTest {

    private final Nodes nodes = new Nodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    static Stream<Arguments> ways() {
        return Map.<String, Consumer<MethodCache>>of(
                        "key", cache -> cache.invalidateKeys("user:1"),
                        "prefix", cache -> cache.invalidatePrefix("user:"),
                        "tag", cache -> cache.invalidateTags("users"),
                        "all tags", cache -> cache.invalidateAllTags("users", "staff"),
                        "pattern", cache -> cache.invalidateTagPattern("us*"),
                        "all", MethodCache::invalidateAll,
                        "parent", cache -> cache.invalidateKeys("tenant:7"),
                        "prefix of a parent", cache -> cache.invalidatePrefix("tenant:"),
                        "one of a prefix", cache -> cache.invalidateKeys("role:admin"),
                        "a tag depended on", cache -> cache.invalidateTags("prices:eu"))
                .entrySet()
                .stream()
                .map(way -> Arguments.of(way.getKey(), way.getValue()));
    }

    private static String load(MethodCache cache, String value) {
        return cache.getOrCreate(
                "user:1",
                context -> value,
                p -> p.withTags("users", "staff")
                        .dependsOn("tenant:7")
                        .dependsOnPrefix("role:")
                        .dependsOnTag("prices:*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void invalidation_onOneNode_goesOnAll(String way, Consumer<MethodCache> invalidate) {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        assertThat(load(a, "old")).isEqualTo("old");
        assertThat(load(b, "other")).isEqualTo("old");
        invalidate.accept(a);
        assertThat(a.tryGet("user:1").found()).isFalse();
        assertThat(b.tryGet("user:1").found()).isFalse();
        assertThat(nodes.cache("c").tryGet("user:1").found()).isFalse();
        assertThat(load(b, "new")).isEqualTo("new");
        assertThat(load(a, "other")).isEqualTo("new");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void invalidation_whileTheClusterIsOutOfReach_isPublishedLater(String way, Consumer<MethodCache> invalidate) {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        load(a, "old");
        load(b, "other");
        nodes.node("a").faults().failNext(ReferenceOperation.APPEND, 1);
        invalidate.accept(a);
        assertThat(a.stats().unpublished()).isEqualTo(1);
        // Its own node serves it from neither layer.
        assertThat(a.tryGet("user:1").found()).isFalse();
        assertThat(load(a, "new")).isEqualTo("new");
        assertThat(load(b, "other")).isEqualTo("old");
        nodes.clock.advance(ofSeconds(2));
        assertThat(a.stats().unpublished()).isZero();
        assertThat(load(b, "newer")).isNotEqualTo("old");
    }

    @Test
    void report_tellsWhetherOthersCanHearOfIt() {
        MethodCache a = nodes.cache("a");
        assertThat(a.invalidate(Invalidation.keys("k")).published()).isTrue();
        assertThat(a.invalidateAsync(Invalidation.keys("k")).join().published()).isTrue();
        nodes.node("a").faults().disconnect();
        InvalidationReport report = a.invalidate(Invalidation.keys("k"));
        assertThat(report.published()).isFalse();
        assertThat(report.number()).isPositive();
    }

    @Test
    void relatedKeys_goOnAllNodes() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        a.getOrCreate("order:1", context -> "v", p -> p.invalidatesWith("stock").invalidatesPrefix("basket:"));
        b.getOrCreate("stock", context -> "old");
        b.getOrCreate("basket:9", context -> "old");
        a.invalidateKeys("order:1");
        assertThat(b.tryGet("stock").found()).isFalse();
        assertThat(b.tryGet("basket:9").found()).isFalse();
    }

    @Test
    void promotedValue_keepsItsTags() {
        MethodCache b = nodes.cache("b");
        load(nodes.cache("a"), "old");
        // Found by a call that says no tags.
        assertThat(b.tryGet("user:1").found()).isTrue();
        nodes.cache("c").invalidateTags("staff");
        assertThat(b.tryGet("user:1").found()).isFalse();
    }

    @Test
    void ancestors_ofAPromotedValue_reachIt() {
        MethodCache a = nodes.cache("a");
        a.getOrCreate("c1", context -> "v", p -> p.dependsOn("c0"));
        a.getOrCreate("c2", context -> "v", p -> p.dependsOn("c1"));
        MethodCache b = nodes.cache("b");
        assertThat(b.tryGet("c2").found()).isTrue();
        nodes.cache("c").invalidateKeys("c0");
        assertThat(b.tryGet("c2").found()).isFalse();
        assertThat(a.tryGet("c2").found()).isFalse();
        assertThat(nodes.cache("d").tryGet("c2").found()).isFalse();
    }

    @Test
    void load_thatAnEventOfAnotherNodeOvertakes_isSharedWithNobody() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        String loaded = a.getOrCreate(
                "k",
                context -> {
                    b.invalidateTags("t");
                    return "old";
                },
                p -> p.withTags("t"));
        assertThat(loaded).isEqualTo("old");
        assertThat(a.tryGet("k").found()).isFalse();
        assertThat(b.tryGet("k").found()).isFalse();
        assertThat(nodes.cache("c").tryGet("k").found()).isFalse();
    }

    @Test
    void node_thatMissedEvents_knowsThatItDid() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        load(a, "old");
        load(b, "old");
        nodes.node("b").faults().disconnect();
        a.invalidateTags("users");
        for (int i = 0; i < 20; i++) {
            a.invalidateKeys("other" + i);
        }
        nodes.cluster.keepEvents(5);
        nodes.node("b").faults().reconnect();
        nodes.clock.advance(ofSeconds(3));
        assertThat(b.tryGet("user:1").found()).isFalse();
        assertThat(b.stats().missedEvents()).isPositive();
        assertThat(load(b, "new")).isEqualTo("new");
        assertThat(load(a, "x")).isEqualTo("new");
    }

    @Test
    void cluster_thatLosesItsMemory_startsAnew() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        for (int i = 0; i < 50; i++) {
            a.invalidateKeys("x" + i);
        }
        load(a, "old");
        load(b, "old");
        nodes.cluster.loseMemory();
        nodes.clock.advance(ofSeconds(3));
        a.invalidateTags("users");
        assertThat(a.tryGet("user:1").found()).isFalse();
        assertThat(b.tryGet("user:1").found()).isFalse();
        assertThat(load(b, "new")).isEqualTo("new");
        assertThat(load(a, "x")).isEqualTo("new");
    }

    @Test
    void event_thatTheClusterForgotBeforeANodeHeardOfIt_isNotMissedByIt() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        load(b, "old");
        nodes.node("b").faults().dropNotifications();
        a.invalidateTags("users");
        nodes.cluster.loseMemory();
        nodes.clock.advance(ofSeconds(2));
        assertThat(b.tryGet("user:1").found()).isFalse();
    }

    @Test
    void events_whoseNotificationIsLost_areSeenWithinASecond() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        load(b, "old");
        nodes.node("b").faults().dropNotifications();
        a.invalidateTags("users");
        nodes.clock.advance(ofSeconds(1));
        assertThat(b.tryGet("user:1").found()).isFalse();
    }

    @Test
    void expired_isServedByNoLayer() {
        MethodCache a = nodes.cache("a");
        load(a, "old");
        a.invalidate(Invalidation.tags("users").expired());
        assertThat(nodes.cache("b").tryGet("user:1").found()).isFalse();
    }

    @Test
    void reload_afterAnInvalidation_isShared() {
        MethodCache a = nodes.cache("a");
        load(a, "old");
        a.invalidateTags("users");
        load(a, "new");
        assertThat(load(nodes.cache("b"), "x")).isEqualTo("new");
    }
}
