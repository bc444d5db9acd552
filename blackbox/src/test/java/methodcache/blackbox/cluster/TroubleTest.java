package methodcache.blackbox.cluster;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CacheLookup;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.testkit.ReferenceL1StoreProvider;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers that answer late, in another order, or nonsense; callers that don't wait; nodes that start in a bad moment. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TroubleTest {

    private final Nodes nodes = new Nodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    private MethodCache build(String node, Meddling store, Meddling log) {
        return configure(node, store, log).build();
    }

    private MethodCacheConfiguration configure(String node, Meddling store, Meddling log) {
        return Meddling.configure(nodes, node, store, log);
    }

    @Test
    void put_thatIsAppendedAfterALaterInvalidation_staysInvalidated() {
        Holding appends = Holding.operations("append");
        MethodCache a = build("a", Meddling.NONE, appends);
        try (a) {
            appends.hold();
            CompletableFuture<Void> put = a.putAsync("k", "OLD");
            assertThat(a.tryGet("k").found()).isTrue();
            appends.passFurther();
            a.invalidateKeys("k");
            appends.letGo();
            put.join();
            assertThat(a.tryGet("k").found()).isFalse();
            assertThat(nodes.cache("b").tryGet("k").found()).isFalse();
        }
    }

    @Test
    void caller_whoIsInterruptedWhileItWaitsForTheLock_doesNotLoad() throws InterruptedException {
        MethodCache a = nodes.cache("a");
        CompletableFuture<String> other = new CompletableFuture<>();
        nodes.cache("b").getOrCreateAsync("k", context -> other, p -> p.withDistributedLock(ofMinutes(1)));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowable(() ->
                a.getOrCreate("k", context -> fail("it was interrupted"), p -> p.withDistributedLock(ofMinutes(1))))));
        caller.start();
        while (nodes.node("a").calls(ReferenceOperation.ACQUIRE) == 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<String> joined =
                a.getOrCreateAsync("k", context -> CompletableFuture.completedFuture("own"), p -> {});
        caller.interrupt();
        caller.join(20_000);
        assertThat(thrown.get()).isInstanceOf(CacheInterruptedException.class).hasMessageContaining("\"k\"");
        assertThat(joined).as("leads now").succeedsWithin(ofSeconds(20)).isEqualTo("own");
        other.complete("others");
        assertThat(a.stats().loadsInFlight()).isZero();
    }

    @Test
    void callerOfMany_whoIsInterruptedWhileItWaitsForTheCluster_doesNotLoad() throws InterruptedException {
        Holding reads = Holding.operations("getAll");
        MethodCache a = build("a", reads, Meddling.NONE);
        try (a) {
            reads.hold();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread caller = new Thread(() -> thrown.set(catchThrowable(
                    () -> a.getOrCreateMany(List.of("k", "l"), (keys, context) -> fail("it was interrupted")))));
            caller.start();
            while (a.stats().loadsInFlight() == 0) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            caller.join(20_000);
            assertThat(thrown.get()).isInstanceOf(CacheInterruptedException.class);
            reads.letGo();
        }
    }

    @Test
    void node_thatStartsAndCannotRead_givesUpWhatItMissed() {
        MethodCache b = nodes.cache("b");
        nodes.cluster.keepEvents(2);
        for (int i = 0; i < 5; i++) {
            b.invalidateKeys("x" + i);
        }
        nodes.node("a").faults().failNext(ReferenceOperation.READ, 3);
        MethodCache a = nodes.cache("a");
        a.getOrCreate("k", context -> "OLD");
        b.invalidateKeys("k");
        for (int i = 0; i < 5; i++) {
            b.invalidateKeys("x" + i);
        }
        nodes.clock.advance(ofSeconds(6));
        assertThat(a.tryGet("k").found()).isFalse();
        a.getOrCreate("l", context -> "v");
        assertThat(b.tryGet("l").found()).isTrue();
    }

    @Test
    void invalidation_whoseEventIsKeptNoMoreWhenTheNewEpochIsRead_isPublished() {
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().dropNotifications();
        nodes.cluster.loseMemory();
        nodes.cluster.keepEvents(0);
        assertThat(a.invalidateAsync(Invalidation.keys("k")))
                .isCompletedWithValueMatching(InvalidationReport::published);
        assertThat(a.stats().unpublished()).isZero();
    }

    @Test
    void value_whoseParentsTagsTheNodeKnows_goesWithThem() {
        MethodCache a = nodes.cache("a");
        nodes.cache("b").getOrCreate("x", context -> "OLD", p -> p.dependsOn("p"));
        a.getOrCreate("p", context -> "v", p -> p.withTags("t"));
        assertThat(a.tryGet("x").found()).isTrue();
        a.invalidateTags("t");
        assertThat(a.tryGet("x").found()).isFalse();
    }

    @Test
    void value_thatDependsOnAPrefix_goesWithTheTagOfOneOfIt() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        b.getOrCreate("list", context -> "OLD", p -> p.dependsOnPrefix("user:"));
        a.getOrCreate("user:1", context -> "v", p -> p.withTags("u"));
        assertThat(a.tryGet("list").found()).isTrue();
        a.invalidateTags("u");
        assertThat(a.tryGet("list").found()).isFalse();
        assertThat(b.tryGet("list").found()).isFalse();
    }

    @Test
    void promotedValue_isNoOlderThanItsDuration() {
        nodes.cache("a").getOrCreate("k", context -> "old", p -> p.withDuration(ofMinutes(10)));
        nodes.clock.advance(ofSeconds(50));
        MethodCache b = nodes.cache("b");
        assertThat(b.<String>getOrCreate("k", context -> "new", p -> p.withDuration(ofMinutes(1))))
                .isEqualTo("old");
        nodes.clock.advance(ofSeconds(11));
        assertThat(b.<String>getOrCreate("k", context -> "new", p -> p.withDuration(ofMinutes(1))))
                .isEqualTo("new");
    }

    /** What a store may answer that is none. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    enum Nonsense {
        NULL_STAGE(() -> null),
        NULL_ANSWER(() -> CompletableFuture.completedFuture(null)),
        ERROR(() -> {
            throw new AssertionError("a broken provider");
        }),
        FAILED_WITH_AN_ERROR(() -> CompletableFuture.failedFuture(new AssertionError("a broken provider")));

        private final Supplier<Object> answer;

        Nonsense(Supplier<Object> answer) {
            this.answer = answer;
        }

        private Object of(Method method, Supplier<Object> real) {
            return method.getName().equals("close") || method.getName().equals("listen") ? real.get() : answer.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void store_thatAnswersNonsense_hurtsNoCall(Nonsense nonsense) {
        try (MethodCache a = build("a", nonsense::of, Meddling.NONE)) {
            for (int i = 0; i < 2; i++) {
                String key = "k" + i;
                assertThat(a.<String>getOrCreate(key, context -> "v")).isEqualTo("v");
                assertThat(a.tryGet("none").found()).isFalse();
                assertThat(a.<String>getOrCreateAsync("async" + i, context -> CompletableFuture.completedFuture("v")))
                        .isCompletedWithValue("v");
                assertThat(a.<String>getOrCreateManyAsync(
                                List.of("many" + i),
                                (keys, context) -> CompletableFuture.completedFuture(Map.of(keys.get(0), "v"))))
                        .isCompletedWithValue(Map.of("many" + i, "v"));
                assertThat(a.<CacheLookup<?>>tryGetAsync("none").join().found()).isFalse();
                a.put(key, "w");
                assertThat(a.tryGet(key).value()).isEqualTo("w");
            }
            assertThat(a.stats().loadsInFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void log_thatAnswersNonsense_hurtsNoCall(Nonsense nonsense) {
        AtomicBoolean broken = new AtomicBoolean(true);
        MethodCacheConfiguration configuration =
                configure("a", Meddling.NONE, (method, real) -> broken.get() ? nonsense.of(method, real) : real.get());
        try (MethodCache a =
                configuration.l2(l2 -> l2.timeout(Duration.ofMillis(100))).build()) {
            a.getOrCreate("k", context -> "old");
            a.invalidateKeys("k");
            assertThat(a.tryGet("k").found()).isFalse();
            broken.set(false);
            nodes.clock.advance(ofSeconds(3));
            assertThat(a.stats().unpublished()).isZero();
            a.getOrCreate("k", context -> "new");
            assertThat(nodes.cache("b").tryGet("k").value()).isEqualTo("new");
            nodes.cache("b").invalidateKeys("k");
            assertThat(a.tryGet("k").found()).isFalse();
        }
    }

    @Test
    void timeLimits_asLongAsTheyCanBe_areNoneAtAll() {
        MethodCache cache = nodes.configuration("a")
                .l2(l2 -> l2.timeout(ofSeconds(Long.MAX_VALUE)))
                .l1(new ReferenceL1StoreProvider(), l1 -> {})
                .build();
        try (cache) {
            assertThat(cache.<String>getOrCreate(
                            "k", context -> "v", p -> p.withDistributedLock(ofSeconds(Long.MAX_VALUE))))
                    .isEqualTo("v");
            assertThat(cache.stats().loadsInFlight()).isZero();
        }
    }
}
