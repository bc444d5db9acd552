package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheLoadException;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A load fails on a node that never had the value: another node's old one, which is in the cluster still, answers. */
@Timeout(30)
class SharedStaleTest {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration STALE = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final CachePolicy POLICY = CachePolicy.of(
            p -> p.withDuration(LIFE).withStaleOnError(STALE, RETRY).withTags("t"));

    private final Nodes nodes = new Nodes();
    private final MethodCache a = nodes.cache("a");
    private final MethodCache b = nodes.cache("b");
    private final AtomicInteger failed = new AtomicInteger();

    @AfterEach
    void close() {
        nodes.close();
    }

    private String whileBroken(MethodCache on, CachePolicy policy) {
        return on.getOrCreate(
                "k",
                context -> {
                    failed.incrementAndGet();
                    throw new IOException("down");
                },
                policy);
    }

    private void assertFails(MethodCache on, CachePolicy policy) {
        assertThatThrownBy(() -> whileBroken(on, policy)).isInstanceOf(CacheLoadException.class);
    }

    @Test
    void load_failsOnANodeThatNeverHadTheValue_isAnsweredWithTheClustersUntilItIsTooOld() {
        a.getOrCreate("k", context -> "old", POLICY);
        nodes.clock.advance(LIFE);
        assertThat(whileBroken(b, POLICY)).isEqualTo("old");
        assertThat(whileBroken(b, POLICY)).as("before the time to try again").isEqualTo("old");
        assertThat(failed).hasValue(1);
        assertThat(b.stats().staleServed()).isEqualTo(2);
        nodes.clock.advance(STALE.minus(MOMENT));
        assertThat(whileBroken(b, POLICY)).isEqualTo("old");
        assertThat(whileBroken(nodes.cache("c"), POLICY)).isEqualTo("old");
        nodes.clock.advance(MOMENT);
        assertFails(b, POLICY);
        assertFails(nodes.cache("d"), POLICY);
    }

    @Test
    void load_thatSucceeds_replacesTheOldValueEverywhere() {
        a.getOrCreate("k", context -> "old", POLICY);
        nodes.clock.advance(LIFE);
        assertThat(b.<String>getOrCreate("k", context -> "new", POLICY)).isEqualTo("new");
        assertThat(whileBroken(nodes.cache("c"), POLICY)).isEqualTo("new");
        assertThat(whileBroken(b, POLICY)).isEqualTo("new");
        assertThat(b.stats().staleServed()).isZero();
    }

    @Test
    void value_thatWasInvalidated_isNotServedFromTheCluster() {
        a.getOrCreate("k", context -> "old", POLICY);
        nodes.clock.advance(LIFE);
        nodes.cache("c").invalidateTags("t");
        assertFails(b, POLICY);
    }

    @Test
    void value_thatWasTakenOverAndInvalidated_isNotServedAnyMore() {
        a.getOrCreate("k", context -> "old", POLICY);
        nodes.clock.advance(LIFE);
        assertThat(whileBroken(b, POLICY)).isEqualTo("old");
        a.invalidate(Invalidation.keys("k"));
        assertFails(b, POLICY);
    }

    @Test
    void value_thatWasStoredWithoutTheWord_isNotServedPastItsLife() {
        a.getOrCreate("k", context -> "old", p -> p.withDuration(LIFE));
        nodes.clock.advance(LIFE);
        assertFails(b, POLICY);
    }

    @Test
    void call_withoutTheWord_isNotAnswered() {
        a.getOrCreate("k", context -> "old", POLICY);
        nodes.clock.advance(LIFE);
        assertFails(b, CachePolicy.of(p -> p.withDuration(LIFE)));
        assertThat(b.tryGet("k").found()).isFalse();
    }

    @Test
    void call_ofAShorterLife_isAnsweredWithWhatIsPastThat() {
        a.getOrCreate("k", context -> "old", POLICY);
        nodes.clock.advance(Duration.ofMinutes(3));
        CachePolicy shorter =
                CachePolicy.of(p -> p.withDuration(Duration.ofMinutes(1)).withStaleOnError(STALE, RETRY));
        assertThat(whileBroken(b, shorter)).isEqualTo("old");
        nodes.clock.advance(Duration.ofMinutes(3));
        assertFails(nodes.cache("c"), shorter);
    }

    @Test
    void loads_thatDoNotBlock_orAreOfMany_areAnsweredToo() {
        a.getOrCreate("k", context -> "old", POLICY);
        a.getOrCreate("l", context -> "older", POLICY);
        nodes.clock.advance(LIFE);
        IOException down = new IOException("down");
        assertThat(b.<String>getOrCreateAsync("k", context -> CompletableFuture.failedFuture(down), POLICY))
                .isCompletedWithValue("old");
        assertThat(nodes.cache("c")
                        .<String>getOrCreateManyAsync(
                                List.of("k", "l"), (keys, context) -> CompletableFuture.failedFuture(down), POLICY))
                .isCompletedWithValue(Map.of("k", "old", "l", "older"));
        assertThatThrownBy(() -> nodes.cache("d")
                        .<String>getOrCreateManyAsync(
                                List.of("k", "none"), (keys, context) -> CompletableFuture.failedFuture(down), POLICY)
                        .join())
                .isInstanceOf(CompletionException.class);
    }
}
