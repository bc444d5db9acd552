package methodcache.blackbox.cluster;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import methodcache.api.CacheConfigurationException;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceL1StoreProvider;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that don't run without their lock. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RequiredLockTest {

    private static final CachePolicy REQUIRED =
            CachePolicy.of(p -> p.withDistributedLock(ofSeconds(5)).requireDistributedLock(true));

    interface Service {
        String find(long id);
    }

    /** How a load is asked for; each on a thread that may block. */
    enum Form {
        BLOCKING {
            @Override
            String get(MethodCache cache, AtomicInteger loads, CachePolicy policy) {
                return cache.getOrCreate("k", context -> "value " + loads.incrementAndGet(), policy);
            }
        },
        WITH_TIMEOUT {
            @Override
            String get(MethodCache cache, AtomicInteger loads, CachePolicy policy) {
                return cache.cache(() -> "value " + loads.incrementAndGet())
                        .withKey("k")
                        .withPolicy(policy)
                        .withTimeout(ofMinutes(10))
                        .execute();
            }
        },
        REFRESH {
            @Override
            String get(MethodCache cache, AtomicInteger loads, CachePolicy policy) {
                return cache.cache(() -> "value " + loads.incrementAndGet())
                        .withKey("k")
                        .withPolicy(policy)
                        .refresh();
            }
        },
        STAGE {
            @Override
            String get(MethodCache cache, AtomicInteger loads, CachePolicy policy) throws Throwable {
                return joined(cache.getOrCreateAsync(
                        "k", context -> CompletableFuture.completedFuture("value " + loads.incrementAndGet()), policy));
            }
        },
        BLOCKING_STAGE {
            @Override
            String get(MethodCache cache, AtomicInteger loads, CachePolicy policy) throws Throwable {
                return joined(cache.getOrCreateAsync(
                        "k", CacheLoader.blocking(context -> "value " + loads.incrementAndGet()), policy));
            }
        };

        abstract String get(MethodCache cache, AtomicInteger loads, CachePolicy policy) throws Throwable;

        private static String joined(CompletableFuture<String> future) throws Throwable {
            try {
                return future.get();
            } catch (ExecutionException failed) {
                throw failed.getCause();
            }
        }
    }

    // Loads that block have threads of their own, so that they can wait while the test moves the clock.
    private final Nodes nodes = new Nodes(configuration -> configuration.executor(RequiredLockTest::newThread));
    private final AtomicInteger loads = new AtomicInteger();

    private static void newThread(Runnable task) {
        Thread thread = new Thread(task, "required-lock");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private CompletableFuture<String> called(Form form, CachePolicy policy) {
        CompletableFuture<String> end = new CompletableFuture<>();
        newThread(() -> {
            try {
                end.complete(form.get(nodes.cache("a"), loads, policy));
            } catch (Throwable failed) {
                end.completeExceptionally(failed);
            }
        });
        return end;
    }

    /** Another node loads, for ever. */
    private CompletableFuture<String> holdTheLock() {
        CompletableFuture<String> value = new CompletableFuture<>();
        nodes.cache("b").getOrCreateAsync("k", context -> value, REQUIRED);
        Await.until(
                () -> nodes.cluster.node("b").calls(ReferenceOperation.ACQUIRE) == 1
                        && nodes.cache("b").stats().loadsInFlight() == 1,
                () -> "b doesn't load");
        return value;
    }

    private void untilAWaits() {
        nodes.cache("a");
        Await.until(() -> nodes.node("a").calls(ReferenceOperation.ACQUIRE) > 0, () -> "a doesn't ask for the lock");
    }

    @ParameterizedTest
    @EnumSource
    void load_thatGetsNoLockInTime_doesNotRunAndItsCallFails(Form form) {
        nodes.cache("a");
        holdTheLock();
        CompletableFuture<String> call = called(form, REQUIRED);
        untilAWaits();
        Await.until(
                () -> {
                    nodes.clock.advance(ofMillis(500));
                    return call.isDone();
                },
                () -> "the call goes on");
        assertThatThrownBy(call::get)
                .cause()
                .isInstanceOf(CacheLoadException.class)
                .hasMessage(
                        "loading \"k\" failed: no lock within PT5S: raise the timeout of withDistributedLock(…), or let"
                                + " such loads run with requireDistributedLock(false)");
        assertThat(loads).hasValue(0);
        assertThat(nodes.cache("a").stats().loadsWithoutLock()).isZero();
        assertThat(nodes.cache("a").stats().loadFailures()).isEqualTo(1);
        Await.until(() -> nodes.cache("a").stats().loadsInFlight() == 0, () -> "a load is left");
    }

    @ParameterizedTest
    @EnumSource
    void load_whoseLockServiceFails_doesNotRunAndItsCallFails(Form form) {
        nodes.cache("a");
        nodes.node("a").faults().failNext(ReferenceOperation.ACQUIRE, 1);
        assertThatThrownBy(called(form, REQUIRED)::get)
                .cause()
                .isInstanceOf(CacheLoadException.class)
                .hasMessageMatching("loading \"k\" failed: the lock service failed \\(.*\\): bring it back, or let such"
                        + " loads run with requireDistributedLock\\(false\\)")
                .hasCauseInstanceOf(Throwable.class);
        assertThat(loads).hasValue(0);
        assertThat(nodes.cache("a").stats().loadsWithoutLock()).isZero();
        assertThat(called(form, REQUIRED)).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("value 1");
    }

    @ParameterizedTest
    @EnumSource
    void loads_whileTheLockServiceIsNotAsked_doNotRun(Form form) {
        nodes.cache("a");
        nodes.node("a").faults().failNext(ReferenceOperation.ACQUIRE, 3);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(called(form, REQUIRED)::get).cause().isInstanceOf(CacheLoadException.class);
        }
        assertThat(loads).hasValue(0);
        assertThat(nodes.node("a").calls(ReferenceOperation.ACQUIRE)).isEqualTo(3);
        nodes.clock.advance(ofSeconds(2));
        assertThat(called(form, REQUIRED)).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("value 1");
    }

    @ParameterizedTest
    @EnumSource
    void lock_notRequired_loadsWithoutAndIsCounted(Form form) {
        nodes.cache("a");
        nodes.node("a").faults().failNext(ReferenceOperation.ACQUIRE, 1);
        CachePolicy free = CachePolicy.of(p -> p.withPolicy(REQUIRED).requireDistributedLock(false));
        assertThat(called(form, free)).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("value 1");
        assertThat(nodes.cache("a").stats().loadsWithoutLock()).isEqualTo(1);
    }

    @Test
    void callers_thatHaveJoined_failAlike() {
        nodes.cache("a");
        holdTheLock();
        CompletableFuture<String> first = called(Form.BLOCKING, REQUIRED);
        untilAWaits();
        CompletableFuture<String> second = called(Form.BLOCKING, REQUIRED);
        CompletableFuture<String> third = called(Form.STAGE, REQUIRED);
        Await.until(
                () -> {
                    nodes.clock.advance(ofMillis(500));
                    return first.isDone() && second.isDone() && third.isDone();
                },
                () -> "calls go on");
        for (CompletableFuture<String> call : List.of(first, second, third)) {
            assertThatThrownBy(call::get).cause().isInstanceOf(CacheLoadException.class);
        }
        assertThat(loads).hasValue(0);
    }

    @Test
    void value_thatTheHolderLoadsMeanwhile_isTheAnswer() throws Exception {
        nodes.cache("a");
        CompletableFuture<String> other = holdTheLock();
        CompletableFuture<String> call = called(Form.BLOCKING, REQUIRED);
        untilAWaits();
        other.complete("v");
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("v");
        assertThat(loads).hasValue(0);
    }

    @Test
    void callWithAnOldValue_isAnsweredWithIt() {
        MethodCache a = nodes.cache("a");
        CachePolicy stale = CachePolicy.of(
                p -> p.withPolicy(REQUIRED).withDuration(ofMinutes(1)).withStaleOnError(ofMinutes(10), ofSeconds(1)));
        assertThat(a.<String>getOrCreate("k", context -> "old", stale)).isEqualTo("old");
        nodes.clock.advance(ofMinutes(2));
        nodes.node("a").faults().failNext(ReferenceOperation.ACQUIRE, 1);
        assertThat(a.<String>getOrCreate("k", context -> "new", stale)).isEqualTo("old");
        assertThat(a.stats().staleServed()).isEqualTo(1);
    }

    @Test
    void caller_interruptedWhileItWaits_doesNotLoad() throws Exception {
        nodes.cache("a");
        holdTheLock();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                Form.BLOCKING.get(nodes.cache("a"), loads, REQUIRED);
            } catch (Throwable failed) {
                thrown.set(failed);
            }
            over.countDown();
        });
        caller.start();
        untilAWaits();
        caller.interrupt();
        assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(thrown.get()).isInstanceOf(CacheInterruptedException.class);
        assertThat(loads).hasValue(0);
    }

    @Test
    void bulkCall_takesNoLockAndNeedsNone() {
        MethodCache a = nodes.cache("a");
        holdTheLock();
        assertThat(a.getOrCreateMany(List.of("k"), (missing, context) -> Map.of("k", "v"), REQUIRED))
                .isEqualTo(Map.of("k", "v"));
        assertThat(nodes.node("a").calls(ReferenceOperation.ACQUIRE)).isZero();
        assertThat(a.stats().loadsWithoutLock()).isZero();
    }

    @Test
    void words_ofSeveralLayers_areJoined() {
        Nodes layered = new Nodes(configuration -> configuration.defaultPolicy(
                p -> p.withDistributedLock(ofSeconds(5)).requireDistributedLock(true)));
        try (layered) {
            MethodCache a = layered.cache("a");
            layered.node("a").faults().failNext(ReferenceOperation.ACQUIRE, 2);
            assertThatThrownBy(() -> a.getOrCreate("k", context -> "v")).isInstanceOf(CacheLoadException.class);
            assertThat(a.<String>getOrCreate("k", context -> "v", p -> p.requireDistributedLock(false)))
                    .isEqualTo("v");
        }
    }

    private static MethodCacheConfiguration configuration(Nodes nodes, Consumer<MethodCacheConfiguration> words) {
        MethodCacheConfiguration configuration = nodes.configuration("x");
        words.accept(configuration);
        return configuration;
    }

    @Test
    void build_withNoLockToRequire_saysWhatToDo() {
        assertThatThrownBy(() -> configuration(nodes, c -> c.defaultPolicy(p -> p.requireDistributedLock(true)))
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("requireDistributedLock in defaultPolicy needs a lock to require: say"
                        + " withDistributedLock(…) there or in a weaker layer");
        assertThatThrownBy(() -> configuration(
                                nodes,
                                c -> c.forService(
                                        Service.class,
                                        service -> service.method(s -> s.find(0), m -> m.requireDistributedLock(true))))
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("needs a lock to require: say withDistributedLock(…)");
    }

    @Test
    void build_withoutLocks_saysWhatToDo() {
        assertThatThrownBy(() -> MethodCache.configure()
                        .l1(new ReferenceL1StoreProvider(), l1 -> {})
                        .addPolicy("strict", p -> p.requireDistributedLock(true))
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("requireDistributedLock in policy \"strict\" needs a cluster: add l2(…)");
    }

    @Test
    void call_withNoLockToRequire_saysWhatToDo() {
        MethodCache a = nodes.cache("a");
        assertThatThrownBy(() -> a.getOrCreate("k", context -> "v", p -> p.requireDistributedLock(true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "requireDistributedLock in a call needs a lock to require: say withDistributedLock(…) there or in"
                                + " a weaker layer");
        assertThatThrownBy(() -> a.overrides().all(p -> p.requireDistributedLock(true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("requireDistributedLock in overrides().all needs a lock to require");
        assertThat(a.<String>getOrCreate("k", context -> "v")).isEqualTo("v");
    }

    @Test
    void call_ofACacheWithoutLocks_saysWhatToDo() {
        MethodCache alone = MethodCache.configure()
                .l1(new ReferenceL1StoreProvider(), l1 -> {})
                .build();
        try (alone) {
            assertThatThrownBy(() -> alone.getOrCreate("k", context -> "v", REQUIRED))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "requireDistributedLock in CachePolicy.of needs a cluster: add l2(…) to the configuration");
        }
    }
}
