package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<Consumer<MethodCache>> operations() {
        return Stream.of(
                cache -> cache.put("k", "v"),
                cache -> cache.putMany(Map.of("k", "v")),
                cache -> cache.tryGet("k"),
                cache -> cache.tryGetMany(List.of("k")),
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
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void close_byALoaderOnTheExecutor_endsItsCallAndLeavesNoThread(Form form) {
        Rig rig = new Rig();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Caller caller = form.begin(rig.cache, "k", () -> {
            rig.cache.close();
            closed.complete(null);
            return "v";
        });
        Rig.value(closed);
        Await.until(() -> caller.value().isDone(), () -> "its call has ended");
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
        Await.until(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().contains(name)),
                () -> "no thread is left");
    }
}
