package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import methodcache.api.BulkLoader;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoader;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a cache. */
class CloseTest {

    private final Door door = new Door();
    private final AtomicInteger loads = new AtomicInteger();

    private String load() throws InterruptedException {
        loads.incrementAndGet();
        door.pass();
        return "v";
    }

    private static Rig closingAtOnce() {
        return new Rig(c -> c.closeTimeout(Duration.ZERO));
    }

    private static Caller closing(Rig rig) {
        return Caller.blocking(() -> {
            rig.cache.close();
            return "closed";
        });
    }

    @ParameterizedTest
    @EnumSource
    void call_afterClose_isRefused(Form form) {
        Rig rig = new Rig();
        rig.cache.put("there", "v");
        rig.close();
        for (String key : List.of("there", "k")) {
            assertThat(Rig.failure(form.begin(rig.cache, key, () -> "v")))
                    .isInstanceOf(CacheClosedException.class)
                    .hasMessageContaining(rig.name);
        }
        rig.close();
    }

    /** A call whose loader is to run on the executor. */
    private static CompletableFuture<String> begin(MethodCache cache, boolean bulk) {
        return bulk
                ? cache.<String>getOrCreateManyAsync(
                                List.of("k"), BulkLoader.blocking((keys, context) -> Map.of("k", "v")))
                        .thenApply(values -> values.get("k"))
                : cache.getOrCreateAsync("k", CacheLoader.blocking(context -> "v"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void load_thatIsOnItsWayToAThread_isWaitedFor(boolean bulk) {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        Rig rig = new Rig(c -> c.executor(tasks::add).closeTimeout(Duration.ofMinutes(1)));
        CompletableFuture<String> loading = begin(rig.cache, bulk);
        Caller closing = closing(rig);
        Await.until(
                () -> catchThrowable(() -> rig.cache.tryGet("l")) instanceof CacheClosedException,
                () -> "it doesn't close");
        while (!loading.isDone() || !tasks.isEmpty()) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
        assertThat(loading).isCompletedWithValue("v");
        assertThat(Rig.value(closing)).isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void load_thatIsOnItsWayToAThreadForTooLong_isCancelled(boolean bulk) {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        Rig rig = new Rig(c -> c.executor(tasks::add).closeTimeout(Duration.ZERO));
        CompletableFuture<String> loading = begin(rig.cache, bulk);
        Runnable load = tasks.remove();
        rig.cache.close();
        tasks.forEach(Runnable::run);
        assertThat(loading).isCompletedExceptionally();
        load.run();
        assertThatThrownBy(loading::join).hasCauseInstanceOf(CacheClosedException.class);
        assertThat(rig.cache.stats().loadsInFlight()).isZero();
    }

    static Stream<Consumer<MethodCache>> operations() {
        return Stream.of(
                cache -> cache.put("k", "v"),
                cache -> cache.putMany(Map.of("k", "v")),
                cache -> cache.putMany(Map.of()),
                cache -> cache.putMany(Map.of(), CachePolicy.of(p -> {})),
                cache -> cache.tryGet("k"),
                cache -> cache.tryGetMany(List.of("k")),
                cache -> cache.tryGetMany(List.of()),
                cache -> cache.getOrCreateMany(List.<String>of(), (missing, context) -> Map.of()),
                cache -> cache.getOrCreateMany(List.of(), id -> "k", (missing, context) -> Map.of()),
                MethodCache::collectInvalidations,
                MethodCache::overrides,
                MethodCache::invalidateAll,
                cache -> cache.invalidateKeys("k"),
                cache -> cache.invalidatePrefix("k"),
                cache -> cache.cache(() -> "v").withKey("k").refresh(),
                cache -> cache.cache(() -> "v").withKey("k").invalidate(),
                cache -> cache.cache(() -> "v").withKey("k").tryGet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation_afterClose_isRefused(Consumer<MethodCache> operation) {
        Rig rig = new Rig();
        rig.cache.put("k", "v");
        rig.close();
        assertThatThrownBy(() -> operation.accept(rig.cache)).isInstanceOf(CacheClosedException.class);
        assertThat(rig.cache.stats().entries()).isZero();
        assertThat(rig.cache.name()).isEqualTo(rig.name);
    }

    static Stream<Function<MethodCache, CompletableFuture<?>>> asynchronousOperations() {
        return Stream.of(
                cache -> cache.getOrCreateAsync("k", context -> CompletableFuture.completedFuture("v")),
                cache -> cache.getOrCreateManyAsync(
                        List.of("k"), (missing, context) -> CompletableFuture.completedFuture(Map.of())),
                cache -> cache.getOrCreateManyAsync(
                        List.of(), (missing, context) -> CompletableFuture.completedFuture(Map.of())),
                cache -> cache.tryGetAsync("k"),
                cache -> cache.putAsync("k", "v"),
                cache -> cache.invalidateAsync(Invalidation.all()),
                cache -> cache.cache(() -> "v").withKey("k").executeAsync(),
                cache -> cache.cache(() -> "v").withKey("k").refreshAsync());
    }

    @ParameterizedTest
    @MethodSource("asynchronousOperations")
    void asynchronousOperation_afterClose_givesAFailedFuture(Function<MethodCache, CompletableFuture<?>> operation) {
        Rig rig = new Rig();
        rig.cache.put("k", "v");
        rig.close();
        CompletableFuture<?> future = operation.apply(rig.cache);
        assertThatThrownBy(() -> Rig.value(future)).isInstanceOf(CacheClosedException.class);
    }

    @Test
    void close_thereWasSomethingToSweep_leavesNoTaskInAGivenScheduler() {
        Rig rig = new Rig();
        rig.cache.put("k", "v");
        rig.cache.invalidateTags("t");
        assertThat(rig.clock.pendingTasks()).isPositive();
        rig.close();
        assertThat(rig.clock.pendingTasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void close_loadsInFlight_waitsForThem(Form form) {
        Rig rig = new Rig();
        Caller leader = form.begin(rig.cache, "k", this::load);
        door.awaitReached();
        Caller joiner = form.begin(rig.cache, "k", this::load).awaitWaiting();
        Caller closing = closing(rig).awaitWaiting();
        assertThat(Rig.failure(form.begin(rig.cache, "other", () -> "v"))).isInstanceOf(CacheClosedException.class);
        assertThat(closing.value()).isNotDone();
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("v");
        assertThat(Rig.value(joiner)).isEqualTo("v");
        Rig.value(closing);
        rig.assertNoThreads();
    }

    @ParameterizedTest
    @EnumSource
    void close_whileALoadIsInFlight_itsNestedCallsAreServed(Form form) {
        Rig rig = new Rig();
        rig.cache.put("there", "hit");
        Caller leader = Form.KEYED_ASYNC.begin(rig.cache, "k", () -> {
            door.pass();
            return form.here(rig.cache, "there", () -> "x") + form.here(rig.cache, "nested", () -> "loaded");
        });
        door.awaitReached();
        Caller closing = closing(rig).awaitWaiting();
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("hitloaded");
        Rig.value(closing);
        rig.assertNoThreads();
    }

    @ParameterizedTest
    @EnumSource
    void close_pastItsDeadline_tellsTheWaitersAndCancels(Form form) {
        try (Rig rig = closingAtOnce()) {
            Caller leader = form.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Caller joiner = form.begin(rig.cache, "k", this::load).awaitWaiting();
            rig.cache.close();
            assertThat(Rig.failure(joiner)).isInstanceOf(CacheClosedException.class);
            if (form.loadsHere()) {
                door.open();
                assertThat(Rig.value(leader))
                        .as("its own thread loads: it has the value")
                        .isEqualTo("v");
            } else {
                assertThat(Rig.failure(leader)).isInstanceOf(CacheClosedException.class);
                door.open();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"KEYED_STAGE", "KEYED_ASYNC", "LAMBDA_LIMITED", "LAMBDA_STAGE_AWAITED", "BULK_ASYNC", "BULK_STAGE"
            })
    void close_pastItsDeadline_tellsThoseWhoseLoadWasInvalidated(Form form) {
        try (Rig rig = closingAtOnce()) {
            Caller leader = form.begin(rig.cache, "k", () -> {
                door.passStubbornly();
                return "v";
            });
            door.awaitReached();
            Caller joiner = form.begin(rig.cache, "k", this::load).awaitWaiting();
            leader.awaitWaiting();
            rig.cache.invalidateKeys("k");
            Caller closing = closing(rig);
            assertThat(Rig.failure(joiner)).isInstanceOf(CacheClosedException.class);
            assertThat(Rig.failure(leader)).isInstanceOf(CacheClosedException.class);
            door.open();
            Rig.value(closing);
        }
    }

    @Test
    void close_pastItsDeadline_everyQueuedFutureEnds() {
        try (Rig rig = new Rig(c -> c.closeTimeout(Duration.ZERO).loadThreads(1))) {
            List<Caller> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(Form.KEYED_ASYNC.begin(rig.cache, "k" + i, this::load));
                all.add(Form.BULK_ASYNC.begin(rig.cache, "b" + i, this::load));
            }
            door.awaitReached();
            rig.cache.close();
            all.forEach(caller -> assertThat(Rig.failure(caller)).isInstanceOf(CacheClosedException.class));
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void close_byALoader_doesNotWaitForItself() {
        Rig rig = new Rig();
        assertThat(Form.KEYED.get(rig.cache, "k", () -> {
                    rig.cache.close();
                    return "v";
                }))
                .isEqualTo("v");
        assertThatThrownBy(() -> rig.cache.tryGet("k")).isInstanceOf(CacheClosedException.class);
        rig.assertNoThreads();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            // These load on threads that nobody knows for the loader's.
            names = {"KEYED_STAGE", "LAMBDA_STAGE", "LAMBDA_STAGE_AWAITED", "REFERENCE_STAGE", "BULK_STAGE"})
    void close_byALoader_whoeverWaitsForItGetsItsValue(Form form) {
        Rig rig = new Rig(c -> c.closeTimeout(Rig.LONG));
        Caller leader = form.begin(rig.cache, "k", () -> {
            door.pass();
            rig.cache.close();
            return "v";
        });
        door.awaitReached();
        List<Caller> joiners = Stream.of(Form.values())
                .map(other -> other.begin(rig.cache, "k", () -> "x").awaitWaiting())
                .toList();
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("v");
        joiners.forEach(joiner -> assertThat(Rig.value(joiner)).isEqualTo("v"));
        assertThatThrownBy(() -> rig.cache.tryGet("k")).isInstanceOf(CacheClosedException.class);
        rig.assertNoThreads();
        assertThat(rig.clock.pendingTasks()).isZero();
    }

    @Test
    void close_byALoaderOfADefaultCache_leavesNoThread() {
        String name = "default-" + System.nanoTime();
        MethodCache cache = MethodCache.configure()
                .name(name)
                .l1(new ReferenceL1StoreProvider(), l1 -> {})
                .build();
        cache.put("there", "v");
        CompletableFuture<String> future = cache.getOrCreateAsync("k", CacheLoader.blocking(context -> {
            cache.close();
            return "v";
        }));
        assertThat(Rig.value(future)).isEqualTo("v");
        awaitNoThreadOf(name);
    }

    @Test
    void close_byAStageThatDoesNotEnd_itsCallersAreToldAtTheDeadline() {
        Rig rig = new Rig();
        CompletableFuture<String> future = rig.cache.getOrCreateAsync("k", context -> {
            rig.cache.close();
            return new CompletableFuture<>();
        });
        rig.clock.advance(Duration.ofSeconds(1));
        assertThat(future).isNotDone();
        rig.clock.advance(Duration.ofSeconds(4));
        assertThatThrownBy(() -> Rig.value(future)).isInstanceOf(CacheClosedException.class);
        rig.assertNoThreads();
    }

    @Test
    void close_byALoaderThatAnotherLoadWaitsFor_doesNotWaitForThatOne() {
        Rig rig = new Rig(c -> c.closeTimeout(Rig.LONG));
        Caller inner = Form.KEYED_ASYNC.begin(rig.cache, "inner", () -> {
            door.pass();
            rig.cache.close();
            return "v";
        });
        door.awaitReached();
        Door asked = new Door();
        asked.open();
        Caller outer = Form.KEYED
                .begin(rig.cache, "outer", () -> {
                    asked.pass();
                    return "of " + Form.KEYED.here(rig.cache, "inner", () -> "x");
                })
                .awaitWaiting();
        asked.awaitReached();
        outer.awaitWaiting();
        door.open();
        assertThat(Rig.value(inner)).isEqualTo("v");
        assertThat(Rig.value(outer)).isEqualTo("of v");
        rig.assertNoThreads();
    }

    @Test
    void close_whileALoaderCloses_isNotWaitedForByIt() {
        Rig rig = new Rig(c -> c.closeTimeout(Rig.LONG));
        Caller leader = Form.KEYED_ASYNC.begin(rig.cache, "k", () -> {
            door.pass();
            rig.cache.close();
            return "v";
        });
        door.awaitReached();
        Caller closing = closing(rig).awaitWaiting();
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("v");
        Rig.value(closing);
        rig.assertNoThreads();
    }

    @Test
    void close_whileAnotherCloses_waitsWithIt() {
        Rig rig = new Rig();
        Caller leader = Form.KEYED_ASYNC.begin(rig.cache, "k", this::load);
        door.awaitReached();
        Caller first = closing(rig).awaitWaiting();
        Caller second = closing(rig).awaitWaiting();
        assertThat(second.value()).isNotDone();
        Caller third = closing(rig).awaitWaiting();
        third.giveUp();
        Rig.value(third);
        assertThat(first.value())
                .as("one who is interrupted leaves it to the others")
                .isNotDone();
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("v");
        Rig.value(first);
        Rig.value(second);
        rig.assertNoThreads();
    }

    @Test
    void close_againByWhatItCalls_returns() {
        Rig rig = closingAtOnce();
        Caller leader = Form.KEYED_ASYNC.begin(rig.cache, "ready", () -> "v");
        Rig.value(leader);
        CompletableFuture<String> future = rig.cache.getOrCreateAsync("k", context -> {
            context.cancellation().onCancel(rig.cache::close);
            return new CompletableFuture<>();
        });
        rig.cache.close();
        assertThatThrownBy(() -> Rig.value(future)).isInstanceOf(CacheClosedException.class);
        rig.assertNoThreads();
    }

    @Test
    void close_interruptedWhileItWaits_cancelsAtOnce() {
        Rig rig = new Rig(c -> c.closeTimeout(Rig.LONG));
        Caller leader = Form.KEYED_ASYNC.begin(rig.cache, "k", this::load);
        door.awaitReached();
        Caller closing = Caller.blocking(() -> {
                    rig.cache.close();
                    return "" + Thread.currentThread().isInterrupted();
                })
                .awaitWaiting();
        closing.giveUp();
        assertThat(Rig.value(closing)).isEqualTo("true");
        assertThat(Rig.failure(leader)).isInstanceOf(CacheClosedException.class);
        rig.assertNoThreads();
    }

    @Test
    void close_byAStepOfAFuture_returns() {
        Rig rig = new Rig();
        CompletableFuture<Void> closed =
                Form.KEYED_ASYNC.begin(rig.cache, "k", this::load).value().thenAccept(value -> rig.cache.close());
        door.awaitReached();
        door.open();
        Rig.value(closed);
        rig.assertNoThreads();
    }

    @Test
    void close_byManyAtOnce_closesOnce() {
        Rig rig = new Rig();
        List<Caller> all = Stream.generate(() -> closing(rig)).limit(8).toList();
        all.forEach(Rig::value);
        rig.assertNoThreads();
    }

    @Test
    void close_interrupted_stillCloses() {
        Rig rig = new Rig();
        Caller leader = Form.KEYED_ASYNC.begin(rig.cache, "k", this::load);
        door.awaitReached();
        Caller closing = Caller.blocking(() -> {
            Thread.currentThread().interrupt();
            rig.cache.close();
            return "" + Thread.currentThread().isInterrupted();
        });
        assertThat(Rig.value(closing)).isEqualTo("true");
        assertThat(Rig.failure(leader)).isInstanceOf(CacheClosedException.class);
        rig.assertNoThreads();
    }

    @Test
    void close_ofADefaultCache_leavesNoThread() {
        String name = "default-" + System.nanoTime();
        try (MethodCache cache = MethodCache.configure()
                .name(name)
                .l1(new ReferenceL1StoreProvider(), l1 -> {})
                .build()) {
            cache.put("k", "v", p -> p.withDuration(Duration.ofMinutes(1)));
            Rig.value(cache.getOrCreateAsync("a", CacheLoader.blocking(context -> "v")));
            Rig.value(cache.getOrCreateAsync("b", context -> CompletableFuture.supplyAsync(() -> "v")));
        }
        awaitNoThreadOf(name);
    }

    private static void awaitNoThreadOf(String name) {
        Await.until(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().contains(name)),
                () -> "no thread is left");
    }
}
