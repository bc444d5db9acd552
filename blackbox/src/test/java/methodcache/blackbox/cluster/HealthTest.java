package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.CacheHealth;
import methodcache.api.CacheLayer;
import methodcache.api.CacheStats;
import methodcache.api.MethodCache;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether the parts work that others provide, since when, and why not; and what else is seen of a cluster. */
class HealthTest {

    private static final CachePolicy LOCKED = CachePolicy.of(p -> p.withDistributedLock(Duration.ofMillis(10)));

    private final Nodes nodes = new Nodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    private static CacheHealth.Part part(MethodCache cache, String name) {
        return cache.health().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Instant now() {
        return Instant.ofEpochMilli(1_000_000 + nodes.clock.nanos() / 1_000_000);
    }

    private static void load(MethodCache cache, String key) {
        cache.getOrCreate(key, String.class, context -> "v", LOCKED);
    }

    @Test
    void parts_thatWork_areUpSinceTheStart() {
        Instant start = now();
        MethodCache a = nodes.cache("a");
        nodes.clock.advance(Duration.ofMinutes(1));
        load(a, "k");
        CacheHealth health = a.health();
        assertThat(health.isUp()).isTrue();
        assertThat(health.parts()).extracting(CacheHealth.Part::name).containsExactly("L1", "L2", "log", "locks");
        assertThat(health.parts()).allSatisfy(part -> {
            assertThat(part.reason()).isNull();
            assertThat(part.since()).isEqualTo(start);
            assertThat(part.provider()).isNotEmpty();
        });
    }

    @Test
    void parts_thatFail_areDownUntilTheyWork() {
        MethodCache a = nodes.cache("a");
        load(a, "k");
        nodes.clock.advance(Duration.ofMinutes(1));
        Instant cut = now();
        nodes.node("a").faults().disconnect();
        for (int i = 0; i < 5; i++) {
            load(a, "k" + i);
        }
        a.invalidateKeys("k");
        CacheHealth health = a.health();
        assertThat(health.isUp()).isFalse();
        for (String name : List.of("L2", "log", "locks")) {
            assertThat(part(a, name)).satisfies(part -> {
                assertThat(part.isUp()).as(name).isFalse();
                assertThat(part.since()).isEqualTo(cut);
                assertThat(part.reason()).isNotEmpty();
            });
        }
        assertThat(part(a, "L1").isUp()).isTrue();
        nodes.node("a").faults().heal();
        nodes.clock.advance(Duration.ofSeconds(3));
        load(a, "later");
        load(a, "latest");
        assertThat(a.health().isUp()).as("%s", a.health()).isTrue();
        assertThat(part(a, "L2").since()).isAfter(cut);
    }

    @Test
    void node_thatStartsCutOff_saysThatItsLogWasNeverRead() {
        nodes.node("a").faults().disconnect();
        MethodCache a = nodes.cache("a");
        assertThat(part(a, "log").isUp()).isFalse();
        assertThat(part(a, "log").reason()).contains("first time");
        assertThat(part(a, "L2").isUp()).as("as far as is known").isTrue();
    }

    @Test
    void failuresOfLayers_areTold() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        CacheMetrics sink = new CacheMetrics() {
            @Override
            public void layerFailure(CacheLayer layer, String operation, Throwable failure, Map<String, String> tags) {
                heard.add(layer + " " + operation + " " + tags);
            }
        };
        MethodCache a = nodes.cache("a", nodes.configuration("a").metrics(sink));
        nodes.node("a").faults().failNext(ReferenceOperation.GET_ALL, 1);
        load(a, "k");
        assertThat(heard).containsExactly("L2 read {cache=shared}");
    }

    @Test
    void lockWaits_areCountedWithTheirTime() {
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().delay(Duration.ofMillis(20));
        CompletableFuture<String> call =
                a.getOrCreateAsync("k", String.class, context -> CompletableFuture.completedFuture("v"), LOCKED);
        for (int i = 0; i < 20; i++) {
            nodes.clock.advance(Duration.ofMillis(10));
        }
        assertThat(call).isCompletedWithValue("v");
        CacheStats stats = a.stats();
        assertThat(stats.lockWaits()).isEqualTo(1);
        assertThat(stats.lockWaitTime()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(stats.methods())
                .singleElement()
                .satisfies(keyed -> assertThat(keyed.lockWaitTime()).isEqualTo(stats.lockWaitTime()));
    }

    @Test
    void writesInTheBackground_areCountedWhileTheyWait() {
        ReferenceCluster.Node node = nodes.node("a");
        MethodCache a = nodes.cache(
                "a",
                nodes.configuration("a")
                        .l2(
                                node.store(),
                                node.backplane(),
                                l2 -> l2.timeout(Nodes.LIMIT).writeInBackground(10)));
        node.faults().delay(Duration.ofMillis(20));
        for (int i = 0; i < 3; i++) {
            int row = i;
            a.getOrCreateAsync("row" + i, String.class, context -> CompletableFuture.completedFuture("v" + row));
        }
        long most = 0;
        for (int i = 0; i < 20; i++) {
            nodes.clock.advance(Duration.ofMillis(5));
            most = Math.max(most, a.stats().l2Queued());
        }
        assertThat(most).as("the first is being sent").isEqualTo(2);
        assertThat(a.stats().l2Queued()).isZero();
        assertThat(a.stats().l2Unwritten()).isZero();
    }
}
