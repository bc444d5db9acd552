package methodcache.blackbox.cluster;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import methodcache.api.CacheLayer;
import methodcache.api.MethodCache;
import methodcache.api.TypeRef;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one node has loaded, others find. */
class SharedValuesTest {

    /** A value that a codec has to know. */
    public record User(long id, String name, List<String> roles) {}

    /** A service. */
    public interface Users {

        User find(long id);

        List<User> all();
    }

    /** How a value is asked for. */
    enum Form {
        BLOCKING {
            @Override
            String get(MethodCache cache, String key, AtomicInteger loads) {
                return cache.getOrCreate(key, context -> "value " + loads.incrementAndGet());
            }
        },
        STAGE {
            @Override
            String get(MethodCache cache, String key, AtomicInteger loads) {
                return cache.<String>getOrCreateAsync(
                                key, context -> CompletableFuture.completedFuture("value " + loads.incrementAndGet()))
                        .join();
            }
        },
        LAMBDA {
            @Override
            String get(MethodCache cache, String key, AtomicInteger loads) {
                return cache.cache(() -> "value " + loads.incrementAndGet())
                        .withKey(key)
                        .execute();
            }
        },
        BULK {
            @Override
            String get(MethodCache cache, String key, AtomicInteger loads) {
                return cache.<String>getOrCreateMany(
                                List.of(key), (keys, context) -> Map.of(key, "value " + loads.incrementAndGet()))
                        .get(key);
            }
        },
        BULK_STAGE {
            @Override
            String get(MethodCache cache, String key, AtomicInteger loads) {
                return cache.<String>getOrCreateManyAsync(
                                List.of(key),
                                (keys, context) -> CompletableFuture.completedFuture(
                                        Map.of(key, "value " + loads.incrementAndGet())))
                        .join()
                        .get(key);
            }
        };

        abstract String get(MethodCache cache, String key, AtomicInteger loads);
    }

    private final Nodes nodes = new Nodes();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        nodes.close();
    }

    @ParameterizedTest
    @EnumSource
    void call_ofWhatAnotherNodeLoaded_isAHitInL2ThenInL1(Form form) {
        assertThat(form.get(nodes.cache("a"), "k", loads)).isEqualTo("value 1");
        MethodCache b = nodes.cache("b");
        nodes.node("b").resetCounts();
        assertThat(form.get(b, "k", loads)).isEqualTo("value 1");
        assertThat(form.get(b, "k", loads)).isEqualTo("value 1");
        assertThat(loads).hasValue(1);
        assertThat(nodes.node("b").calls(ReferenceOperation.GET_ALL)).isEqualTo(1);
        assertThat(b.stats().hits()).isEqualTo(2);
        assertThat(b.stats().l2Hits()).isEqualTo(1);
        assertThat(b.stats().misses()).isZero();
        assertThat(b.stats().loads()).isZero();
    }

    @Test
    void lookUp_ofWhatAnotherNodeLoaded_findsIt() {
        nodes.cache("a").getOrCreate("k", context -> 7L);
        MethodCache b = nodes.cache("b");
        assertThat(b.tryGet("k").value()).isEqualTo(7L);
        assertThat(b.tryGetAsync("k").join().value()).isEqualTo(7L);
        assertThat(b.tryGet("other").found()).isFalse();
        assertThat(nodes.node("b").calls(ReferenceOperation.GET_ALL)).isEqualTo(2);
    }

    @Test
    void put_onOneNode_isFoundByOthersAndReplacesWhatTheyHold() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        b.getOrCreate("k", context -> "old");
        a.put("k", "new");
        assertThat(b.tryGet("k").value()).isEqualTo("new");
        a.putMany(Map.of("k", "newer", "l", "other"));
        assertThat(b.tryGetMany(List.of("k", "l", "m"))).isEqualTo(Map.of("k", "newer", "l", "other"));
        a.putAsync("k", "newest").join();
        assertThat(b.tryGet("k").value()).isEqualTo("newest");
    }

    @Test
    void bulk_ofAHundredKeysHalfShared_asksOnceAndLoadsOnce() {
        List<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
        MethodCache a = nodes.cache("a");
        a.getOrCreateMany(keys.subList(0, 50), (missing, context) -> values(missing));
        MethodCache b = nodes.cache("b");
        nodes.node("b").resetCounts();
        List<String> asked = new ArrayList<>();
        Map<String, Integer> found = b.getOrCreateMany(keys, (missing, context) -> {
            asked.addAll(missing);
            return values(missing);
        });
        assertThat(found).hasSize(100);
        assertThat(asked).isEqualTo(keys.subList(50, 100));
        assertThat(nodes.node("b").calls(ReferenceOperation.GET_ALL)).isEqualTo(1);
        assertThat(nodes.node("b").items(ReferenceOperation.GET_ALL)).isEqualTo(100);
        assertThat(nodes.node("b").calls(ReferenceOperation.WRITE_ALL)).isEqualTo(1);
        assertThat(nodes.node("b").items(ReferenceOperation.WRITE_ALL)).isEqualTo(50);
        assertThat(b.stats().l2Hits()).isEqualTo(50);
    }

    private static Map<String, Integer> values(List<String> keys) {
        Map<String, Integer> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key, key.length()));
        return values;
    }

    @Test
    void lookUps_ofMany_askOnce() {
        nodes.cache("a").putMany(Map.of("x", 1, "y", 2));
        nodes.cache("b");
        nodes.node("b").resetCounts();
        assertThat(nodes.cache("b").tryGetMany(List.of("x", "y", "z"))).isEqualTo(Map.of("x", 1, "y", 2));
        assertThat(nodes.node("b").calls(ReferenceOperation.GET_ALL)).isEqualTo(1);
    }

    @Test
    void value_ofAMethod_isSharedByItsReturnType() {
        Users users = new Users() {
            @Override
            public User find(long id) {
                loads.incrementAndGet();
                return new User(id, "Ada", List.of("admin"));
            }

            @Override
            public List<User> all() {
                loads.incrementAndGet();
                return List.of(new User(1, "Ada", List.of()), new User(2, "Bob", List.of("x")));
            }
        };
        Nodes typed = new Nodes(configuration -> configuration.service(Users.class));
        try (typed) {
            User one = typed.cache("a").call(Users::find, users, 1L).execute();
            List<User> all = typed.cache("a").call(Users::all, users).execute();
            assertThat(typed.cache("b").call(Users::find, users, 1L).execute()).isEqualTo(one);
            assertThat(typed.cache("b").call(Users::all, users).execute()).isEqualTo(all);
            assertThat(loads).hasValue(2);
        }
    }

    @Test
    void value_ofATypeThatIsSaid_isShared() {
        User user = new User(3, "Eve", List.of("a", "b"));
        nodes.cache("a").getOrCreate("user", User.class, context -> user);
        nodes.cache("a").getOrCreate("users", new TypeRef<List<User>>() {}, context -> List.of(user));
        assertThat(nodes.cache("b").tryGet("user", User.class).value()).isEqualTo(user);
        assertThat(nodes.cache("b")
                        .tryGet("users", new TypeRef<List<User>>() {})
                        .value())
                .isEqualTo(List.of(user));
        assertThat(nodes.cache("b").tryGet("user", Instant.class).found()).isFalse();
    }

    @Test
    void value_ofAnUnknownType_staysInL1AndIsCounted() {
        MethodCache a = nodes.cache("a");
        a.getOrCreate("k", context -> new User(1, "Ada", List.of()));
        assertThat(a.tryGet("k").found()).isTrue();
        assertThat(nodes.cache("b").tryGet("k").found()).isFalse();
        assertThat(a.stats().l2Unwritten()).isEqualTo(1);
    }

    @Test
    void values_ofTheJdk_areSharedWithoutAWordOnTheirType() {
        Map<String, Object> values = Map.of(
                "int",
                1,
                "long",
                2L,
                "text",
                "häß\uD83D\uDE00",
                "decimal",
                new BigDecimal("1.50"),
                "time",
                Instant.EPOCH);
        nodes.cache("a").putMany(values);
        assertThat(nodes.cache("b").tryGetMany(values.keySet())).isEqualTo(values);
    }

    @Test
    void nullValue_thatIsKept_isShared() {
        nodes.cache("a").getOrCreate("k", context -> null, p -> p.cacheNulls(ofMinutes(1)));
        assertThat(nodes.cache("b").tryGet("k").found()).isTrue();
        assertThat(nodes.cache("b").tryGet("k").value()).isNull();
    }

    @Test
    void promotedValue_livesNoLongerThanWhereItWasLoaded() {
        nodes.cache("a").getOrCreate("k", context -> "v", p -> p.withDuration(ofSeconds(60)));
        nodes.clock.advance(ofSeconds(40));
        assertThat(nodes.cache("b").tryGet("k").found()).isTrue();
        nodes.clock.advance(ofSeconds(19));
        assertThat(nodes.cache("b").tryGet("k").found()).isTrue();
        nodes.clock.advance(ofSeconds(2));
        assertThat(nodes.cache("b").tryGet("k").found()).isFalse();
        assertThat(nodes.cache("c").tryGet("k").found()).isFalse();
    }

    @Test
    void version_thatIsAnother_isAnotherValue() {
        nodes.cache("a").getOrCreate("k", context -> "one", p -> p.withVersion(1));
        assertThat(nodes.cache("b").<String>getOrCreate("k", context -> "two", p -> p.withVersion(2)))
                .isEqualTo("two");
        assertThat(nodes.cache("c").<String>getOrCreate("k", context -> "three", p -> p.withVersion(1)))
                .isEqualTo("one");
    }

    @Test
    void layers_thatAreSaid_areUsed() {
        MethodCache a = nodes.cache("a");
        a.getOrCreate("l1", context -> "v", p -> p.withLayers(CacheLayer.L1));
        assertThat(nodes.cache("b").tryGet("l1").found()).isFalse();
        a.getOrCreate("l2", context -> "v", p -> p.withLayers(CacheLayer.L2));
        assertThat(nodes.cache("b").tryGet("l2").found()).isTrue();
        nodes.node("a").resetCounts();
        assertThat(a.<String>getOrCreate("l2", context -> "other", p -> p.withLayers(CacheLayer.L2)))
                .isEqualTo("v");
        assertThat(a.<String>getOrCreate("l2", context -> "other", p -> p.withLayers(CacheLayer.L2)))
                .isEqualTo("v");
        assertThat(nodes.node("a").calls(ReferenceOperation.GET_ALL)).isEqualTo(2);
        a.getOrCreate("w", context -> "v", p -> p.withLayers(Set.of(CacheLayer.L1), Set.of(CacheLayer.L1)));
        assertThat(nodes.cache("b").tryGet("w").found()).isFalse();
        assertThat(a.<String>getOrCreate("r", context -> "1", p -> p.withLayers(Set.of(), Set.of(CacheLayer.L2))))
                .isEqualTo("1");
        assertThat(a.<String>getOrCreate("r", context -> "2", p -> p.withLayers(Set.of(), Set.of(CacheLayer.L2))))
                .isEqualTo("2");
        assertThat(nodes.cache("b").tryGet("r").value()).isEqualTo("2");
    }

    @Test
    void refresh_passesBothLayersAndSharesWhatItLoads() {
        nodes.cache("a").getOrCreate("k", context -> "old");
        assertThat(nodes.cache("b").cache(() -> "new").withKey("k").refresh()).isEqualTo("new");
        assertThat(nodes.cache("c").tryGet("k").value()).isEqualTo("new");
    }

    @Test
    void node_thatStartsLater_findsWhatWasThere() {
        nodes.cache("a").getOrCreate("k", context -> "v", p -> p.withTags("t"));
        nodes.cache("a").invalidateTags("other");
        nodes.restart("a");
        assertThat(nodes.cache("a").tryGet("k").found()).isTrue();
        assertThat(nodes.cache("late").tryGet("k").found()).isTrue();
    }

    @Test
    void cluster_thatIsOutOfReach_hurtsNoCall() {
        MethodCache a = nodes.cache("a");
        nodes.node("a").faults().disconnect();
        for (int i = 0; i < 10; i++) {
            assertThat(a.<String>getOrCreate("k" + i, context -> "v")).isEqualTo("v");
        }
        assertThat(a.stats().l2Failures()).isPositive();
        // After three failures it isn't asked any more.
        assertThat(nodes.node("a").calls(ReferenceOperation.GET_ALL)).isLessThan(6);
        nodes.node("a").faults().reconnect();
        nodes.clock.advance(Duration.ofSeconds(3));
        a.getOrCreate("back", context -> "v");
        assertThat(nodes.cache("b").tryGet("back").found()).isTrue();
    }

    @Test
    void valueTooLarge_staysInL1AndIsCounted() {
        Nodes small = new Nodes(configuration -> configuration.l2(l2 -> l2.maximumValueSize(1_000)));
        try (small) {
            small.cache("a").put("k", "x".repeat(2_000));
            small.cache("a").put("l", "x".repeat(100));
            assertThat(small.cache("b").tryGet("k").found()).isFalse();
            assertThat(small.cache("b").tryGet("l").found()).isTrue();
            assertThat(small.cache("a").stats().l2Unwritten()).isEqualTo(1);
        }
    }

    @Test
    void values_compressedOrWrittenInTheBackground_areTheSame() {
        Nodes other = new Nodes(configuration -> configuration.l2(
                l2 -> l2.compressAbove(100).writeInBackground(100).maximumValueSize(2_000)));
        try (other) {
            String large = "abc".repeat(10_000);
            other.cache("a").put("k", large);
            other.cache("a").getOrCreate("l", context -> large);
            assertThat(other.cache("b").tryGet("k").value()).isEqualTo(large);
            assertThat(other.cache("b").tryGet("l").value()).isEqualTo(large);
        }
    }
}
