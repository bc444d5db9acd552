package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is remembered of events and dependencies has a bound, beyond which it covers more, never less, and says so; and it is given back
 * when it is of no use: then the sweep, which goes on as long as something is remembered, comes to an end (history 8).
 */
@Tag("long")
class BoundsTest {

    private static final int A_SECOND = 10_000;
    private static final int BEYOND = 110_000;
    private static final long LITTLE = 16L << 20;

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    private boolean cached(String key) {
        return cache.tryGet(key).found();
    }

    private void assertNothingIsRemembered() {
        cache.invalidateAll();
        rig.clock.advance(Duration.ofSeconds(10));
        assertThat(rig.clock.pendingTasks())
                .as("sweeps, once nothing is remembered")
                .isZero();
    }

    // ---------------------------------------------------------------- events

    /** Hours of events that come {@value #A_SECOND} a second. */
    private void play(int seconds, IntConsumer event) {
        for (int i = 0; i < seconds * A_SECOND; i++) {
            event.accept(i);
            if (i % A_SECOND == 0) {
                rig.clock.advance(Duration.ofSeconds(1));
            }
        }
    }

    private record Load(String name, int seconds, Event event) {

        interface Event {
            Invalidation of(int number);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Load> events() {
        return List.of(
                new Load("keys", 100, i -> Invalidation.keys("key:" + i)),
                new Load("tags", 50, i -> Invalidation.tags("tag:" + i)),
                new Load("several tags", 25, i -> Invalidation.allTags("tag", "tag:" + i)),
                new Load("prefixes", 12, i -> Invalidation.prefix("prefix:" + i)),
                new Load("patterns", 12, i -> Invalidation.tagPattern("pattern:" + i + "*")));
    }

    /** {@value #A_SECOND} invalidations a second, each of something else, sweeps once a second. */
    @ParameterizedTest
    @MethodSource("events")
    void events_byTheMillion_needNoMoreMemoryThanAFewAndGiveItBack(Load load) {
        cache.getOrCreate("tagged", context -> "v", p -> p.withTags("tag").dependsOn("parent"));
        cache.put("plain", "v");
        play(2, i -> cache.invalidate(load.event.of(-1 - i)));
        long before = Rig.heap();
        play(load.seconds, i -> cache.invalidate(load.event.of(i)));
        rig.clock.advance(Duration.ofSeconds(10));
        assertThat(Rig.heap()).isLessThan(before + LITTLE);
        assertThat(cache.stats().invalidations()).isEqualTo((load.seconds + 2L) * A_SECOND);
        assertNothingIsRemembered();
    }

    @Test
    void tags_beyondTheBound_coverNoLessAndAreCounted() {
        load("gone", "gone");
        load("gone with others", "a", "b");
        cache.invalidateTags("gone");
        cache.invalidateAllTags("a", "b");
        for (int i = 0; i < BEYOND; i++) {
            cache.invalidateTags("tag:" + i);
        }
        assertThat(List.of(cached("gone"), cached("gone with others"))).containsExactly(false, false);
        assertThat(cache.stats().earlyFloors()).isBetween(1L, 10L);
        assertNothingIsRemembered();
    }

    private void load(String key, String... tags) {
        cache.getOrCreate(key, context -> "v", p -> p.withTags(tags));
    }

    static List<Load> broadEvents() {
        return List.of(
                new Load("prefixes", 0, i -> Invalidation.prefix("k" + i + ":")),
                new Load("patterns", 0, i -> Invalidation.tagPattern("t" + i + ":?")));
    }

    /** Of the older half of 256 those that are alike are made one; a load that began before all of them, and an entry, are told all the same. */
    @ParameterizedTest
    @MethodSource("broadEvents")
    void broadEvents_beyondTheBound_coverNoLessAndAreCounted(Load load) {
        Door door = new Door();
        load("k0:entry", "t0:1");
        load("k1000:later", "t1000:1");
        Caller leader = Form.KEYED.begin(
                cache,
                "k0:load",
                () -> {
                    door.passStubbornly();
                    return "v";
                },
                p -> p.withTags("t0:2"));
        door.awaitReached();
        for (int i = 0; i < 1_000; i++) {
            cache.invalidate(load.event.of(i));
        }
        assertThat(cache.stats().earlyFloors()).isBetween(5L, 12L);
        door.open();
        Rig.value(leader);
        assertThat(List.of(cached("k0:entry"), cached("k0:load"))).containsExactly(false, false);
        load("k1000:later", "t1000:1");
        assertThat(cached("k1000:later")).isTrue();
        cache.invalidate(load.event.of(1_000));
        assertThat(cached("k1000:later")).isFalse();
        assertNothingIsRemembered();
    }

    // ---------------------------------------------------------------- dependencies

    @Test
    void parents_beyondTheBound_areToldNoLessAndCounted() {
        loadChild("c1", "c0");
        loadChild("c2", "c1");
        for (int i = 0; i < BEYOND; i++) {
            loadChild("child:" + i, "parent:" + i);
        }
        assertThat(cache.stats().earlyFloors()).isBetween(1L, 20L);
        loadChild("c2", "c1");
        cache.invalidateKeys("c1");
        assertThat(cached("c2")).isFalse();
        for (int i = BEYOND - 100; i < BEYOND; i++) {
            loadChild("child:" + i, "parent:" + i);
            assertThat(cached("child:" + i)).isTrue();
            cache.invalidateKeys("parent:" + i);
            assertThat(cached("child:" + i)).isFalse();
        }
        assertNothingIsRemembered();
    }

    private void loadChild(String key, String parent) {
        cache.getOrCreate(key, context -> "v", p -> p.dependsOn(parent));
    }

    @Test
    void parents_beyondTheBoundDuringALoad_areToldNoLess() {
        Door door = new Door();
        Caller leader = Form.KEYED.begin(
                cache,
                "c2",
                () -> {
                    door.passStubbornly();
                    return "v";
                },
                p -> p.dependsOn("c1"));
        door.awaitReached();
        loadChild("c1", "c0");
        for (int i = 0; i < BEYOND; i++) {
            loadChild("child:" + i, "parent:" + i);
        }
        cache.invalidateKeys("c0");
        door.open();
        Rig.value(leader);
        assertThat(cached("c2")).isFalse();
    }

    @Test
    void parentPrefixesAndPatterns_beyondThoseOfEvents_areAllTold() {
        for (int i = 0; i < 1_000; i++) {
            String number = i + ":";
            cache.getOrCreate(
                    "child:" + i, context -> "v", p -> p.dependsOnPrefix(number).dependsOnTag("t" + number + "*"));
        }
        for (int i = 0; i < 1_000; i += 2) {
            cache.invalidateKeys(i + ":1");
            cache.invalidateTags("t" + (i + 1) + ":1");
            assertThat(List.of(cached("child:" + i), cached("child:" + (i + 1))))
                    .containsExactly(false, false);
        }
        assertThat(cache.stats().earlyFloors()).isZero();
        assertNothingIsRemembered();
    }

    @Test
    void relations_beyondTheBound_areFollowedNoLessAndCounted() {
        relate("source", "target");
        for (int i = 0; i < BEYOND; i++) {
            relate("source:" + i, "target:" + i);
        }
        assertThat(cache.stats().earlyFloors()).isBetween(1L, 10L);
        for (String number : List.of("", ":0", ":50000", ":" + (BEYOND - 1))) {
            cache.put("target" + number, "v");
            cache.invalidateKeys("source" + number);
            assertThat(cached("target" + number)).as(number).isFalse();
        }
    }

    private void relate(String source, String target) {
        cache.getOrCreate(source, context -> "v", p -> p.invalidatesWith(target));
    }

    /** What a value depends on is met again, and forgotten before it is known what goes with the value. */
    @Test
    void patterns_forgottenWhileAValueIsPutThatLeadsOn_areToldNoLess() {
        cache.getOrCreate("first", context -> "v", p -> p.dependsOnTag("t:*"));
        for (int i = 1; i < 100_000; i++) {
            loadChild("child:" + i, "parent:" + i);
        }
        cache.put("source", "v", p -> p.dependsOnTag("t:*").dependsOnTag("x:*").invalidatesWith("target"));
        assertThat(cache.stats().earlyFloors()).isPositive();
        cache.put("target", "v");
        cache.invalidateTags("t:1");
        assertThat(cached("target")).isFalse();
    }
}
