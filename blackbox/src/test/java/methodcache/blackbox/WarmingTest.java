package methodcache.blackbox;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import methodcache.api.BulkLoader;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheLoader;
import methodcache.api.CacheStats;
import methodcache.api.MethodCache;
import methodcache.api.RecursiveLoadException;
import methodcache.api.WarmingRate;
import methodcache.api.WarmingReport;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.TestCaches;
import methodcache.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that are loaded before anybody asks for them. Nothing runs in these tests before they say so: neither time nor tasks. */
class WarmingTest {

    /** The ways to warm. */
    enum Form {
        EACH {
            @Override
            CompletableFuture<WarmingReport> begin(
                    MethodCache cache, Collection<String> keys, CacheLoader<String> loader, WarmingRate rate) {
                return cache.warm(keys, loader, rate);
            }
        },
        BATCHES_OF_ONE {
            @Override
            CompletableFuture<WarmingReport> begin(
                    MethodCache cache, Collection<String> keys, CacheLoader<String> loader, WarmingRate rate) {
                BulkLoader<String> ofOne = (missing, context) -> Map.of(missing.get(0), loader.load(context));
                return cache.warmMany(keys, ofOne, rate.withBatchSize(1));
            }
        };

        abstract CompletableFuture<WarmingReport> begin(
                MethodCache cache, Collection<String> keys, CacheLoader<String> loader, WarmingRate rate);
    }

    private static final WarmingRate TEN = WarmingRate.perSecond(10);
    private static final ThreadLocal<String> CONTEXT = new ThreadLocal<>();

    private final TestClock clock = new TestClock();
    private final long start = clock.nanos();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private MethodCache cache = cache(UnaryOperator.identity());

    /** Which key was loaded, and when in milliseconds. */
    private final List<String> loads = new ArrayList<>();

    private final CacheLoader<String> loader = context -> {
        loads.add(context.key() + "@" + (clock.nanos() - start) / 1_000_000);
        return "value of " + context.key();
    };

    /** Keeps nothing. */
    private final CacheLoader<String> failing = context -> {
        loader.load(context);
        throw new IllegalStateException("down");
    };

    /** Batches by size, and when they were loaded. */
    private final BulkLoader<String> bulkLoader = (missing, context) -> {
        loads.add(missing.size() + "@" + (clock.nanos() - start) / 1_000_000);
        Map<String, String> values = new HashMap<>();
        missing.forEach(key -> values.put(key, "value of " + key));
        return values;
    };

    private MethodCache cache(UnaryOperator<MethodCacheConfiguration> more) {
        return more.apply(TestCaches.on(clock).executor(tasks::add)).build();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    /** Runs what the executor has been given, until nothing is left. */
    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Moves the time on in steps that are shorter than any distance of keys, and runs what comes of each. */
    private void advance(int millis) {
        runTasks();
        for (int i = 0; i < millis; i++) {
            clock.advance(ofMillis(1));
            runTasks();
        }
    }

    private static List<String> keys(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(key -> "k" + key).toList();
    }

    private void assertStatsAddUp() {
        CacheStats stats = cache.stats();
        assertThat(stats.misses()).isEqualTo(stats.loads() + stats.loadFailures() + stats.joins());
        assertThat(stats.loadsInFlight()).isZero();
    }

    // ---------------------------------------------------------------- rate

    @ParameterizedTest
    @EnumSource
    void rate_ofKeys_isKeptExactly(Form form) {
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(4), loader, TEN);
        runTasks();
        assertThat(loads).containsExactly("k1@0");
        clock.advance(ofMillis(100).minusNanos(1));
        runTasks();
        assertThat(loads).hasSize(1);
        clock.advance(ofNanos(1));
        runTasks();
        assertThat(loads).containsExactly("k1@0", "k2@100");
        advance(200);
        assertThat(loads).containsExactly("k1@0", "k2@100", "k3@200", "k4@300");
        assertThat(warmed).isCompletedWithValue(new WarmingReport(4, 0, 0, Map.of()));
        assertThat(cache.<String>tryGetMany(keys(4))).hasSize(4).containsEntry("k3", "value of k3");
        assertStatsAddUp();
        assertThat(cache.stats().loads()).isEqualTo(4);
    }

    @Test
    void rate_thatNoTimerKeeps_isKeptOnTheWhole() {
        cache.warm(keys(2_000), loader, WarmingRate.perSecond(3_000).withConcurrency(100));
        advance(100);
        assertThat(loads).hasSize(300);
        advance(100);
        assertThat(loads).hasSize(600);
    }

    @Test
    void rate_ofASlowSource_isNotMadeUpFor() {
        cache.warm(keys(9), loader, TEN.withConcurrency(1));
        tasks.remove().run();
        Runnable slow = tasks.remove();
        clock.advance(ofSeconds(5));
        assertThat(tasks).isEmpty();
        slow.run();
        advance(0);
        assertThat(loads).containsExactly("k1@5000", "k2@5000");
        advance(250);
        assertThat(loads).containsExactly("k1@5000", "k2@5000", "k3@5100", "k4@5200");
    }

    @Test
    void rate_ofBatches_countsTheirKeys() {
        CompletableFuture<WarmingReport> warmed = cache.warmMany(keys(70), bulkLoader, TEN.withBatchSize(4));
        advance(500);
        assertThat(loads).containsExactly("4@0", "4@400");
        loads.clear();
        warmed.cancel(true);
        cache.warmMany(keys(70), bulkLoader, TEN);
        advance(1_100);
        assertThat(loads).as("no batch is more than a second's").containsExactly("2@500", "10@700");
    }

    @Test
    void concurrency_reached_noFurtherLoadBegins() {
        CompletableFuture<WarmingReport> warmed =
                cache.warm(keys(4), loader, WarmingRate.perSecond(1_000).withConcurrency(2));
        tasks.remove().run();
        clock.advance(ofSeconds(1));
        assertThat(tasks).hasSize(2);
        assertThat(cache.stats().loadsInFlight()).isEqualTo(2);
        tasks.remove().run();
        assertThat(tasks).as("the other load, and what follows on the first").hasSize(2);
        advance(3);
        assertThat(loads).hasSize(4);
        assertThat(warmed).isCompleted();
    }

    @Test
    void rate_belowOne_isRefused() {
        assertThatThrownBy(() -> WarmingRate.perSecond(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keysPerSecond must be positive, was 0");
        assertThatThrownBy(() -> TEN.withConcurrency(-1)).hasMessage("concurrency must be positive, was -1");
        assertThatThrownBy(() -> TEN.withBatchSize(0)).hasMessage("batchSize must be positive, was 0");
        assertThat(TEN).isEqualTo(new WarmingRate(10, 4, 100));
    }

    // ---------------------------------------------------------------- keys

    @ParameterizedTest
    @EnumSource
    void key_thatIsThere_isNotLoadedAndTakesNothingOfTheRate(Form form) {
        cache.put("k1", "there");
        cache.put("k3", "there");
        cache.put("k4", "there");
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(5), loader, TEN);
        advance(100);
        assertThat(loads).containsExactly("k2@0", "k5@100");
        assertThat(warmed).isCompletedWithValue(new WarmingReport(2, 3, 0, Map.of()));
        assertThat(cache.stats().hits()).isEqualTo(3);
        assertStatsAddUp();
    }

    @Test
    void keys_thatAreThere_doNotKeepAThreadForLong() {
        cache.putMany(Map.of("k1", "there"));
        keys(2_500).forEach(key -> cache.put(key, "there"));
        CompletableFuture<WarmingReport> warmed = cache.warm(keys(2_500), loader, TEN);
        runTasks();
        assertThat(cache.stats().hits()).isEqualTo(1_000);
        advance(2);
        assertThat(warmed).isCompletedWithValue(new WarmingReport(0, 2_500, 0, Map.of()));
    }

    @Test
    void batch_someThere_loadsTheMissing() {
        cache.put("k2", "there");
        List<List<String>> asked = new ArrayList<>();
        CompletableFuture<WarmingReport> warmed = cache.warmMany(
                keys(4),
                (missing, context) -> {
                    asked.add(missing);
                    return Map.of("k1", "v", "k3", "v", "k9", "unasked");
                },
                TEN);
        runTasks();
        assertThat(asked).containsExactly(List.of("k1", "k3", "k4"));
        assertThat(warmed).isCompletedWithValue(new WarmingReport(3, 1, 0, Map.of()));
        assertThat(cache.tryGet("k9").found()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void keys_givenTwiceAndChangedLater_areThoseOfTheCallOnce(Form form) {
        List<String> keys = new ArrayList<>(List.of("a", "b", "a"));
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys, loader, TEN);
        keys.add("c");
        advance(500);
        assertThat(loads).containsExactly("a@0", "b@100");
        assertThat(warmed).isCompletedWithValue(new WarmingReport(2, 0, 0, Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void keys_withAnEmptyOne_areRefused(Form form) {
        assertThatThrownBy(() -> form.begin(cache, List.of("a", ""), loader, TEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
        assertThat(tasks).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keys_none_areWarm(Form form) {
        assertThat(form.begin(cache, List.of(), loader, TEN))
                .isCompletedWithValue(new WarmingReport(0, 0, 0, Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void cache_turnedOff_loadsNothing(Form form) {
        cache.overrides().disable();
        assertThat(form.begin(cache, keys(3), loader, TEN)).isCompletedWithValue(new WarmingReport(0, 0, 0, Map.of()));
    }

    @Test
    void policy_given_isThatOfTheEntries() {
        CachePolicy policy = CachePolicy.of(p -> p.withDuration(ofSeconds(1)).withTags("users"));
        cache.warm(List.of("a"), loader, TEN, policy);
        cache.warmMany(List.of("b"), bulkLoader, TEN, policy);
        runTasks();
        assertThat(cache.<String>tryGetMany(List.of("a", "b"))).hasSize(2);
        cache.invalidateTags("users");
        assertThat(cache.<String>tryGetMany(List.of("a", "b"))).isEmpty();
    }

    // ---------------------------------------------------------------- failures

    @ParameterizedTest
    @EnumSource
    void keys_thatFail_areNotedAndTheRestGoesOn(Form form) {
        CacheLoader<String> partly = context -> {
            return switch (context.key()) {
                case "k1" -> throw new IllegalStateException("down");
                case "k2" -> throw new IOException("cut");
                default -> loader.load(context);
            };
        };
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(3), partly, TEN);
        advance(200);
        WarmingReport report = warmed.join();
        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.loaded()).isEqualTo(1);
        assertThat(report.failures()).containsOnlyKeys("k1", "k2");
        assertThat(report.failures().get("k1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("down");
        assertThat(report.failures().get("k2"))
                .isInstanceOf(CacheLoadException.class)
                .hasRootCauseInstanceOf(IOException.class);
        assertStatsAddUp();
    }

    @Test
    void failures_ofManyKeys_areBounded() {
        CompletableFuture<WarmingReport> warmed = cache.warmMany(
                keys(250),
                (missing, context) -> {
                    throw new IllegalStateException("down");
                },
                WarmingRate.perSecond(1_000));
        advance(250);
        assertThat(warmed.join().failed()).isEqualTo(250);
        assertThat(warmed.join().failures()).hasSize(100).containsKeys("k1", "k100");
        assertThatThrownBy(() -> warmed.join().failures().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void values_ofAnotherType_areFailures() {
        BulkLoader<Object> mixed = (missing, context) -> Map.of("k1", "text", "k2", 7);
        @SuppressWarnings({"unchecked", "rawtypes"}) // a loader that breaks its word
        CompletableFuture<WarmingReport> many = cache.warmMany(keys(2), String.class, (BulkLoader) mixed, TEN);
        runTasks();
        assertThat(many.join().loaded()).isEqualTo(1);
        assertThat(many.join().failures()).containsOnlyKeys("k2");
        @SuppressWarnings({"unchecked", "rawtypes"}) // a loader that breaks its word
        CompletableFuture<WarmingReport> one =
                cache.warm(List.of("k2"), String.class, (CacheLoader) (CacheLoader<Object>) context -> 7, TEN);
        runTasks();
        assertThat(one.join().failures().get("k2")).isInstanceOf(ClassCastException.class);
    }

    @ParameterizedTest
    @EnumSource
    void key_thatFailsWhereAStaleValueIsServed_hasFailed(Form form) {
        cache.close();
        cache = cache(
                c -> c.defaultPolicy(p -> p.withDuration(ofSeconds(1)).withStaleOnError(ofSeconds(60), ofMillis(1))));
        cache.put("k1", "old");
        clock.advance(ofSeconds(2));
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(1), failing, TEN);
        runTasks();
        assertThat(warmed.join().failures().get("k1")).hasMessage("down");
        assertThat(cache.stats().staleServed()).isEqualTo(1);
    }

    @Test
    void batch_whoseJoinedLoadFails_hasLoadedTheOthers() {
        CompletableFuture<String> other = cache.getOrCreateAsync("k2", CacheLoader.blocking(context -> {
            throw new IllegalStateException("of the other");
        }));
        CompletableFuture<WarmingReport> warmed = cache.warmMany(keys(3), bulkLoader, TEN);
        Runnable load = tasks.remove();
        tasks.remove().run();
        load.run();
        runTasks();
        assertThat(other).isCompletedExceptionally();
        assertThat(warmed.join().loaded()).isEqualTo(2);
        assertThat(warmed.join().failures()).containsOnlyKeys("k2");
        assertStatsAddUp();
    }

    // ---------------------------------------------------------------- meeting others

    @ParameterizedTest
    @EnumSource
    void load_ofACaller_isJoined(Form form) {
        CompletableFuture<String> caller =
                cache.getOrCreateAsync("k1", CacheLoader.blocking(context -> "the caller's"));
        Runnable load = tasks.remove();
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(1), loader, TEN);
        runTasks();
        load.run();
        runTasks();
        assertThat(caller).isCompletedWithValue("the caller's");
        assertThat(warmed).isCompletedWithValue(new WarmingReport(1, 0, 0, Map.of()));
        assertThat(loads).isEmpty();
        assertThat(cache.stats().joins()).isEqualTo(1);
        assertStatsAddUp();
    }

    @ParameterizedTest
    @EnumSource
    void load_ofAWarming_isJoinedByCallers(Form form) {
        form.begin(cache, keys(1), loader, TEN);
        tasks.remove().run();
        CompletableFuture<String> caller = cache.getOrCreateAsync("k1", CacheLoader.blocking(context -> "unused"));
        runTasks();
        assertThat(caller).isCompletedWithValue("value of k1");
        assertThat(loads).hasSize(1);
        assertStatsAddUp();
    }

    @ParameterizedTest
    @EnumSource
    void load_overtakenByAnInvalidation_isNotKept(Form form) {
        CacheLoader<String> overtaken = context -> {
            if (context.key().equals("k1")) {
                cache.invalidateAll();
            }
            return "old";
        };
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(2), overtaken, TEN);
        advance(100);
        assertThat(warmed).isCompleted();
        assertThat(cache.tryGet("k1").found()).isFalse();
        assertThat(cache.tryGet("k2").found()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void loader_onAnyThread_seesTheCallersContextAndScope(Form form) {
        cache.close();
        cache = cache(c -> c.scope(() -> CONTEXT.get() == null ? Map.of() : Map.of("tenantId", CONTEXT.get()))
                .contextPropagation(task -> {
                    String carried = CONTEXT.get();
                    return () -> {
                        String before = CONTEXT.get();
                        CONTEXT.set(carried);
                        task.run();
                        CONTEXT.set(before);
                    };
                }));
        List<String> seen = new ArrayList<>();
        CONTEXT.set("acme");
        form.begin(
                cache,
                keys(2),
                context -> {
                    seen.add(CONTEXT.get() + " " + context.scope());
                    return "v";
                },
                TEN);
        CONTEXT.remove();
        advance(100);
        assertThat(seen).containsExactly("acme {tenantId=acme}", "acme {tenantId=acme}");
        assertThat(cache.tryGet("k2").found()).isFalse();
        CONTEXT.set("acme");
        assertThat(cache.tryGet("k2").found()).isTrue();
        CONTEXT.remove();
    }

    @Test
    void context_thatLeadsNowhere_failsTheKeysNotTheWarming() {
        cache.close();
        cache = cache(c -> c.contextPropagation(task -> () -> {}));
        CompletableFuture<WarmingReport> warmed = cache.warm(keys(2), loader, TEN);
        advance(100);
        assertThat(warmed.join().failed()).isEqualTo(2);
        assertThat(warmed.join().failures().get("k2")).hasMessageContaining("contextPropagation");
    }

    @Test
    void loader_thatWarmsItsOwnKey_isToldSoInTheReport() {
        AtomicReference<CompletableFuture<WarmingReport>> warmed = new AtomicReference<>();
        cache.getOrCreate("k1", context -> {
            warmed.set(cache.warm(keys(2), loader, TEN));
            runTasks();
            return "v";
        });
        advance(100);
        assertThat(warmed.get().join().failures().get("k1")).isInstanceOf(RecursiveLoadException.class);
        assertThat(loads).as("what its loader leaves behind goes on").containsExactly("k2@100");
    }

    // ---------------------------------------------------------------- ends

    @ParameterizedTest
    @EnumSource
    void warming_ended_leavesNoTimer(Form form) {
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(3), failing, TEN);
        advance(200);
        assertThat(warmed).isCompleted();
        assertThat(clock.pendingTasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void warming_cancelled_endsWithItsLoads(Form form) {
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(9), failing, TEN);
        advance(100);
        clock.advance(ofMillis(100));
        assertThat(warmed.cancel(true)).isTrue();
        assertThat(clock.pendingTasks()).isZero();
        advance(500);
        assertThat(loads).as("the third was on its way").containsExactly("k1@0", "k2@100");
        assertStatsAddUp();
    }

    @ParameterizedTest
    @EnumSource
    void warming_cancelled_leavesLoadsThatOthersWaitFor(Form form) {
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(2), loader, TEN);
        tasks.remove().run();
        CompletableFuture<String> caller = cache.getOrCreateAsync("k1", CacheLoader.blocking(context -> "unused"));
        warmed.cancel(true);
        advance(500);
        assertThat(caller).isCompletedWithValue("value of k1");
        assertThat(loads).containsExactly("k1@0");
        assertStatsAddUp();
    }

    @ParameterizedTest
    @EnumSource
    void warming_betweenTwoKeys_endsWithTheCache(Form form) {
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(9), loader, TEN);
        advance(100);
        cache.close();
        runTasks();
        assertThatThrownBy(warmed::join).hasCauseInstanceOf(CacheClosedException.class);
        assertThat(clock.pendingTasks()).isZero();
        assertThatThrownBy(() -> form.begin(cache, keys(9), loader, TEN).join())
                .hasCauseInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> form.begin(cache, List.of(), loader, TEN).join())
                .hasCauseInstanceOf(CacheClosedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void warming_whoseLoadIsCutOffByTheEnd_failsWithIt(Form form) {
        cache.close();
        cache = cache(c -> c.closeTimeout(ofMillis(0)));
        CompletableFuture<WarmingReport> warmed = form.begin(cache, keys(1), loader, TEN);
        tasks.remove().run();
        cache.close();
        runTasks();
        assertThatThrownBy(warmed::join).hasCauseInstanceOf(CacheClosedException.class);
        assertThat(loads).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void warming_onThreadsOfItsOwn_keepsItsLimits(Form form) {
        MethodCache running = MethodCache.configure().name("warming").build();
        try (running) {
            List<Integer> atOnce = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger now = new AtomicInteger();
            CompletableFuture<WarmingReport> warmed = form.begin(
                    running,
                    keys(2_000),
                    context -> {
                        atOnce.add(now.incrementAndGet());
                        now.decrementAndGet();
                        return "v";
                    },
                    WarmingRate.perSecond(100_000).withConcurrency(3));
            assertThat(Rig.value(warmed)).isEqualTo(new WarmingReport(2_000, 0, 0, Map.of()));
            assertThat(atOnce).hasSize(2_000).allMatch(loading -> loading <= 3);
            CacheStats stats = running.stats();
            assertThat(stats.misses()).isEqualTo(2_000).isEqualTo(stats.loads());
        }
    }
}
