package methodcache.blackbox.cluster;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.AsyncCacheLoader;
import methodcache.api.CachedFailureException;
import methodcache.api.MethodCache;
import methodcache.api.PreviousValue;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How loads behave that several nodes make: refreshes, bounds, what of them goes to the second layer. */
class LoadsInClusterTest {

    private static final Duration LIFE = ofMinutes(10);
    private static final Duration WINDOW = ofMinutes(2);
    private static final CachePolicy AHEAD =
            CachePolicy.of(p -> p.withDuration(LIFE).withRefreshAhead(WINDOW));
    private static final CachePolicy LOCKED =
            CachePolicy.of(p -> p.withDuration(LIFE).withRefreshAhead(WINDOW).withDistributedLock(ofSeconds(30)));

    private final Nodes nodes = new Nodes();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        nodes.close();
    }

    private CompletableFuture<String> get(String node, AsyncCacheLoader<String> loader, CachePolicy policy) {
        return nodes.cache(node).getOrCreateAsync("k", String.class, loader, policy);
    }

    private AsyncCacheLoader<String> counting() {
        return context -> CompletableFuture.completedFuture("v" + loads.incrementAndGet());
    }

    private AsyncCacheLoader<String> counting(CompletableFuture<String> value) {
        return context -> {
            loads.incrementAndGet();
            return value;
        };
    }

    @Test
    void refreshAhead_ofSeveralNodes_takesWhatAnotherHasLoadedMeanwhile() {
        for (String node : List.of("a", "b")) {
            assertThat(get(node, counting(), AHEAD)).isCompletedWithValue("v1");
        }
        nodes.clock.advance(LIFE.minus(WINDOW));
        assertThat(get("a", counting(), AHEAD)).isCompletedWithValue("v1");
        assertThat(get("a", counting(), AHEAD)).isCompletedWithValue("v2");
        assertThat(get("b", counting(), AHEAD)).as("a hit").isCompletedWithValue("v1");
        assertThat(get("b", counting(), AHEAD)).isCompletedWithValue("v2");
        assertThat(loads).hasValue(2);
        for (String node : List.of("a", "b")) {
            assertThat(nodes.cache(node).stats().refreshes()).isEqualTo(1);
        }
    }

    @Test
    void refreshAhead_underALock_loadsOnceInTheCluster() {
        for (String node : List.of("a", "b")) {
            get(node, counting(), LOCKED);
        }
        nodes.clock.advance(LIFE.minus(WINDOW));
        CompletableFuture<String> fresh = new CompletableFuture<>();
        for (String node : List.of("a", "b")) {
            assertThat(get(node, counting(fresh), LOCKED)).as("no hit waits").isCompletedWithValue("v1");
        }
        assertThat(loads).hasValue(2);
        fresh.complete("fresh");
        for (String node : List.of("a", "b")) {
            assertThat(get(node, counting(), LOCKED)).isCompletedWithValue("fresh");
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void refreshAhead_ofAValueThatIsFoundInTheCluster_startsWithThatHit() {
        get("a", counting(), AHEAD);
        nodes.clock.advance(LIFE.minus(WINDOW));
        assertThat(get("b", counting(), AHEAD)).isCompletedWithValue("v1");
        assertThat(get("b", counting(), AHEAD)).isCompletedWithValue("v2");
        assertThat(nodes.cache("b").stats().l2Hits()).isEqualTo(1);
    }

    @Test
    void refreshEvery_ofSeveralNodes_loadsOnceInAnInterval() {
        CachePolicy warm = CachePolicy.of(p -> p.withDuration(LIFE).refreshEvery(ofMinutes(1)));
        for (String node : List.of("a", "b")) {
            get(node, counting(), warm);
            get(node, counting(), warm);
        }
        assertThat(loads).hasValue(1);
        nodes.clock.advance(ofMinutes(1));
        for (String node : List.of("a", "b")) {
            assertThat(get(node, counting(), warm)).isCompletedWithValue("v2");
        }
        assertThat(loads).as("the second to come takes it from the other").hasValue(2);
    }

    @Test
    void etag_goesToOtherNodes_andNotModifiedRenewsForAll() {
        List<String> asked = new ArrayList<>();
        AsyncCacheLoader<String> conditional = context -> {
            PreviousValue previous = context.previous();
            asked.add(previous == null ? "-" : previous.etag());
            if (previous != null) {
                return CompletableFuture.completedFuture(context.notModified());
            }
            context.etag("\"1\"");
            return CompletableFuture.completedFuture("v");
        };
        get("a", conditional, AHEAD);
        get("b", conditional, AHEAD);
        nodes.clock.advance(LIFE.minus(WINDOW));
        get("b", conditional, AHEAD);
        assertThat(asked).as("b has it from a").containsExactly("-", "\"1\"");
        nodes.clock.advance(WINDOW);
        assertThat(get("c", conditional, AHEAD)).as("renewed by b").isCompletedWithValue("v");
        assertThat(asked).hasSize(2);
        assertThat(nodes.cache("c").stats().l2Hits()).isEqualTo(1);
    }

    @Test
    void loader_seesAnOldValueOfTheCluster() {
        CachePolicy patient = CachePolicy.of(p -> p.withDuration(LIFE).withStaleOnError(LIFE, ofSeconds(30)));
        get("a", counting(), patient);
        nodes.clock.advance(LIFE);
        List<Object> seen = new ArrayList<>();
        get(
                "b",
                context -> {
                    seen.add(context.previous());
                    return CompletableFuture.completedFuture("new");
                },
                patient);
        assertThat(seen).containsExactly(new PreviousValue("v1", null));
    }

    @Test
    void failure_isRememberedOnItsNodeOnly() {
        CachePolicy remembering = CachePolicy.of(p -> p.cacheFailures(IOException.class, LIFE));
        AsyncCacheLoader<String> broken = context -> CompletableFuture.failedFuture(new IOException("down"));
        assertThat(get("a", broken, remembering)).isCompletedExceptionally();
        assertThat(get("a", broken, remembering))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(CachedFailureException.class);
        assertThat(get("b", counting(), remembering)).isCompletedWithValue("v1");
        assertThat(get("a", broken, remembering))
                .as("until the other's value, or an event, comes to know of")
                .isCompletedExceptionally();
        nodes.cache("b").invalidateKeys("k");
        assertThat(get("a", counting(), remembering)).isCompletedWithValue("v2");
    }

    @Test
    void bound_onLoads_holdsInTheCluster() {
        CachePolicy one = CachePolicy.of(p -> p.withMaxConcurrentLoads("db", 1));
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> onA = nodes.cache("a").getOrCreateAsync("k1", String.class, counting(first), one);
        CompletableFuture<String> onB = nodes.cache("b").getOrCreateAsync("k2", String.class, counting(), one);
        assertThat(loads).as("another key, another node").hasValue(1);
        assertThat(onB).isNotDone();
        first.complete("first");
        assertThat(onA).isCompletedWithValue("first");
        assertThat(onB).isCompletedWithValue("v2");
        assertThat(nodes.cache("b").stats().loadsWithoutLock()).isZero();
    }

    @Test
    void bound_onLoads_withoutLocks_holdsOnTheNode() {
        CachePolicy one = CachePolicy.of(p -> p.withMaxConcurrentLoads("db", 1));
        MethodCache cache = nodes.cache("a");
        nodes.node("a").faults().disconnect();
        CompletableFuture<String> first = new CompletableFuture<>();
        cache.getOrCreateAsync("k1", String.class, counting(first), one);
        CompletableFuture<String> second = cache.getOrCreateAsync("k2", String.class, counting(), one);
        assertThat(loads).hasValue(1);
        first.complete("first");
        assertThat(second).isCompletedWithValue("v2");
        assertThat(cache.stats().loadsWithoutLock()).isEqualTo(2);
    }
}
