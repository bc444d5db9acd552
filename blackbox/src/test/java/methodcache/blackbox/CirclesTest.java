package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import methodcache.api.CacheLoader;
import methodcache.api.RecursiveLoadException;
import methodcache.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads that ask for each other's keys: none may wait for ever. */
class CirclesTest {

    private final Rig rig = new Rig();

    /** Forms whose loader runs where a blocking one can be asked from. */
    static Stream<Arguments> pairs() {
        List<Form> forms =
                List.of(Form.KEYED, Form.KEYED_ASYNC, Form.LAMBDA, Form.LAMBDA_LIMITED, Form.BULK, Form.BULK_ASYNC);
        List<Form> inner = List.of(
                Form.KEYED,
                Form.KEYED_ASYNC,
                Form.KEYED_STAGE,
                Form.LAMBDA_LIMITED,
                Form.BULK,
                Form.BULK_ASYNC,
                Form.BULK_STAGE);
        return forms.stream().flatMap(outer -> inner.stream().map(nested -> Arguments.of(outer, nested)));
    }

    private static void meet(CyclicBarrier barrier) throws Exception {
        barrier.await(20, TimeUnit.SECONDS);
    }

    private Caller asking(Form outer, Form inner, String own, String other, CyclicBarrier bothLoad) {
        return outer.begin(rig.cache, own, () -> {
            meet(bothLoad);
            return own + inner.here(rig.cache, other, () -> "(" + other + " by " + own + ")");
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoLoads_eachAsksForTheOthersKey_bothAreAnswered(Form outer, Form inner) {
        try (rig) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            Caller a = asking(outer, inner, "a", "b", barrier);
            Caller b = asking(outer, inner, "b", "a", barrier);
            assertThat(Rig.value(a)).startsWith("a");
            assertThat(Rig.value(b)).startsWith("b");
            assertThat(Rig.value(a) + Rig.value(b))
                    .as("one of them loads by itself")
                    .contains(" by ");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void threeLoads_inACircle_allAreAnswered(Form outer, Form inner) {
        try (rig) {
            CyclicBarrier barrier = new CyclicBarrier(3);
            List<Caller> all = List.of(
                    asking(outer, inner, "a", "b", barrier),
                    asking(outer, inner, "b", "c", barrier),
                    asking(outer, inner, "c", "a", barrier));
            all.forEach(Rig::value);
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "KEYED_ASYNC", "LAMBDA_LIMITED", "BULK", "BULK_ASYNC"})
    void bulkAgainstSingle_theSingleAsksForAKeyOfTheBulk_bothAreAnswered(Form inner) {
        try (rig) {
            Door inSingle = new Door();
            Door inBulk = new Door();
            Caller single = Form.KEYED.begin(rig.cache, "b", () -> {
                inSingle.pass();
                return "b and " + inner.here(rig.cache, "a", () -> "alone");
            });
            inSingle.awaitReached();
            Caller bulk = Caller.blocking(() -> rig.cache
                    .<String>getOrCreateMany(List.of("a", "b"), (missing, context) -> {
                        inBulk.pass();
                        return Map.of("a", "a of " + missing);
                    })
                    .toString());
            inBulk.awaitReached();
            inSingle.open();
            single.awaitWaiting();
            inBulk.open();
            assertThat(Rig.value(single)).isEqualTo("b and a of [a]");
            assertThat(Rig.value(bulk)).isEqualTo("{a=a of [a], b=b and a of [a]}");
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void bulkAgainstBulk_inOppositeOrder_bothAreAnswered() {
        try (rig) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            List<Caller> all = List.of(opposite("a", "b", barrier), opposite("b", "a", barrier));
            assertThat(Rig.value(all.get(0))).contains("a=", "b=");
            assertThat(Rig.value(all.get(1))).contains("a=", "b=");
            rig.assertStatsAddUp(0);
        }
    }

    private Caller opposite(String first, String second, CyclicBarrier barrier) {
        return Form.KEYED.begin(rig.cache, "outer " + first, () -> {
            meet(barrier);
            return rig.cache
                    .<String>getOrCreateMany(List.of(first, second), (missing, context) -> {
                        Map<String, String> values = new HashMap<>();
                        missing.forEach(key -> values.put(key, "by " + first));
                        return values;
                    })
                    .toString();
        });
    }

    @Test
    void nestedBulk_asksForAKeyWhoseLoadAsksForTheOuterOne_bothAreAnswered() {
        try (rig) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            Caller outer = Form.KEYED.begin(rig.cache, "outer", () -> {
                meet(barrier);
                return rig.cache
                        .<String>getOrCreateMany(List.of("x", "other"), (missing, context) -> {
                            Map<String, String> values = new HashMap<>();
                            missing.forEach(key -> values.put(key, key));
                            return values;
                        })
                        .toString();
            });
            Caller other = Form.KEYED.begin(rig.cache, "other", () -> {
                meet(barrier);
                return "other " + rig.cache.getOrCreate("outer", context -> "alone");
            });
            assertThat(Rig.value(outer)).contains("x=x", "other=other");
            assertThat(Rig.value(other)).startsWith("other ");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ownKey_askedForByItsLoader_isToldWithTheChain(Form outer, Form inner) {
        try (rig) {
            Throwable direct =
                    Rig.failure(outer.begin(rig.cache, "k", () -> inner.here(rig.cache, "k", () -> "inner")));
            assertThat(direct).isInstanceOf(RecursiveLoadException.class).hasMessageContaining("k → k");
            if (inner != Form.KEYED_STAGE && inner != Form.BULK_STAGE) { // their loaders run on threads of their own
                Throwable indirect = Rig.failure(outer.begin(
                        rig.cache,
                        "a",
                        () -> inner.here(rig.cache, "b", () -> outer.here(rig.cache, "a", () -> "inner"))));
                assertThat(indirect).isInstanceOf(RecursiveLoadException.class).hasMessageContaining("a → b → a");
            }
            assertThat(rig.stats().entries()).isZero();
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void ownKey_askedForByAStageWithin_isTold() {
        try (rig) {
            CompletableFuture<String> future = rig.cache.getOrCreateAsync("k", context -> {
                Callable<CompletableFuture<String>> nested = context.within(
                        () -> rig.cache.getOrCreateAsync("k", c -> CompletableFuture.completedFuture("inner")));
                return CompletableFuture.supplyAsync(() -> call(nested)).thenCompose(inner -> inner);
            });
            assertThatThrownBy(() -> Rig.value(future)).isInstanceOf(RecursiveLoadException.class);
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void circle_ofStagesOnOtherThreadsWithin_isSeenAtOnce() {
        try (rig) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            CompletableFuture<String> a = staged("a", "b", barrier);
            CompletableFuture<String> b = staged("b", "a", barrier);
            assertThat(Rig.value(a)).startsWith("a");
            assertThat(Rig.value(b)).startsWith("b");
            rig.assertStatsAddUp(0);
        }
    }

    private CompletableFuture<String> staged(String own, String other, CyclicBarrier barrier) {
        return rig.cache.getOrCreateAsync(own, context -> {
            Callable<CompletableFuture<String>> nested = context.within(() -> {
                meet(barrier);
                return rig.cache.getOrCreateAsync(other, CacheLoader.blocking(c -> "(" + other + ")"));
            });
            CompletableFuture<String> stage = new CompletableFuture<>();
            Rig.daemon("stage", () -> call(nested).whenComplete((value, failure) -> stage.complete(own + value)));
            return stage;
        });
    }

    @Test
    void circle_ofStagesThatLeftTheirContext_endsAtTheJoinLimit() {
        try (rig) {
            CyclicBarrier barrier = new CyclicBarrier(3);
            CompletableFuture<String> a = unseen("a", "b", barrier);
            CompletableFuture<String> b = unseen("b", "a", barrier);
            Rig.value(Caller.blocking(() -> {
                        meet(barrier);
                        return "both load";
                    })
                    .value());
            Await.until(() -> rig.clock.pendingTasks() == 2, () -> "both wait for each other");
            assertThat(a).isNotDone();
            rig.clock.advance(Duration.ofSeconds(30));
            assertThat(Rig.value(a)).startsWith("a");
            assertThat(Rig.value(b)).startsWith("b");
        }
    }

    private CompletableFuture<String> unseen(String own, String other, CyclicBarrier barrier) {
        return rig.cache.getOrCreateAsync(own, context -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Rig.daemon("stage", () -> {
                try {
                    meet(barrier);
                } catch (Exception broken) {
                    stage.completeExceptionally(broken);
                }
                rig.cache
                        .<String>getOrCreateAsync(other, c -> CompletableFuture.completedFuture("(" + other + ")"))
                        .whenComplete((value, failure) -> stage.complete(own + value));
            });
            return stage;
        });
    }

    @Test
    void otherCachesKey_ofTheSameName_isNoRecursion() {
        try (rig;
                Rig second = new Rig()) {
            assertThat(rig.cache.<String>getOrCreate("k", c -> "1" + second.cache.getOrCreate("k", d -> "2")))
                    .isEqualTo("12");
        }
    }

    private static <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
