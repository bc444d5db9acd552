package methodcache.blackbox.cluster;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.CacheStats;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counters add up, whoever leaves while the cluster is asked. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CountingTest {

    /** Leaders that end before their flight. */
    enum Leaving {
        TIME_OUT {
            @Override
            CompletableFuture<?> begin(MethodCache cache) {
                return cache.cacheAsync(() -> CompletableFuture.completedFuture("loaded"))
                        .withKey("k")
                        .withTimeout(ofMillis(100))
                        .executeAsync();
            }

            @Override
            void leave(Nodes nodes, CompletableFuture<?> call) {
                nodes.clock.advance(ofMillis(101));
            }
        },
        CANCELLED {
            @Override
            CompletableFuture<?> begin(MethodCache cache) {
                return cache.getOrCreateAsync("k", context -> CompletableFuture.completedFuture("loaded"));
            }

            @Override
            void leave(Nodes nodes, CompletableFuture<?> call) {
                call.cancel(false);
            }
        },
        CANCELLED_BULK {
            @Override
            CompletableFuture<?> begin(MethodCache cache) {
                return cache.getOrCreateManyAsync(
                        List.of("k"), (missing, context) -> CompletableFuture.completedFuture(Map.of("k", "loaded")));
            }

            @Override
            void leave(Nodes nodes, CompletableFuture<?> call) {
                call.cancel(false);
            }
        };

        abstract CompletableFuture<?> begin(MethodCache cache);

        abstract void leave(Nodes nodes, CompletableFuture<?> call);
    }

    private final Nodes nodes = new Nodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    private void addUp(MethodCache cache, int asked) {
        CacheStats stats = cache.stats();
        assertThat(stats.hits() + stats.misses()).isEqualTo(asked);
        assertThat(stats.misses()).isEqualTo(stats.loads() + stats.loadFailures() + stats.joins());
        assertThat(stats.loadsInFlight()).isZero();
    }

    private CompletableFuture<String> joinAndLeave(Leaving leaving) {
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().freeze();
        CompletableFuture<?> leader = leaving.begin(a);
        CompletableFuture<String> joiner =
                a.getOrCreateAsync("k", context -> CompletableFuture.completedFuture("joiner's"));
        leaving.leave(nodes, leader);
        assertThat(leader).isCompletedExceptionally();
        assertThat(joiner).isNotDone();
        nodes.node("a").faults().thaw();
        return joiner;
    }

    @ParameterizedTest
    @EnumSource
    void leader_thatLeavesBesideOneThatTheClusterAnswers_isCounted(Leaving leaving) {
        nodes.cache("b").put("k", "shared");
        assertThat(joinAndLeave(leaving)).isCompletedWithValue("shared");
        addUp(nodes.cache("a"), 2);
        assertThat(nodes.cache("a").stats().joins()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void leader_thatLeavesBesideOneForWhomItsLoaderRuns_isCounted(Leaving leaving) {
        assertThat(joinAndLeave(leaving)).isCompletedWithValue("loaded");
        addUp(nodes.cache("a"), 2);
        assertThat(nodes.cache("a").stats().loads()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void leader_thatLeavesAlone_isCounted(Leaving leaving) {
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().freeze();
        CompletableFuture<?> leader = leaving.begin(a);
        leaving.leave(nodes, leader);
        assertThat(leader).isCompletedExceptionally();
        nodes.node("a").faults().thaw();
        addUp(a, 1);
    }

    @Test
    void calls_thatTheClusterAnswers_areHits() {
        nodes.cache("b").put("k", "shared");
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().freeze();
        CompletableFuture<?> leader = Leaving.TIME_OUT.begin(a);
        CompletableFuture<?> joiner = Leaving.CANCELLED.begin(a);
        nodes.node("a").faults().thaw();
        assertThat(leader).isCompleted();
        assertThat(joiner).isCompleted();
        addUp(a, 2);
        assertThat(a.stats().hits()).isEqualTo(2);
    }

    @Test
    void bulkCall_thatIsCancelledWhileItIsAnswered_countsEachKeyOnce() {
        nodes.cache("b").put("x", "shared");
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().freeze();
        AtomicReference<CompletableFuture<?>> call = new AtomicReference<>();
        call.set(a.getOrCreateManyAsync(
                List.of("x", "y"),
                String.class,
                (missing, context) -> new CompletableFuture<>(),
                p -> p.onHit(context -> call.get().cancel(false))));
        nodes.node("a").faults().thaw();
        assertThat(call.get()).isCancelled();
        addUp(a, 2);
    }
}
