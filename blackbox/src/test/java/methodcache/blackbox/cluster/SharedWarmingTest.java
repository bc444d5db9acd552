package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import methodcache.api.BulkLoader;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import methodcache.api.TypeRef;
import methodcache.api.WarmingRate;
import methodcache.api.WarmingReport;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one node warms, others find. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SharedWarmingTest {

    /** A value that a codec has to know. */
    public record User(String name) {}

    private static final WarmingRate RATE = WarmingRate.perSecond(10).withBatchSize(2);
    private static final CachePolicy POLICY = CachePolicy.of(p -> p.withTags("users"));
    private static final TypeRef<User> REF = new TypeRef<User>() {};

    /** The ways to warm with values of a type. */
    enum Form {
        EACH {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warm(keys, User.class, loads.one(), RATE);
            }
        },
        EACH_POLICY {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warm(keys, User.class, loads.one(), RATE, POLICY);
            }
        },
        EACH_REF {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warm(keys, REF, loads.one(), RATE);
            }
        },
        EACH_REF_POLICY {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warm(keys, REF, loads.one(), RATE, POLICY);
            }
        },
        BATCHES {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warmMany(keys, User.class, loads.many(), RATE);
            }
        },
        BATCHES_POLICY {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warmMany(keys, User.class, loads.many(), RATE, POLICY);
            }
        },
        BATCHES_REF {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warmMany(keys, REF, loads.many(), RATE);
            }
        },
        BATCHES_REF_POLICY {
            @Override
            CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads) {
                return cache.warmMany(keys, REF, loads.many(), RATE, POLICY);
            }
        };

        abstract CompletableFuture<WarmingReport> begin(MethodCache cache, List<String> keys, Loads loads);
    }

    /** Which keys were loaded, one by one or in batches. */
    private record Loads(List<String> keys) {

        CacheLoader<User> one() {
            return context -> user(context.key());
        }

        BulkLoader<User> many() {
            return (missing, context) -> {
                Map<String, User> users = new HashMap<>();
                missing.forEach(key -> users.put(key, user(key)));
                return users;
            };
        }

        private User user(String key) {
            keys.add(key);
            return new User("user " + key);
        }
    }

    private final Nodes nodes = new Nodes();
    private final Loads loads = new Loads(new ArrayList<>());

    @AfterEach
    void close() {
        nodes.close();
    }

    private WarmingReport warm(Form form, String node, List<String> keys) {
        CompletableFuture<WarmingReport> warmed = form.begin(nodes.cache(node), keys, loads);
        nodes.clock.advance(Duration.ofSeconds(2));
        return warmed.join();
    }

    @ParameterizedTest
    @EnumSource
    void keys_thatAnotherNodeHasLoaded_arePresent(Form form) {
        assertThat(warm(form, "a", List.of("k1", "k2"))).isEqualTo(new WarmingReport(2, 0, 0, Map.of()));
        assertThat(warm(form, "b", List.of("k1", "k2", "k3"))).isEqualTo(new WarmingReport(1, 2, 0, Map.of()));
        assertThat(loads.keys()).containsExactly("k1", "k2", "k3");
        MethodCache b = nodes.cache("b");
        assertThat(b.stats().l2Hits()).isEqualTo(2);
        assertThat(b.stats().misses()).isEqualTo(b.stats().loads()).isEqualTo(1);
        nodes.node("b").resetCounts();
        assertThat(b.tryGetMany(List.of("k1", "k3"), User.class))
                .isEqualTo(Map.of("k1", new User("user k1"), "k3", new User("user k3")));
        assertThat(nodes.node("b").calls(ReferenceOperation.GET_ALL)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void keys_thatAreInL2_takeTheirTime(Form form) {
        List<String> keys = List.of("k1", "k2", "k3", "k4");
        warm(form, "a", keys);
        CompletableFuture<WarmingReport> warmed = form.begin(nodes.cache("b"), keys, loads);
        nodes.clock.advance(Duration.ofMillis(199));
        assertThat(nodes.cache("b").stats().hits()).isEqualTo(2);
        nodes.clock.advance(Duration.ofMillis(101));
        assertThat(warmed).isCompletedWithValue(new WarmingReport(0, 4, 0, Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void warming_afterAnInvalidationElsewhere_loadsAnew(Form form) {
        warm(form, "a", List.of("k1", "k2"));
        warm(form, "b", List.of("k1", "k2"));
        nodes.cache("a").invalidateKeys("k2");
        assertThat(warm(form, "b", List.of("k1", "k2"))).isEqualTo(new WarmingReport(1, 1, 0, Map.of()));
        assertThat(loads.keys()).containsExactly("k1", "k2", "k2");
    }

    @Test
    void load_ofAPolicyWithALock_takesIt() {
        CachePolicy locked = CachePolicy.of(p -> p.withDistributedLock(Duration.ofSeconds(1)));
        List<Boolean> held = new ArrayList<>();
        CompletableFuture<WarmingReport> warmed = nodes.cache("a")
                .warm(
                        List.of("k1"),
                        context -> {
                            held.add(context.lock() != null);
                            return "v";
                        },
                        RATE,
                        locked);
        assertThat(warmed).isCompletedWithValue(new WarmingReport(1, 0, 0, Map.of()));
        assertThat(held).containsExactly(true);
    }

    @Test
    void cluster_thatFails_isNoFailureOfTheKeys() {
        nodes.cache("a");
        nodes.cluster.faults().disconnect();
        assertThat(warm(Form.EACH, "a", List.of("k1", "k2"))).isEqualTo(new WarmingReport(2, 0, 0, Map.of()));
        nodes.cluster.faults().reconnect();
    }
}
