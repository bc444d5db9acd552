package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import methodcache.api.CacheCall;
import methodcache.api.CacheStats;
import methodcache.api.CallStats;
import methodcache.api.MethodCache;
import methodcache.api.MethodStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted, whose it is, and that it adds up. */
class StatsTest {

    private static final List<ToLongFunction<CallStats>> COUNTS = List.of(
            CallStats::hits,
            CallStats::l2Hits,
            CallStats::misses,
            CallStats::loads,
            CallStats::loadFailures,
            CallStats::joins,
            CallStats::refreshes,
            CallStats::refusals,
            CallStats::fallbacks,
            CallStats::staleServed,
            CallStats::lockWaits,
            stats -> stats.loadTime().toNanos(),
            stats -> stats.lockWaitTime().toNanos());

    /** A service. */
    interface Users {
        /** Finds one. */
        String find(long id);

        /** Finds another. */
        String other(long id);
    }

    private static final class RealUsers implements Users {
        @Override
        public String find(long id) {
            return "user " + id;
        }

        @Override
        public String other(long id) {
            throw new IllegalStateException("no " + id);
        }
    }

    private final Rig rig = new Rig(c -> c.service(Users.class));
    private final MethodCache cache = rig.cache;
    private final Users users = new RealUsers();

    @AfterEach
    void close() {
        rig.close();
    }

    private static MethodStats of(CacheStats stats, String method, String group) {
        return stats.methods().stream()
                .filter(one -> Objects.equals(one.method(), method) && Objects.equals(one.group(), group))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " in " + group + " isn't in " + stats.methods()));
    }

    private static void assertSumsUp(CacheStats stats) {
        for (ToLongFunction<CallStats> count : COUNTS) {
            assertThat(stats.methods().stream().mapToLong(count).sum()).isEqualTo(count.applyAsLong(stats));
        }
    }

    @Test
    void calls_areCountedByMethodAndGroup() {
        for (int i = 0; i < 3; i++) {
            cache.call(Users::find, users, 1L).execute();
            cache.call(Users::find, users, 1L).inGroup("g").execute();
            cache.getOrCreate("k", context -> "v");
            cache.getOrCreate("k", context -> "v", p -> p.inGroup("g"));
        }
        assertThatThrownBy(() -> cache.call(Users::other, users, 7L).execute())
                .isInstanceOf(IllegalStateException.class);
        CacheStats stats = rig.stats();
        MethodStats find = of(stats, "Users.find", null);
        assertThat(List.of(find.hits(), find.misses(), find.loads())).containsExactly(2L, 1L, 1L);
        assertThat(find.hitRatio()).isEqualTo(2.0 / 3);
        assertThat(of(stats, "Users.find", "g").hits()).isEqualTo(3);
        assertThat(of(stats, null, null).hits()).isEqualTo(2);
        assertThat(of(stats, null, "g").hits()).isEqualTo(3);
        assertThat(of(stats, "Users.other", null).loadFailures()).isEqualTo(1);
        assertThat(stats.ofMethod("Users.find").hits()).isEqualTo(5);
        assertThat(stats.ofGroup("g").hits()).isEqualTo(6);
        assertThat(stats.ofGroup("none").hits()).isZero();
        assertThat(stats.ofMethod("none").hitRatio()).isEqualTo(1.0);
        assertThat(stats.hits()).isEqualTo(10);
        assertSumsUp(stats);
    }

    @Test
    void methods_thatWereNotCalled_areNotThere() {
        CacheCall<String> never = cache.call(Users::find, users, 1L);
        assertThat(never.key()).isNotEmpty();
        assertThat(rig.stats().methods()).isEmpty();
        assertThat(rig.stats().hitRatio()).isEqualTo(1.0);
    }

    @Test
    void groups_beyondAThousand_countAsOther() {
        for (int i = 0; i < 1_500; i++) {
            String group = "g" + i;
            cache.getOrCreate("k", context -> "v", p -> p.inGroup(group));
        }
        CacheStats stats = rig.stats();
        assertThat(stats.methods()).hasSizeLessThanOrEqualTo(1_002);
        assertThat(stats.ofGroup("other").hits()).isGreaterThanOrEqualTo(498);
        assertThat(stats.hits()).isEqualTo(1_499);
        assertSumsUp(stats);
    }

    @Test
    void counts_goOnAfterAnOverride() {
        cache.call(Users::find, users, 1L).execute();
        cache.overrides().all(p -> p.withDuration(Duration.ofSeconds(5)));
        cache.call(Users::find, users, 1L).execute();
        assertThat(rig.stats().methods()).singleElement().satisfies(find -> {
            assertThat(find.hits()).isEqualTo(1);
            assertThat(find.misses()).isEqualTo(1);
        });
    }

    /** Each way that a call can end, in each form: gets are hits and misses, and misses are loads and what came in place of them. */
    @ParameterizedTest
    @EnumSource
    void counts_addUp_howeverCallsEnd(Form form) {
        Form.Words short1 = p -> p.withDuration(Duration.ofSeconds(1));
        Form.Words all = p -> {
            short1.accept(p);
            p.withStaleOnError(Duration.ofSeconds(5), Duration.ofMillis(1));
            p.cacheFailures(IllegalArgumentException.class, Duration.ofMinutes(1));
            p.withCircuitBreaker("b", 3, Duration.ofMinutes(1));
        };
        int asked = 0;
        for (int i = 0; i < 4; i++, asked++) {
            form.get(cache, "a", () -> "v", short1);
        }
        Door door = rig.door();
        Caller leads = form.begin(cache, "b", () -> {
            door.pass();
            return "v";
        });
        door.awaitReached();
        Caller joins = form.begin(cache, "b", () -> "never").awaitWaiting();
        door.open();
        Rig.value(leads);
        Rig.value(joins);
        asked += 2;
        form.get(cache, "s", () -> "old", all);
        rig.clock.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 2; i++) {
            form.get(
                    cache,
                    "s",
                    () -> {
                        throw new IllegalStateException("down");
                    },
                    all);
        }
        asked += 3;
        for (int i = 0; i < 3; i++, asked++) {
            Rig.failure(form.begin(
                    cache,
                    "f",
                    () -> {
                        throw new IllegalArgumentException("remembered");
                    },
                    all));
        }
        for (int i = 0; i < 4; i++, asked++) {
            Rig.failure(form.begin(
                    cache,
                    "o" + i,
                    () -> {
                        throw new IllegalStateException("opens");
                    },
                    all));
        }
        assertThat(cache.tryGet("nothing").found()).isFalse();
        asked++;
        rig.assertStatsAddUp(1);
        CacheStats stats = rig.stats();
        assertThat(stats.hits() + stats.misses()).isEqualTo(asked);
        assertThat(stats.refusals()).isPositive();
        assertThat(stats.joins()).isPositive();
        assertThat(stats.staleServed()).isPositive();
        assertThat(stats.circuitsOpen()).isEqualTo(1);
        assertSumsUp(stats);
    }

    @Test
    void gauges_tellWhatIsGoingOn() {
        Door door = rig.door();
        Form.Words one = p -> p.withMaxConcurrentLoads("m", 1);
        Caller inside = Form.KEYED.begin(
                cache,
                "a",
                () -> {
                    door.pass();
                    return "v";
                },
                one);
        door.awaitReached();
        CompletableFuture<String> waiting = cache.getOrCreateAsync(
                "b", context -> CompletableFuture.completedFuture("w"), p -> p.withMaxConcurrentLoads("m", 1));
        assertThat(rig.stats().loadsWaiting()).isEqualTo(1);
        assertThat(rig.stats().loadsInFlight()).isEqualTo(2);
        waiting.cancel(false);
        assertThat(waiting).isCancelled();
        assertThat(rig.stats().loadsWaiting()).isZero();
        door.open();
        Rig.value(inside);
        assertThat(rig.stats().entries()).isEqualTo(1);
        assertThat(rig.stats().weight()).isEqualTo(1);
    }
}
