package methodcache.blackbox.cluster;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import methodcache.api.spi.Backplane;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Histories 1 to 5 between nodes: schedules that made simpler designs serve something stale, with events that are lost, late or missed.
 * Others are in {@link ClusterLateHistoriesTest} and {@link ClusterValueHistoriesTest}; those that one node suffices for in
 * {@code methodcache.blackbox.HistoriesTest}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClusterHistoriesTest extends HistoryOfNodes {

    // ---------------------------------------------------------------- 1

    /** What a node can't reach. */
    enum Cut {
        ALL {
            @Override
            void begin(ReferenceCluster.Node node) {
                node.faults().disconnect();
            }
        },
        THE_LOG {
            @Override
            void begin(ReferenceCluster.Node node) {
                for (ReferenceOperation operation :
                        List.of(ReferenceOperation.APPEND, ReferenceOperation.READ, ReferenceOperation.EXTENT)) {
                    node.faults().failNext(operation, Integer.MAX_VALUE);
                }
            }
        };

        abstract void begin(ReferenceCluster.Node node);
    }

    /** A is cut off at 100, invalidates t and loads x anew; B appends the real 101 on t; A is back. */
    @ParameterizedTest
    @EnumSource
    void history1_oneNumberForTwoClocks(Cut cut) {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        events("b", 100);
        load("a", "x", TAGGED);
        cut.begin(nodes.node("a"));
        row.set("between");
        assertThat(a.invalidate(Invalidation.tags("t")).published()).isFalse();
        assertThat(finds("a", "x")).as("an entry as of 100").isFalse();
        assertThat(load("a", "x", TAGGED)).isEqualTo("between");
        row.set("new");
        b.invalidateTags("t");
        assertThat(finds("b", "x")).as("what A loaded as of 100").isFalse();
        nodes.node("a").faults().heal();
        nodes.clock.advance(ofSeconds(3));
        assertThat(a.stats().unpublished()).isZero();
        for (String node : List.of("a", "b", "c")) {
            assertThat(load(node, "x", TAGGED)).as(node).isEqualTo("new");
        }
    }

    // ---------------------------------------------------------------- 2

    /** 5 touches Q; C knows that its own event is 6 before it has read 5. It loads P, whose loader finds Q in the cluster. 5 arrives. */
    @Test
    void history2_highestSeenIsNotContiguous() {
        Holding reads = Holding.operations("read");
        MethodCache c = nodes.cache("c", Meddling.configure(nodes, "c", Meddling.NONE, reads));
        load("a", "Q", TAGGED);
        events("a", 4);
        reads.hold();
        row.set("new");
        nodes.cache("a").invalidateKeys("Q");
        CompletableFuture<InvalidationReport> six = c.invalidateAsync(Invalidation.keys("other"));
        assertThat(loadsP(c)).as("Q is still valid").isEqualTo("old");
        assertThat(six).isNotDone();
        assertThat(finds("a", "P")).as("where 5 is known").isFalse();
        reads.letGo();
        assertThat(six).isCompletedWithValueMatching(InvalidationReport::published);
        assertNobodyFinds("P", "a", "b", "c");
        assertThat(loadsP(c)).isEqualTo("new");
    }

    private String loadsP(MethodCache cache) {
        return cache.getOrCreate("P", context -> cache.getOrCreate("Q", inner -> row.get()), p -> p.dependsOn("Q"));
    }

    /** 5 touches x and Q, and B has raised x only. It loads P, whose loader finds Q. B goes on with Q. */
    @Test
    void history2_positionWhileItsEventIsHalfApplied_isNotVisible() {
        AtomicBoolean atX = new AtomicBoolean();
        AtomicReference<MethodCache> loading = new AtomicReference<>();
        MethodCache b = nodes.cache(
                "b",
                nodes.configuration("b")
                        .l1(
                                Meddling.firstLayer((method, real) -> {
                                    if (method.getName().equals("remove") && atX.getAndSet(false)) {
                                        String read = CompletableFuture.supplyAsync(() -> loadsP(loading.get()))
                                                .get(20, TimeUnit.SECONDS);
                                        assertThat(read).as("Q is still valid").isEqualTo("old");
                                        loading.set(null);
                                    }
                                    return real.get();
                                }),
                                l1 -> l1.maximumEntries(1_000)));
        loading.set(b);
        b.getOrCreate("known before", context -> "what P depends on", p -> p.dependsOn("Q"));
        load("b", "x", TAGGED);
        load("b", "Q", TAGGED);
        events("a", 4);
        row.set("new");
        atX.set(true);
        nodes.cache("a").invalidateKeys("x", "Q");
        assertThat(loading).as("it was loaded meanwhile").hasNullValue();
        assertNobodyFinds("P", "b", "a", "c");
        assertThat(loadsP(b)).isEqualTo("new");
    }

    // ---------------------------------------------------------------- 3

    /** What was loaded as of 5000 in a log that is lost is written late. The new log is at 3. */
    @Test
    void history3_lostMemory() {
        MethodCache b = nodes.cache("b");
        nodes.cache("a");
        nodes.cache("c");
        events("a", 5_000);
        CompletableFuture<String> call = b.getOrCreateAsync(
                "x",
                context -> {
                    nodes.node("b").faults().freeze();
                    return CompletableFuture.completedFuture("old");
                },
                TAGGED);
        nodes.cluster.loseMemory();
        nodes.clock.advance(ofSeconds(3));
        assertThat(call).isCompletedWithValue("old");
        nodes.cache("a").invalidateKeys("other");
        nodes.cache("c").invalidateTags("t");
        nodes.cache("a").invalidateKeys("other");
        long written = nodes.node("b").calls(ReferenceOperation.WRITE_ALL);
        assertThat(written).isPositive();
        nodes.node("b").faults().thaw();
        assertNobodyFinds("x", "a", "b", "c");
        row.set("new");
        assertThat(load("b", "x", TAGGED)).isEqualTo("new");
        assertThat(load("a", "x", TAGGED)).isEqualTo("new");
        assertThat(List.of(finds("c", "x"), finds("later", "x"))).containsOnly(true);
    }

    /** The log has lost one position, with its only copy, and goes on: what reads as "no event" may have been one. */
    @Test
    void history3_lostPosition_readsAsAnyEvent() {
        Losing position = new Losing();
        MethodCache b = nodes.cache("b", Meddling.configure(nodes, "b", Meddling.NONE, position));
        load("a", "x", TAGGED);
        load("b", "x", TAGGED);
        load("a", "y", TAGGED);
        position.lost = true;
        row.set("new");
        nodes.cache("a").invalidateTags("t");
        nodes.clock.advance(ofSeconds(4));
        assertThat(b.stats().missedEvents()).isEqualTo(1);
        assertThat(finds("b", "x")).as("from its first layer").isFalse();
        assertThat(finds("b", "y")).as("from the cluster").isFalse();
    }

    /** A log that shows where it ends, and not what is there. */
    private static final class Losing implements Meddling {
        private boolean lost;

        @Override
        public Object call(Method method, Supplier<Object> real) {
            Object answer = real.get();
            return lost && method.getName().equals("read")
                    ? ((CompletionStage<?>) answer)
                            .thenApply(slice -> new Backplane.Slice(((Backplane.Slice) slice).epoch(), List.of()))
                    : answer;
        }
    }

    // ---------------------------------------------------------------- 4

    /** 5 is never written, 6 is: B doesn't wait for 5 longer than it must. */
    @Test
    void history4_deadNumber_isGivenUp() {
        Losing number = new Losing();
        MethodCache b = nodes.cache("b", Meddling.configure(nodes, "b", Meddling.NONE, number));
        events("a", 4);
        number.lost = true;
        events("a", 2);
        nodes.clock.advance(ofSeconds(4));
        number.lost = false;
        assertThat(b.stats().missedEvents()).isEqualTo(1);
        load("a", "x", TAGGED);
        assertThat(load("b", "x", TAGGED)).isEqualTo("old");
        assertThat(b.stats().l2Hits()).isEqualTo(1);
        nodes.cache("a").invalidateTags("t");
        assertNobodyFinds("x", "b", "a");
        assertThat(b.stats().missedEvents()).isEqualTo(1);
    }

    /** A dies while it appends. Nobody waits for it; what it appended all the same is an event as others are. */
    @Test
    void history4_nodeThatDiesWhileItAppends_leavesNoGap() {
        load("b", "x", TAGGED);
        load("c", "x", TAGGED);
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().freeze();
        CompletableFuture<InvalidationReport> report = a.invalidateAsync(Invalidation.tags("t"));
        nodes.restart("a");
        assertThat(report.isDone() && report.join().published())
                .as("A doesn't know")
                .isFalse();
        nodes.cache("b").getOrCreate("y", context -> "v");
        assertThat(finds("c", "y")).isTrue();
        nodes.cache("b").invalidateKeys("y");
        assertThat(finds("c", "y")).as("heard of at once").isFalse();
        assertThat(finds("c", "x")).isTrue();
        nodes.node("a").faults().thaw();
        assertNobodyFinds("x", "b", "c");
        assertThat(nodes.cache("b").stats().missedEvents()).isZero();
        assertThat(nodes.cache("c").stats().missedEvents()).isZero();
    }

    // ---------------------------------------------------------------- 5

    /** B is cut off while it loads k as of 100. t goes at 101, which the log soon keeps no more. B is back, then its load ends. */
    @Test
    void history5_fellOffTheLog() {
        MethodCache b = nodes.cache("b");
        events("a", 100);
        load("a", "y", TAGGED);
        load("b", "held", TAGGED);
        CompletableFuture<String> loader = new CompletableFuture<>();
        CompletableFuture<String> call = b.getOrCreateAsync("k", context -> loader, TAGGED);
        nodes.node("b").faults().disconnect();
        nodes.cache("a").invalidateTags("t");
        events("a", 20);
        nodes.cluster.keepEvents(5);
        nodes.node("b").faults().reconnect();
        nodes.clock.advance(ofSeconds(3));
        assertThat(b.stats().missedEvents()).isEqualTo(1);
        loader.complete("old");
        assertThat(call).isCompletedWithValue("old");
        assertNobodyFinds("k", "b", "a", "c");
        assertNobodyFinds("held", "b", "a", "c");
        assertNobodyFinds("y", "b", "a", "c");
        row.set("new");
        assertThat(load("b", "k", TAGGED)).isEqualTo("new");
        assertThat(finds("a", "k")).isTrue();
    }

    /** k is there as of 3; t went at 7, which the log keeps no more. A node starts. */
    @Test
    void history5_newNode_readsNothingOlderThanTheLog() {
        events("a", 3);
        load("a", "k", TAGGED);
        events("a", 3);
        nodes.cache("a").invalidateTags("t");
        events("a", 20);
        nodes.cluster.keepEvents(5);
        load("a", "since then", TAGGED);
        assertNobodyFinds("k", "new", "a");
        assertThat(finds("new", "since then")).isTrue();
    }
}
