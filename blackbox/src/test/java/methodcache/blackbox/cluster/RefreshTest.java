package methodcache.blackbox.cluster;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.MethodCache;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A refresh asks no layer, and what it finds holds for all nodes. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RefreshTest {

    /** Calls whose flight a refresh may find while it asks the second layer. */
    enum Asking {
        STAGE {
            @Override
            CompletableFuture<?> begin(MethodCache cache, AtomicInteger loads) {
                return cache.getOrCreateAsync(
                        "k", context -> CompletableFuture.completedFuture("value " + loads.incrementAndGet()));
            }
        },
        LOOK_UP {
            @Override
            CompletableFuture<?> begin(MethodCache cache, AtomicInteger loads) {
                return cache.tryGetAsync("k");
            }
        },
        BULK {
            @Override
            CompletableFuture<?> begin(MethodCache cache, AtomicInteger loads) {
                return cache.getOrCreateManyAsync(
                        List.of("k"),
                        (missing, context) ->
                                CompletableFuture.completedFuture(Map.of("k", "value " + loads.incrementAndGet())));
            }
        };

        abstract CompletableFuture<?> begin(MethodCache cache, AtomicInteger loads);
    }

    private final Nodes nodes = new Nodes();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        nodes.close();
    }

    private CompletableFuture<String> refresh(MethodCache cache) {
        return cache.cacheAsync(() -> CompletableFuture.completedFuture("fresh " + loads.incrementAndGet()))
                .withKey("k")
                .refreshAsync();
    }

    @ParameterizedTest
    @EnumSource
    void refresh_whileAnotherCallAsksTheSecondLayer_loadsAllTheSame(Asking asking) {
        nodes.cache("b").put("k", "old");
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().freeze();
        CompletableFuture<?> other = asking.begin(a, loads);
        CompletableFuture<String> refresh = refresh(a);
        assertThat(other).isNotDone();
        nodes.node("a").faults().thaw();
        assertThat(refresh).isCompletedWithValue("fresh 1");
        assertThat(other).isCompleted();
        assertThat(a.tryGet("k").value()).isEqualTo("fresh 1");
        assertThat(nodes.cache("c").tryGet("k").value()).isEqualTo("fresh 1");
        assertThat(a.stats().loadsInFlight()).isZero();
    }

    @Test
    void refresh_whileAnotherCallThatFindsNothingAsks_sharesItsLoad() {
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().freeze();
        CompletableFuture<?> other = Asking.STAGE.begin(a, loads);
        CompletableFuture<String> refresh = refresh(a);
        nodes.node("a").faults().thaw();
        assertThat(refresh).isCompletedWithValue("value 1");
        assertThat(other).isCompleted();
        assertThat(loads).hasValue(1);
    }

    /** Refreshes whose value isn't kept. */
    enum NotKept {
        NULL {
            @Override
            void refresh(MethodCache cache) {
                assertThat(cache.<String>cache(() -> null).withKey("k").refresh())
                        .isNull();
            }
        },
        CACHE_IF {
            @Override
            void refresh(MethodCache cache) {
                assertThat(cache.cache(() -> "bad")
                                .withKey("k")
                                .cacheIf(value -> false)
                                .refresh())
                        .isEqualTo("bad");
            }
        },
        STAGE {
            @Override
            void refresh(MethodCache cache) {
                assertThat(cache.<String>cacheAsync(() -> CompletableFuture.completedFuture(null))
                                .withKey("k")
                                .refreshAsync())
                        .isCompletedWithValue(null);
            }
        },
        UNDER_A_LOCK {
            @Override
            void refresh(MethodCache cache) {
                assertThat(cache.<String>cache(() -> null)
                                .withKey("k")
                                .withDistributedLock(ofSeconds(1))
                                .refresh())
                        .isNull();
            }
        };

        abstract void refresh(MethodCache cache);
    }

    @ParameterizedTest
    @EnumSource
    void refresh_whoseValueIsNotKept_removesTheOldOneFromAllNodes(NotKept refresh) {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        a.put("k", "old");
        assertThat(b.tryGet("k").found()).isTrue();
        refresh.refresh(a);
        assertThat(a.tryGet("k").found()).isFalse();
        assertThat(b.tryGet("k").found()).isFalse();
        assertThat(nodes.cache("c").tryGet("k").found()).isFalse();
        assertThat(a.stats().loadsInFlight()).isZero();
        assertThat(b.<String>getOrCreate("k", context -> "new")).isEqualTo("new");
        assertThat(a.tryGet("k").value()).isEqualTo("new");
    }

    @Test
    void refresh_whoseValueIsNotKeptAndThatAPutOvertook_leavesWhatWasPut() {
        MethodCache a = nodes.cache("a");
        a.put("k", "old");
        CompletableFuture<String> value = new CompletableFuture<>();
        CompletableFuture<String> refresh =
                a.cacheAsync(() -> value).withKey("k").refreshAsync();
        a.put("k", "put");
        value.complete(null);
        assertThat(refresh).isCompletedWithValue(null);
        assertThat(a.tryGet("k").value()).isEqualTo("put");
        assertThat(nodes.cache("b").tryGet("k").value()).isEqualTo("put");
    }

    @Test
    void load_whoseValueIsNotKept_publishesNothing() {
        MethodCache a = nodes.cache("a");
        a.getOrCreate("k", context -> null);
        assertThat(nodes.node("a").calls(ReferenceOperation.APPEND)).isZero();
    }
}
