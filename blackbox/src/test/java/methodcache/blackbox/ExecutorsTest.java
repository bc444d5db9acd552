package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.CacheCall;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheLoader;
import methodcache.testkit.ManualExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose threads run loaders, complete futures and carry the caller's context. */
class ExecutorsTest {

    private static final ThreadLocal<String> CONTEXT = new ThreadLocal<>();

    @Test
    void future_ofAStage_completesOnTheExecutorNotOnTheStagesThread() {
        ManualExecutor executor = new ManualExecutor();
        try (Rig rig = new Rig(c -> c.executor(executor))) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            CompletableFuture<String> first = rig.cache.getOrCreateAsync("k", context -> stage);
            CompletableFuture<String> joined = rig.cache.getOrCreateAsync("k", context -> stage);
            stage.complete("v");
            assertThat(first).isNotDone();
            assertThat(joined).isNotDone();
            executor.runAll();
            assertThat(first).isCompletedWithValue("v");
            assertThat(joined).isCompletedWithValue("v");
        }
    }

    @Test
    void future_ofABulkStage_completesOnTheExecutorNotOnTheStagesThread() {
        ManualExecutor executor = new ManualExecutor();
        try (Rig rig = new Rig(c -> c.executor(executor))) {
            CompletableFuture<java.util.Map<String, String>> stage = new CompletableFuture<>();
            CompletableFuture<java.util.Map<String, String>> future =
                    rig.cache.getOrCreateManyAsync(List.of("a", "b"), (missing, context) -> stage);
            stage.complete(java.util.Map.of("a", "1"));
            assertThat(future).isNotDone();
            executor.runAll();
            assertThat(future).isCompletedWithValue(java.util.Map.of("a", "1"));
        }
    }

    @Test
    void future_ofACompleteStage_isCompleteAtOnce() {
        ManualExecutor executor = new ManualExecutor();
        try (Rig rig = new Rig(c -> c.executor(executor))) {
            assertThat(rig.cache.<String>getOrCreateAsync("k", context -> CompletableFuture.completedFuture("v")))
                    .isCompletedWithValue("v");
            assertThat(rig.cache.<String>getOrCreateAsync("k", context -> null)).isCompletedWithValue("v");
            assertThat(executor.queued()).isZero();
        }
    }

    @Test
    void stageLoader_givesNull_isTold() {
        try (Rig rig = new Rig()) {
            CompletableFuture<String> future = rig.cache.getOrCreateAsync("k", context -> null);
            assertThatThrownBy(() -> Rig.value(future))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining("null instead of a stage");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_STAGE", "KEYED_ASYNC", "BULK_STAGE", "BULK_ASYNC"})
    void dependants_callTheCacheAndBlock_allAreAnswered(Form form) {
        try (Rig rig = new Rig()) {
            Door door = new Door();
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String key = "nested" + i;
                all.add(form.begin(rig.cache, "k", () -> {
                            door.pass();
                            return "v";
                        })
                        .value()
                        .thenApply(value ->
                                value + form.get(rig.cache, key, () -> "w") + form.get(rig.cache, "k", () -> "x")));
            }
            door.awaitReached();
            door.open();
            all.forEach(each -> assertThat(Rig.value(each)).isEqualTo("vwv"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_STAGE", "KEYED_ASYNC", "BULK_STAGE", "BULK_ASYNC", "LAMBDA_LIMITED"})
    void loaders_waitForNestedAsynchronousLoads_threadsDoNotRunOut(Form form) {
        try (Rig rig = new Rig(c -> c.loadThreads(1))) {
            List<Caller> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String number = "" + i;
                all.add(Form.KEYED_ASYNC.begin(
                        rig.cache,
                        "outer" + number,
                        () -> "1"
                                + form.here(
                                        rig.cache,
                                        "middle" + number,
                                        () -> "2" + form.here(rig.cache, "inner" + number, () -> "3"))));
            }
            all.forEach(caller -> assertThat(Rig.value(caller)).isEqualTo("123"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void executor_refuses_theCallFailsAndNothingIsLeft(Form form) {
        try (Rig rig = new Rig(c -> c.executor(task -> {
            throw new RejectedExecutionException("full");
        }))) {
            assertThat(Rig.failure(form.begin(rig.cache, "k", () -> "v")))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining("executor(…)");
            rig.assertStatsAddUp(0);
            assertThat(Form.KEYED.get(rig.cache, "k", () -> "v")).isEqualTo("v");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void executor_failsOtherwise_theCallFailsAndNothingIsLeft(Form form) {
        try (Rig rig = new Rig(c -> c.executor(task -> {
            throw new IllegalStateException("broken executor");
        }))) {
            Rig.failure(form.begin(rig.cache, "k", () -> "v"));
            rig.assertStatsAddUp(0);
            assertThat(Form.KEYED.get(rig.cache, "k", () -> "v")).isEqualTo("v");
        }
    }

    private static Runnable carrying(Runnable task) {
        String carried = CONTEXT.get();
        return () -> {
            CONTEXT.set(carried);
            try {
                task.run();
            } finally {
                CONTEXT.remove();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "KEYED_ASYNC", "LAMBDA_ASYNC", "BULK", "BULK_ASYNC"})
    void contextPropagation_loaderOnAnotherThread_seesTheCallersContext(Form form) {
        try (Rig rig = new Rig(c -> c.contextPropagation(ExecutorsTest::carrying))) {
            CONTEXT.set("of the caller");
            AtomicReference<String> seen = new AtomicReference<>();
            form.call(
                    rig.cache,
                    "k",
                    () -> {
                        seen.set(CONTEXT.get());
                        return "v";
                    },
                    Form.NONE);
            methodcache.testkit.Await.until(() -> seen.get() != null, () -> "the loader ran");
            assertThat(seen).hasValue("of the caller");
        } finally {
            CONTEXT.remove();
        }
    }

    @Test
    void contextPropagation_callWithATimeout_seesTheCallersContext() {
        try (Rig rig = new Rig(c -> c.contextPropagation(ExecutorsTest::carrying))) {
            CONTEXT.set("of the caller");
            CacheCall<String> call =
                    rig.cache.<String>cache(() -> CONTEXT.get()).withKey("k").withTimeout(Rig.LONG);
            assertThat(call.execute()).isEqualTo("of the caller");
        } finally {
            CONTEXT.remove();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void contextPropagation_throwsOnTheCallersThread_failsTheCall(Form form) {
        try (Rig rig = new Rig(c -> c.contextPropagation(task -> {
            throw new IllegalStateException("no context");
        }))) {
            assertThat(Rig.failure(form.begin(rig.cache, "k", () -> "v"))).hasMessage("no context");
            rig.assertStatsAddUp(0);
            assertThat(rig.clock.pendingTasks()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void contextPropagation_itsTaskThrowsBeforeTheLoader_failsTheCall(Form form) {
        try (Rig rig = new Rig(c -> c.contextPropagation(task -> () -> {
            throw new IllegalStateException("no context there");
        }))) {
            assertThat(Rig.failure(form.begin(rig.cache, "k", () -> "v"))).hasMessage("no context there");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void contextPropagation_itsTaskNeverRunsTheLoader_failsTheCall(Form form) {
        try (Rig rig = new Rig(c -> c.contextPropagation(task -> () -> {}))) {
            assertThat(Rig.failure(form.begin(rig.cache, "k", () -> "v")))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining("contextPropagation");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void contextPropagation_itsTaskThrowsAfterTheLoader_theCallHasItsValue(Form form) {
        try (Rig rig = new Rig(c -> c.contextPropagation(task -> () -> {
            task.run();
            throw new IllegalStateException("while cleaning up");
        }))) {
            assertThat(form.get(rig.cache, "k", () -> "v")).isEqualTo("v");
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void loadThreads_allTaken_furtherLoadsWaitForThem() throws Exception {
        try (Rig rig = new Rig(c -> c.loadThreads(1).closeTimeout(Duration.ofSeconds(20)))) {
            Door door = new Door();
            CompletableFuture<String> first = rig.cache.getOrCreateAsync("a", CacheLoader.blocking(context -> {
                door.pass();
                return "1";
            }));
            door.awaitReached();
            CompletableFuture<String> second = rig.cache.getOrCreateAsync("b", CacheLoader.blocking(context -> "2"));
            door.open();
            assertThat(first.get(20, TimeUnit.SECONDS) + second.get(20, TimeUnit.SECONDS))
                    .isEqualTo("12");
        }
    }
}
