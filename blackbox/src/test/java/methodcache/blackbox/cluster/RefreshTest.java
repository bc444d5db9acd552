package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.MethodCache;
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
}
