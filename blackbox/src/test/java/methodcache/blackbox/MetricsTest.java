package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import methodcache.api.CacheLayer;
import methodcache.api.Invalidation;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.metrics.EvictionReason;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sinks hear. */
class MetricsTest {

    /** Notes what it hears, as text. */
    private static final class Ear implements CacheMetrics {

        final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void hit(String key, CacheLayer layer, Map<String, String> tags) {
            heard.add("hit " + key + " " + layer);
        }

        @Override
        public void miss(String key, Map<String, String> tags) {
            heard.add("miss " + key);
        }

        @Override
        public void load(String key, long nanos, Map<String, String> tags) {
            heard.add("load " + key);
        }

        @Override
        public void loadFailure(String key, long nanos, Throwable failure, Map<String, String> tags) {
            heard.add("failure " + key + " " + failure.getMessage());
        }

        @Override
        public void refresh(String key, Map<String, String> tags) {
            heard.add("refresh " + key);
        }

        @Override
        public void eviction(String key, EvictionReason reason, Map<String, String> tags) {
            heard.add("eviction " + key + " " + reason);
        }

        @Override
        public void invalidation(Invalidation invalidation, Map<String, String> tags) {
            heard.add("invalidation " + invalidation + " " + tags.keySet());
        }
    }

    private final Ear ear = new Ear();

    private void assertHeard(String... events) {
        Await.until(() -> ear.heard.size() >= events.length, () -> "heard " + ear.heard);
        assertThat(ear.heard).containsExactlyInAnyOrder(events);
    }

    @ParameterizedTest
    @EnumSource
    void sink_ofTheConfiguration_hearsEachCall(Form form) {
        try (Rig rig = new Rig(c -> c.metrics(ear))) {
            form.get(rig.cache, "k", () -> "v");
            form.get(rig.cache, "k", () -> "v");
            Rig.failure(form.begin(rig.cache, "bad", () -> {
                throw new IllegalStateException("broken");
            }));
            assertHeard("load k", "miss k", "hit k L1", "failure bad broken", "miss bad");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sink_ofACall_hearsThatCallOnly(Form form) {
        try (Rig rig = new Rig()) {
            form.get(rig.cache, "k", () -> "v", p -> p.withMetrics(ear));
            form.get(rig.cache, "k", () -> "v");
            form.get(rig.cache, "k", () -> "v", p -> p.withMetrics(ear));
            assertHeard("load k", "miss k", "hit k L1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sink_throwing_hurtsNobody(Form form) {
        CacheMetrics broken = (CacheMetrics) java.lang.reflect.Proxy.newProxyInstance(
                MetricsTest.class.getClassLoader(), new Class<?>[] {CacheMetrics.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("a sink");
                });
        try (Rig rig = new Rig(c -> c.metrics(broken).metrics(ear))) {
            assertThat(form.get(rig.cache, "k", () -> "v")).isEqualTo("v");
            assertThat(form.get(rig.cache, "k", () -> "v")).isEqualTo("v");
            rig.cache.invalidateKeys("k");
            assertHeard("load k", "miss k", "hit k L1", "invalidation Keys[keys=[k]] [cache]");
            assertThat(rig.stats().callbackFailures())
                    .as("four events, and what it was asked")
                    .isGreaterThanOrEqualTo(4);
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void sink_refreshAndEvictionAndExpiry_areHeard() {
        try (Rig rig = new Rig(c -> c.metrics(ear).l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(2)))) {
            rig.cache.put("a", "1", p -> p.withDuration(Duration.ofSeconds(1)));
            rig.cache.put("b", "2", p -> p.withDuration(Duration.ofSeconds(1)));
            rig.cache.put("c", "3", p -> p.withDuration(Duration.ofSeconds(1)));
            rig.cache.cache(() -> "4").withKey("c").refresh();
            rig.clock.advance(Duration.ofSeconds(5));
            assertHeard("eviction a SIZE", "refresh c", "load c", "miss c", "eviction b EXPIRED");
            assertThat(rig.stats().evictions()).isEqualTo(1);
            assertThat(rig.stats().expirations()).isEqualTo(1);
        }
    }

    @Test
    void sink_bulk_hearsEachKey() {
        try (Rig rig = new Rig(c -> c.metrics(ear))) {
            rig.cache.put("a", "1");
            rig.cache.getOrCreateMany(List.of("a", "b", "c"), (missing, context) -> Map.of("b", "2"));
            assertHeard("hit a L1", "load b", "load c", "miss b", "miss c");
        }
    }

    @Test
    void stats_loadTime_countsABulkLoadOnce() {
        try (Rig rig = new Rig()) {
            rig.cache.getOrCreateMany(List.of("a", "b", "c"), (missing, context) -> {
                rig.clock.advance(Duration.ofSeconds(3));
                return Map.of();
            });
            rig.cache.getOrCreate("d", context -> {
                rig.clock.advance(Duration.ofSeconds(2));
                return "v";
            });
            assertThat(rig.stats().loadTime()).isEqualTo(Duration.ofSeconds(5));
            assertThat(rig.stats().hitRatio()).isZero();
        }
    }

    @Test
    void hitRatio_nothingAsked_isOne() {
        try (Rig rig = new Rig()) {
            assertThat(rig.stats().hitRatio()).isEqualTo(1);
        }
    }
}
