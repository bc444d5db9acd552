package methodcache.blackbox.cluster;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.CacheConfigurationException;
import methodcache.api.LockLease;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One load for a cluster. */
class DistributedLockTest {

    private static final CachePolicy LOCKED = CachePolicy.of(p -> p.withDistributedLock(ofSeconds(30)));

    private final Nodes nodes = new Nodes();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        nodes.close();
    }

    private CompletableFuture<String> load(String node, CompletableFuture<String> value, CachePolicy policy) {
        return nodes.cache(node)
                .getOrCreateAsync(
                        "k",
                        context -> {
                            loads.incrementAndGet();
                            return value;
                        },
                        policy);
    }

    @Test
    void loads_ofOneKeyOnSeveralNodes_areOne() {
        CompletableFuture<String> value = new CompletableFuture<>();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (String node : List.of("a", "b", "c")) {
            calls.add(load(node, value, LOCKED));
        }
        assertThat(loads).hasValue(1);
        value.complete("v");
        calls.forEach(call -> assertThat(call).isCompletedWithValue("v"));
        assertThat(loads).hasValue(1);
        assertThat(nodes.cache("b").stats().l2Hits()).isEqualTo(1);
    }

    @Test
    void loads_withTwoPermits_areAtMostTwo() {
        CompletableFuture<String> value = new CompletableFuture<>();
        CachePolicy two = CachePolicy.of(p -> p.withDistributedLock(ofSeconds(30), 2));
        for (String node : List.of("a", "b", "c", "d")) {
            load(node, value, two);
        }
        assertThat(loads).hasValue(2);
        value.complete("v");
        assertThat(loads).hasValue(2);
    }

    @Test
    void wait_inVain_loadsWithoutAndIsCounted() {
        load("a", new CompletableFuture<>(), LOCKED);
        CachePolicy impatient = CachePolicy.of(p -> p.withDistributedLock(ofMillis(100)));
        CompletableFuture<String> other = load("b", CompletableFuture.completedFuture("v"), impatient);
        assertThat(other).isNotDone();
        nodes.clock.advance(ofMillis(150));
        assertThat(other).isCompletedWithValue("v");
        assertThat(nodes.cache("b").stats().loadsWithoutLock()).isEqualTo(1);
    }

    @Test
    void locks_outOfReach_hurtNoCall() {
        nodes.cache("a");
        nodes.node("a").faults().disconnect();
        assertThat(load("a", CompletableFuture.completedFuture("v"), LOCKED)).isCompletedWithValue("v");
        assertThat(nodes.cache("a").stats().loadsWithoutLock()).isEqualTo(1);
    }

    @Test
    void lease_isRenewedWhileTheLoadRuns() {
        CompletableFuture<String> value = new CompletableFuture<>();
        CompletableFuture<String> first = load("a", value, LOCKED);
        CompletableFuture<String> second = load(
                "b",
                CompletableFuture.completedFuture("other"),
                CachePolicy.of(p -> p.withDistributedLock(Duration.ofMinutes(10))));
        nodes.clock.advance(ofSeconds(60));
        assertThat(second).isNotDone();
        value.complete("v");
        assertThat(first).isCompletedWithValue("v");
        assertThat(second).isCompletedWithValue("v");
        assertThat(loads).hasValue(1);
    }

    @Test
    void failure_ofALoad_letsTheLockGo() {
        CompletableFuture<String> failing = new CompletableFuture<>();
        CompletableFuture<String> first = load("a", failing, LOCKED);
        CompletableFuture<String> second = load("b", CompletableFuture.completedFuture("v"), LOCKED);
        failing.completeExceptionally(new IllegalStateException("down"));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue("v");
    }

    @Test
    void loader_seesItsLock() {
        AtomicReference<LockLease> seen = new AtomicReference<>();
        MethodCache a = nodes.cache("a");
        a.getOrCreate(
                "k",
                context -> {
                    seen.set(context.lock());
                    assertThat(seen.get().isHeld()).isTrue();
                    return "v";
                },
                LOCKED);
        assertThat(seen.get().token()).isPositive();
        assertThat(seen.get().isHeld()).isFalse();
        a.getOrCreate("other", context -> {
            assertThat(context.lock()).isNull();
            return "v";
        });
    }

    @Test
    void blockingLoads_takeTheLock() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        assertThat(a.<String>getOrCreate("k", context -> "v", LOCKED)).isEqualTo("v");
        assertThat(b.<String>getOrCreate("k", context -> "other", LOCKED)).isEqualTo("v");
        assertThat(b.<String>getOrCreate("l", context -> "w", LOCKED)).isEqualTo("w");
    }

    @Test
    void build_withALockAndNoCluster_saysWhatToDo() {
        assertThatThrownBy(() -> MethodCache.configure()
                        .l1(new ReferenceL1StoreProvider(), l1 -> {})
                        .defaultPolicy(p -> p.withDistributedLock(ofSeconds(1)))
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("withDistributedLock in defaultPolicy needs a cluster: add l2(…)");
    }
}
