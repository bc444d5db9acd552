package methodcache.blackbox.cluster;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLookup;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.PolicyBuilder;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories 6 to 8 between nodes: what is read or written after the event that touches it, and however many events come between. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClusterLateHistoriesTest extends HistoryOfNodes {

    // ---------------------------------------------------------------- 6

    /** Of what is linked in one way each, as further ones make sure. */
    static Stream<Arguments> linksAndEvents() {
        return Stream.of(
                        linked(
                                p -> p.withTags("users", "user:12"),
                                Invalidation.tagPattern("user:*"),
                                Invalidation.tags("user:12"),
                                Invalidation.allTags("users", "user:12"),
                                Invalidation.keys("k"),
                                Invalidation.prefix("k"),
                                Invalidation.all()),
                        linked(p -> p.dependsOn("parent"), Invalidation.keys("parent"), Invalidation.prefix("par")),
                        linked(p -> p.dependsOnPrefix("row:"), Invalidation.keys("row:7"), Invalidation.prefix("ro")),
                        linked(
                                p -> p.dependsOnTag("team:*"),
                                Invalidation.tags("team:1"),
                                Invalidation.tagPattern("*:1")))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> linked(Consumer<PolicyBuilder<?>> links, Invalidation... events) {
        CachePolicy policy = CachePolicy.of(links);
        return Stream.of(events).map(event -> Arguments.of(Named.of("linked", policy), event));
    }

    /** C holds nothing that 7 could touch when it applies it. Then it asks for what is there as of 3. */
    @ParameterizedTest
    @MethodSource("linksAndEvents")
    void history6_lateCells(CachePolicy links, Invalidation seven) {
        nodes.cache("c");
        events("a", 3);
        load("a", "k", links);
        events("a", 3);
        nodes.cache("b").invalidate(seven);
        assertThat(finds("c", "k")).isFalse();
        assertNobodyFinds("k", "c", "a");
    }

    /** The same, but C has just asked: it is given what was there before 7. */
    @ParameterizedTest
    @MethodSource("linksAndEvents")
    void history6_lateCells_ofAnAnswerUnderWay(CachePolicy links, Invalidation seven) {
        Holding answers = Holding.answers("getAll");
        MethodCache c = nodes.cache("c", Meddling.configure(nodes, "c", answers, Meddling.NONE));
        events("a", 3);
        load("a", "k", links);
        answers.hold();
        CompletableFuture<CacheLookup<String>> found = c.tryGetAsync("k");
        nodes.cache("b").invalidate(seven);
        assertThat(found).isNotDone();
        answers.letGo();
        assertThat(found.join().found()).isFalse();
        assertNobodyFinds("k", "c", "a");
    }

    // ---------------------------------------------------------------- 7

    /** A loads k; B puts v2, and A doesn't hear of it; A's load writes what it has over v2. */
    @Test
    void history7_putAndALoadOfAnotherNode() {
        MethodCache a = nodes.cache("a");
        nodes.cache("c");
        CompletableFuture<String> loader = new CompletableFuture<>();
        CompletableFuture<String> call = a.getOrCreateAsync("k", context -> loader, TAGGED);
        nodes.node("a").faults().dropNotifications();
        nodes.cache("b").put("k", "v2");
        loader.complete("v1");
        assertThat(call).isCompletedWithValue("v1");
        assertThat(nodes.node("a").calls(ReferenceOperation.WRITE_ALL)).isEqualTo(1);
        nodes.clock.advance(ofSeconds(1));
        assertThat(nodes.cache("b").tryGet("k").value()).isEqualTo("v2");
        assertNobodyFinds("k", "a", "c");
    }

    /** A's write waits in a frozen server for minutes. Meanwhile its key is invalidated: by another node, or by A, which can't say so. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void history7_writeThatLandsAfterTheThaw(String invalidates) {
        Holding writes = Holding.operations("writeAll");
        MethodCache a = nodes.cache("a", Meddling.configure(nodes, "a", writes, Meddling.NONE));
        nodes.cache("b");
        writes.hold();
        CompletableFuture<String> call =
                a.getOrCreateAsync("k", context -> CompletableFuture.completedFuture("old"), TAGGED);
        nodes.clock.advance(ofSeconds(1));
        assertThat(call).isCompletedWithValue("old");
        assertThat(writes.count()).isEqualTo(1);
        nodes.node(invalidates).faults().failNext(ReferenceOperation.APPEND, invalidates.equals("a") ? 1 : 0);
        boolean published =
                nodes.cache(invalidates).invalidate(Invalidation.keys("k")).published();
        assertThat(published).isEqualTo(invalidates.equals("b"));
        writes.letGo();
        assertThat(finds(invalidates, "k")).as("it has landed").isFalse();
        assertThat(finds("a", "k")).isFalse();
        nodes.clock.advance(ofMinutes(5));
        assertNobodyFinds("k", "a", "b");
    }

    /** The same with all of A frozen, log and store. */
    @Test
    void history7_nodeThatIsFrozenBetweenItsLoadAndItsWrite() {
        MethodCache a = nodes.cache("a");
        nodes.cache("b");
        CompletableFuture<String> call = a.getOrCreateAsync(
                "k",
                context -> {
                    nodes.node("a").faults().freeze();
                    return CompletableFuture.completedFuture("old");
                },
                TAGGED);
        nodes.clock.advance(ofSeconds(1));
        assertThat(call).isCompletedWithValue("old");
        nodes.cache("b").invalidateTags("t");
        nodes.clock.advance(ofMinutes(5));
        CompletableFuture<InvalidationReport> own = a.invalidateAsync(Invalidation.keys("k"));
        nodes.clock.advance(ofSeconds(1));
        assertThat(own).isCompletedWithValueMatching(report -> !report.published());
        nodes.node("a").faults().thaw();
        assertNobodyFinds("k", "b", "a");
    }

    // ---------------------------------------------------------------- 8

    /** 300 000 keys go on A, of which B keeps a third apart; what is in the cluster was loaded before. */
    @Test
    void history8_memory() {
        nodes.cluster.keepEvents(1_000);
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        List<String> gone = IntStream.range(0, 300).mapToObj(i -> "gone " + i).toList();
        List<String> kept = IntStream.range(0, 300).mapToObj(i -> "kept " + i).toList();
        CachePolicy shared = CachePolicy.of(p -> p.withLayers(CacheLayer.L2));
        for (List<String> keys : List.of(gone, kept)) {
            a.getOrCreateMany(keys, (missing, context) -> values(missing), shared);
        }
        b.put("held", "v");
        for (int i = 0; i < 30_000; i++) {
            String[] some = IntStream.range(10 * i, 10 * i + 10)
                    .mapToObj(n -> n % 1_000 == 0 ? gone.get(n / 1_000) : "key " + n)
                    .toArray(String[]::new);
            a.invalidateKeys(some);
        }
        assertThat(b.tryGetMany(gone)).isEmpty();
        assertThat(a.tryGetMany(gone)).isEmpty();
        assertThat(b.tryGetMany(kept)).as("few go with others").hasSizeGreaterThan(150);
        assertThat(finds("b", "held")).isTrue();
        assertThat(b.stats().missedEvents()).isZero();
        a.getOrCreateMany(gone, (missing, context) -> values(missing), shared);
        assertThat(b.tryGetMany(gone)).as("loaded since").hasSize(300);
    }

    private static Map<String, String> values(List<String> keys) {
        Map<String, String> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key, "v"));
        return values;
    }
}
