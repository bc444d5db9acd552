package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import methodcache.api.CacheCall;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheLoader;
import methodcache.api.CacheLookup;
import methodcache.api.TypeRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups, writes, types, refresh, and values that can't be kept. */
class LookUpTest {

    private final Rig rig = new Rig();
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void tryGet_nothingThere_findsNothing() {
        try (rig) {
            assertThat(rig.cache.tryGet("k")).isEqualTo(new CacheLookup<>(false, null));
            assertThat(Rig.value(rig.cache.tryGetAsync("k"))).isEqualTo(new CacheLookup<>(false, null));
            assertThat(rig.cache.cache(() -> "v").withKey("k").tryGet().found()).isFalse();
            assertThat(rig.stats().misses()).isEqualTo(3);
            rig.assertStatsAddUp(3);
        }
    }

    @Test
    void tryGet_cachedNull_isFound() {
        try (rig) {
            rig.cache.put("k", null, p -> p.cacheNulls(Duration.ofMinutes(1)));
            assertThat(rig.cache.tryGet("k")).isEqualTo(new CacheLookup<>(true, null));
            assertThat(rig.cache.tryGet("k", Integer.class).found()).isTrue();
            assertThat(rig.cache.tryGetMany(List.of("k"))).containsKey("k").hasSize(1);
        }
    }

    @Test
    void tryGetMany_someThere_inOrderOnce() {
        try (rig) {
            rig.cache.putMany(Map.of("a", 1, "b", 2, "c", "text"));
            assertThat(rig.cache.tryGetMany(List.of("c", "x", "b", "b", "a")).toString())
                    .isEqualTo("{c=text, b=2, a=1}");
            assertThat(rig.cache.tryGetMany(List.of("c", "a"), Integer.class)).isEqualTo(Map.of("a", 1));
            assertThatThrownBy(() -> rig.cache.tryGetMany(Arrays.asList("a", null)))
                    .isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void put_nullWithoutCacheNulls_removes() {
        try (rig) {
            rig.cache.put("k", "v");
            rig.cache.put("k", null);
            assertThat(rig.cache.tryGet("k").found()).isFalse();
        }
    }

    @Test
    void putMany_oneBad_tellsWhich() {
        try (rig) {
            assertThatThrownBy(() -> rig.cache.put("k", Stream.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"k\"")
                    .hasMessageContaining("toList");
        }
    }

    @Test
    void put_replaces_andStartsANewLife() {
        try (rig) {
            rig.cache.put("k", "v", p -> p.withDuration(Duration.ofSeconds(2)));
            rig.clock.advance(Duration.ofSeconds(1));
            Rig.value(rig.cache.putAsync("k", "w"));
            rig.clock.advance(Duration.ofSeconds(5));
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("w");
        }
    }

    @Test
    void type_ofTheEntryDiffers_isAMissAndReplaced() {
        try (rig) {
            rig.cache.put("k", "text");
            assertThat(rig.cache.tryGet("k", Integer.class).found()).isFalse();
            assertThat(rig.cache.tryGet("k", new TypeRef<List<String>>() {}).found())
                    .isFalse();
            assertThat(rig.cache.tryGet("k", String.class).value()).isEqualTo("text");
            assertThat(rig.cache.getOrCreate("k", Integer.class, context -> 7)).isEqualTo(7);
            assertThat(rig.cache.tryGet("k", Integer.class).value()).isEqualTo(7);
            assertThat(rig.cache.tryGet("k", int.class).value()).isEqualTo(7);
            assertThat(Rig.value(rig.cache.getOrCreateAsync("k", String.class, CacheLoader.blocking(c -> "again"))))
                    .isEqualTo("again");
            assertThat(rig.cache.getOrCreate("k", new TypeRef<List<Integer>>() {}, context -> List.of(1)))
                    .isEqualTo(List.of(1));
            assertThat(rig.cache
                            .<String>cache(() -> "typed")
                            .withKey("k")
                            .withType(String.class)
                            .execute())
                    .isEqualTo("typed");
        }
    }

    private CacheCall<String> call(Callable<String> source) {
        return rig.cache.<Callable<String>, String>call(Callable::call, source).withKey("k");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refresh_loadsAnew_othersAreServedTheOldMeanwhile(boolean async) {
        try (rig) {
            rig.cache.put("k", "old");
            Door door = new Door();
            CacheCall<String> call = call(() -> {
                door.pass();
                return "new";
            });
            Caller refresh = async ? new Caller(null, call.refreshAsync(), null) : Caller.blocking(call::refresh);
            door.awaitReached();
            assertThat(Form.KEYED.get(rig.cache, "k", () -> "other")).isEqualTo("old");
            door.open();
            assertThat(Rig.value(refresh)).isEqualTo("new");
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("new");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refresh_fails_theOldValueStays(boolean async) {
        try (rig) {
            rig.cache.put("k", "old");
            CacheCall<String> call = call(() -> {
                throw new IllegalStateException("broken");
            });
            assertThatThrownBy(() -> {
                        if (async) {
                            Rig.value(call.refreshAsync());
                        } else {
                            call.refresh();
                        }
                    })
                    .hasMessage("broken");
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("old");
        }
    }

    @Test
    void refresh_whileALoadIsInFlight_joinsIt() {
        try (rig) {
            Door door = new Door();
            Caller load = Form.KEYED.begin(rig.cache, "k", () -> {
                door.pass();
                return "first";
            });
            door.awaitReached();
            Caller refresh =
                    Caller.blocking(() -> call(() -> "second").refresh()).awaitWaiting();
            door.open();
            assertThat(Rig.value(refresh)).isEqualTo("first");
            Rig.value(load);
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void refresh_givesNull_theOldValueIsGoneAndTheNullIsKeptWhereNullsAre() {
        try (rig) {
            rig.cache.put("k", "old");
            assertThat(call(() -> null).refresh()).isNull();
            assertThat(rig.cache.tryGet("k").found()).isFalse();
            call(() -> null).cacheNulls(Duration.ofMinutes(1)).refresh();
            assertThat(rig.cache.tryGet("k")).isEqualTo(new CacheLookup<>(true, null));
        }
    }

    static Stream<Arguments> uncacheable() {
        return Stream.of(
                Arguments.of(Stream.of(1), "toList"),
                Arguments.of(List.of(1).iterator(), "collection"),
                Arguments.of(CompletableFuture.completedFuture(1), "cacheAsync"),
                Arguments.of(new ByteArrayInputStream(new byte[0]), "close it in the loader"),
                Arguments.of((java.util.concurrent.Flow.Publisher<Integer>) subscriber -> {}, "collection"));
    }

    @ParameterizedTest
    @MethodSource("uncacheable")
    void loaded_whatCantBeServedTwice_isRefusedWithTheRemedy(Object value, String remedy) {
        try (rig) {
            assertThatThrownBy(() -> rig.cache.getOrCreate("k", context -> value))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining(value.getClass().getName())
                    .hasMessageContaining(remedy);
            assertThatThrownBy(() -> Rig.value(rig.cache.getOrCreateAsync("k", CacheLoader.blocking(c -> value))))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining(remedy);
            assertThatThrownBy(() -> Rig.value(
                            rig.cache.getOrCreateAsync("k", c -> CompletableFuture.<Object>completedFuture(value))))
                    .isInstanceOf(CacheLoadException.class)
                    .hasMessageContaining(remedy);
            assertThat(rig.stats().entries()).isZero();
            assertThat(rig.stats().loadFailures()).isEqualTo(3);
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void call_runAgain_hitsAndLoadsAnewAfterItsOwnInvalidation() {
        try (rig) {
            CacheCall<String> call = call(() -> "v" + loads.incrementAndGet());
            assertThat(call.execute() + call.execute()).isEqualTo("v1v1");
            call.invalidate();
            assertThat(call.execute()).isEqualTo("v2");
            assertThat(call.key()).isEqualTo("k");
        }
    }

    @Test
    void disabled_atRunTime_loadsEachTimeAndKeepsNothing() {
        try (rig) {
            rig.cache.overrides().disable();
            for (Form form : Form.values()) {
                form.get(rig.cache, "k", () -> "v" + loads.incrementAndGet());
            }
            assertThat(loads).hasValue(Form.values().length);
            rig.cache.put("k", "v");
            assertThat(rig.cache.tryGet("k").found()).isFalse();
            rig.cache.overrides().clear();
            Form.KEYED.get(rig.cache, "k", () -> "v");
            assertThat(rig.cache.tryGet("k").found()).isTrue();
            rig.assertStatsAddUp(1);
        }
    }
}
