package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.BulkLoader;
import methodcache.api.CacheLoader;
import methodcache.api.CacheTimeoutException;
import methodcache.api.MethodCache;
import methodcache.testkit.ManualExecutor;
import methodcache.testkit.TestCaches;
import methodcache.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches for users' tests: what the test's clock brings about is there when the clock has been moved. */
class TestCachesTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock();
    private final MethodCache cache = TestCaches.on(clock).build();
    private final CompletableFuture<String> stage = new CompletableFuture<>();

    @AfterEach
    void close() {
        stage.cancel(true);
        cache.close();
    }

    private CompletableFuture<String> limited() {
        return cache.<String>cacheAsync(() -> stage)
                .withKey("k")
                .withTimeout(LIMIT)
                .executeAsync();
    }

    @Test
    void advance_pastATimeLimit_theFutureIsComplete() {
        CompletableFuture<String> future = limited();
        clock.advance(LIMIT.minusNanos(1));
        assertThat(future).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(future).isCompletedExceptionally();
        assertThatThrownBy(() -> Rig.value(future)).isInstanceOf(CacheTimeoutException.class);
    }

    @Test
    void advance_pastATimeLimit_stepsHaveRunOnThisThread() {
        AtomicReference<Thread> ran = new AtomicReference<>();
        CompletionStage<String> handled = limited().exceptionally(late -> {
            ran.set(Thread.currentThread());
            return "late";
        });
        clock.advance(LIMIT);
        assertThat(handled).isCompletedWithValue("late");
        assertThat(ran).hasValue(Thread.currentThread());
    }

    @Test
    void advance_aLoaderWaitsForTheClock_itsCallersAreAnswered() {
        clock.schedule(() -> stage.complete("v"), LIMIT);
        CompletableFuture<String> leader = cache.getOrCreateAsync("k", context -> stage);
        CompletableFuture<String> joiner = cache.getOrCreateAsync("k", context -> stage);
        CompletableFuture<Map<String, String>> many = cache.getOrCreateManyAsync(
                List.of("k", "l"), (missing, context) -> stage.thenApply(value -> Map.of("l", value)));
        clock.advance(LIMIT);
        assertThat(leader).isCompletedWithValue("v");
        assertThat(joiner).isCompletedWithValue("v");
        assertThat(many).isCompletedWithValue(Map.of("k", "v", "l", "v"));
    }

    @Test
    void advance_pastTheJoinLimit_aBlockingLoaderRunsElsewhere() {
        Door door = new Door();
        try (MethodCache limited = TestCaches.on(clock)
                .joinLimit(LIMIT)
                .closeTimeout(Duration.ZERO)
                .build()) {
            CompletableFuture<String> first = limited.getOrCreateAsync("k", context -> stage);
            AtomicReference<Thread> ran = new AtomicReference<>();
            CacheLoader<String> blocking = context -> {
                ran.set(Thread.currentThread());
                door.pass();
                return "second";
            };
            CompletableFuture<String> second = limited.getOrCreateAsync("k", CacheLoader.blocking(blocking));
            CompletableFuture<Map<String, String>> third = limited.getOrCreateManyAsync(
                    List.of("k"), BulkLoader.blocking((missing, context) -> Map.of("k", blocking.load(context))));
            clock.advance(LIMIT);
            door.awaitReached();
            door.open();
            assertThat(Rig.value(second)).isEqualTo("second");
            assertThat(Rig.value(third)).containsEntry("k", "second");
            assertThat(ran.get()).isNotSameAs(Thread.currentThread());
            assertThat(first).isNotDone();
        }
    }

    @Test
    void limit_ofTheOtherKind_replacesTheOneOfTestCaches() {
        try (MethodCache weighed = TestCaches.on(clock)
                .l1(l1 -> l1.maximumWeight(30).weigher((key, value) -> 10))
                .build()) {
            for (int i = 0; i < 10; i++) {
                weighed.put("k" + i, "v");
            }
            assertThat(weighed.stats().entries()).isBetween(1L, 3L);
        }
    }

    @Test
    void advance_anExecutorIsGiven_futuresDoNotWaitForIt() {
        ManualExecutor executor = new ManualExecutor();
        try (MethodCache manual = TestCaches.on(clock)
                .executor(executor)
                .closeTimeout(Duration.ZERO)
                .build()) {
            CompletableFuture<String> future = manual.<String>cache(() -> "v")
                    .withKey("k")
                    .withTimeout(LIMIT)
                    .executeAsync();
            clock.advance(LIMIT);
            assertThat(future).isCompletedExceptionally();
            executor.runAll();
        }
    }
}
