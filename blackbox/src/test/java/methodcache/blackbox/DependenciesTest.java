package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.PolicyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What depends on what: transitive, also where the relation is learnt late, and in circles. */
class DependenciesTest {

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    private boolean cached(String key) {
        return cache.tryGet(key).found();
    }

    private void load(String key, Consumer<PolicyBuilder<?>> words) {
        cache.getOrCreate(key, context -> key, words);
        assertThat(cached(key)).as(key + " is cached").isTrue();
    }

    static List<Invalidation> parentEvents() {
        return List.of(
                Invalidation.keys("parent"),
                Invalidation.prefix("par"),
                Invalidation.tags("pt"),
                Invalidation.allTags("pt", "pu"),
                Invalidation.tagPattern("p?"),
                Invalidation.keys("root"),
                Invalidation.prefix("roo"),
                Invalidation.all());
    }

    @ParameterizedTest
    @MethodSource("parentEvents")
    void parent_invalidatedInAnyWay_childGoes(Invalidation invalidation) {
        load("parent", p -> p.withTags("pt", "pu").dependsOn("root"));
        load("child", p -> p.dependsOn("parent"));
        load("grandchild", p -> p.dependsOn("child"));
        load("other", p -> p.dependsOn("something"));
        cache.invalidate(invalidation);
        assertThat(List.of(cached("parent"), cached("child"), cached("grandchild"), cached("other")))
                .containsExactly(
                        false,
                        false,
                        false,
                        !(invalidation instanceof Invalidation.All) ? Boolean.TRUE : Boolean.FALSE);
    }

    @ParameterizedTest
    @MethodSource("parentEvents")
    void parent_invalidatedWhileTheChildIsLoaded_childIsNotKept(Invalidation invalidation) {
        load("parent", p -> p.withTags("pt", "pu").dependsOn("root"));
        Door door = new Door();
        Caller leader = Caller.blocking(() -> cache.getOrCreate(
                "child",
                context -> {
                    door.passStubbornly();
                    return "old";
                },
                p -> p.dependsOn("parent")));
        door.awaitReached();
        assertThat(cache.invalidate(invalidation).loadsOvertaken()).isEqualTo(1);
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("old");
        assertThat(cached("child")).isFalse();
    }

    @Test
    void parent_neverCached_stillReaches() {
        load("child", p -> p.dependsOn("table:users"));
        cache.invalidateKeys("table:users");
        assertThat(cached("child")).isFalse();
    }

    @Test
    void parent_thatGetsParentsAfterTheChildWasStored_passesOnWhatReachesIt() {
        load("child", p -> p.dependsOn("parent"));
        load("parent", p -> p.dependsOn("root").withTags("pt"));
        cache.invalidateKeys("root");
        assertThat(cached("child")).isFalse();
        load("child", p -> p.dependsOn("parent"));
        load("parent", p -> p.dependsOn("root").withTags("pt"));
        load("child", p -> p.dependsOn("parent"));
        cache.invalidateTags("pt");
        assertThat(cached("child")).isFalse();
    }

    @Test
    void parent_loadedInsideItsChild_bothAreKept() {
        cache.getOrCreate(
                "child",
                context -> cache.getOrCreate("parent", inner -> "p", p -> p.dependsOn("root")),
                p -> p.dependsOn("parent"));
        assertThat(List.of(cached("child"), cached("parent"))).containsExactly(true, true);
        cache.invalidateKeys("root");
        assertThat(List.of(cached("child"), cached("parent"))).containsExactly(false, false);
    }

    @Test
    void parent_put_childGoes_butReloadingOrExpiryOfAParentDoesNot() {
        load("parent", p -> p.withDuration(Duration.ofMinutes(1)));
        load("child", p -> p.dependsOn("parent"));
        rig.clock.advance(Duration.ofMinutes(2));
        load("parent", p -> {});
        cache.cache(() -> "fresh").withKey("parent").refresh();
        assertThat(cached("child")).isTrue();
        cache.put("parent", "changed");
        assertThat(cached("child")).isFalse();
    }

    @Test
    void edge_outlivesItsEntry() {
        try (Rig small = new Rig(c -> c.l1(l1 -> l1.maximumEntries(2)))) {
            small.cache.getOrCreate("c1", context -> "c1", p -> p.dependsOn("c0"));
            for (int i = 0; i < 10; i++) {
                small.cache.put("filler" + i, i);
            }
            assertThat(small.cache.tryGet("c1").found()).as("evicted").isFalse();
            small.cache.getOrCreate("c2", context -> "c2", p -> p.dependsOn("c1"));
            small.cache.invalidateKeys("c0");
            assertThat(small.cache.tryGet("c2").found()).isFalse();
        }
    }

    @Test
    void dependsOnPrefix_keysOfIt_inAnyWay() {
        for (Invalidation invalidation : List.of(
                Invalidation.keys("user:1"),
                Invalidation.prefix("use"),
                Invalidation.prefix("user:17"),
                Invalidation.tags("ut"),
                Invalidation.keys("root"))) {
            load("user:2", p -> p.withTags("ut").dependsOn("root"));
            load("list", p -> p.dependsOnPrefix("user:"));
            cache.invalidateKeys("users", "us");
            assertThat(cached("list")).isTrue();
            cache.invalidate(invalidation);
            assertThat(cached("list")).as(invalidation.toString()).isFalse();
        }
    }

    /** As with a parent that is named. */
    @Test
    void dependsOnPrefix_keyOfItThatHasLeft_stillPassesOn() {
        load("b:1", p -> p.dependsOn("c:2").withDuration(Duration.ofMinutes(1)));
        rig.clock.advance(Duration.ofMinutes(2));
        load("child", p -> p.dependsOnPrefix("b:"));
        load("other", p -> p.dependsOnPrefix("x:"));
        cache.invalidateKeys("c:2");
        assertThat(cached("child")).isFalse();
        assertThat(cached("other")).isTrue();

        load("child", p -> p.dependsOnPrefix("b:"));
        cache.invalidatePrefix("c:");
        assertThat(cached("child")).isFalse();
    }

    @Test
    void dependsOnTag_tagsThatMatch_andPatternsThatOverlap() {
        for (Invalidation invalidation : List.of(
                Invalidation.tags("user:1"), Invalidation.tagPattern("*:7"), Invalidation.tagPattern("user:?"))) {
            load("list", p -> p.dependsOnTag("user:*"));
            cache.invalidateTags("users", "a user:1");
            cache.invalidateTagPattern("group:*");
            assertThat(cached("list")).isTrue();
            cache.invalidate(invalidation);
            assertThat(cached("list")).as(invalidation.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("parentEvents")
    void invalidatesWith_sourceInvalidatedInAnyWay_targetsGo(Invalidation invalidation) {
        load(
                "parent",
                p -> p.withTags("pt", "pu")
                        .dependsOn("root")
                        .invalidatesWith("list")
                        .invalidatesPrefix("page:"));
        load("list", p -> {});
        load("page:1", p -> {});
        load("on the list", p -> p.dependsOn("list"));
        cache.invalidate(invalidation);
        assertThat(List.of(cached("list"), cached("page:1"), cached("on the list")))
                .containsExactly(false, false, false);
        load("list", p -> {});
        cache.invalidate(invalidation);
        assertThat(cached("list")).as("the relation outlives its entry").isFalse();
    }

    @Test
    void dependsOnTag_valuesThatHaveIt_inAnyWay() {
        for (Invalidation invalidation : List.of(
                Invalidation.keys("member"),
                Invalidation.prefix("mem"),
                Invalidation.keys("root"),
                Invalidation.tags("u"),
                Invalidation.tagPattern("u"),
                Invalidation.allTags("t:1", "u"),
                Invalidation.keys("late"),
                Invalidation.keys("lateRoot"))) {
            load("member", p -> p.withTags("t:1", "u").dependsOn("root"));
            load("list", p -> p.dependsOnTag("t:*"));
            load("lists", p -> p.dependsOn("list"));
            load("late", p -> p.withTags("t:2").dependsOn("lateRoot"));
            load("other", p -> p.dependsOnTag("x*"));
            cache.invalidateKeys("nothing");
            cache.invalidateTags("nothing");
            assertThat(cached("list")).as(invalidation + ", before").isTrue();
            cache.invalidate(invalidation);
            assertThat(cached("list")).as(invalidation.toString()).isFalse();
            assertThat(cached("lists")).as(invalidation.toString()).isFalse();
            assertThat(cached("other")).as(invalidation.toString()).isTrue();
        }
    }

    @Test
    void cascadeInvalidation_off_endsWhatComesThroughAParent() {
        load(
                "stop",
                p -> p.dependsOn("root").withTags("st").invalidatesWith("with").cascadeInvalidation(false));
        load("child", p -> p.dependsOn("stop"));
        load("with", p -> {});
        cache.invalidateKeys("root");
        assertThat(List.of(cached("stop"), cached("child"), cached("with"))).containsExactly(false, true, true);
        load(
                "stop",
                p -> p.dependsOn("root").withTags("st").invalidatesWith("with").cascadeInvalidation(false));
        cache.invalidateTags("st");
        assertThat(List.of(cached("stop"), cached("child"), cached("with"))).containsExactly(false, false, false);
    }

    static List<Runnable> mixed(MethodCache cache) {
        return List.of(
                () -> {
                    cache.getOrCreate("a", c -> "v", p -> p.dependsOn("x").invalidatesWith("y"));
                    cache.getOrCreate("b", c -> "v", p -> p.dependsOn("y").invalidatesWith("x"));
                },
                () -> cache.getOrCreate("a", c -> "v", p -> p.dependsOn("m").invalidatesWith("m")),
                () -> cache.getOrCreate(
                        "a", c -> "v", p -> p.dependsOnPrefix("m").invalidatesWith("m1")),
                () -> cache.getOrCreate("a", c -> "v", p -> p.dependsOn("m1").invalidatesPrefix("m")),
                () -> cache.getOrCreate("a", c -> "v", p -> p.withTags("l").dependsOnTag("l")),
                () -> {
                    cache.getOrCreate("f", c -> "v", p -> p.withTags("f").dependsOnTag("l"));
                    cache.getOrCreate("l", c -> "v", p -> p.withTags("l").dependsOnTag("f"));
                },
                () -> {
                    cache.getOrCreate("b1", c -> "v", p -> p.invalidatesWith("a"));
                    cache.getOrCreate("a", c -> "v", p -> p.invalidatesPrefix("b"));
                });
    }

    @Test
    void circle_ofSeveralWords_isCountedOnce() {
        for (int i = 0; i < mixed(cache).size(); i++) {
            try (Rig own = new Rig()) {
                mixed(own.cache).get(i).run();
                assertThat(own.cache.stats().dependencyCycles()).as("case " + i).isEqualTo(1);
            }
        }
    }

    @Test
    void circle_atRunTime_goesOnceEachAndIsCached() {
        Consumer<PolicyBuilder<?>> onB = p -> p.dependsOn("b").invalidatesWith("b");
        Consumer<PolicyBuilder<?>> onA = p -> p.dependsOn("a").invalidatesWith("a");
        for (String event : List.of("a", "b")) {
            for (int i = 0; i < 3; i++) {
                cache.getOrCreate("a", context -> "a", onB);
                cache.getOrCreate("b", context -> "b", onA);
            }
            assertThat(List.of(cached("a"), cached("b"))).containsExactly(true, true);
            cache.invalidateKeys(event);
            assertThat(List.of(cached("a"), cached("b"))).containsExactly(false, false);
        }
        assertThat(cache.stats().dependencyCycles()).isPositive();
        load("self", p -> p.dependsOn("self"));
        cache.invalidateKeys("self");
        assertThat(cached("self")).isFalse();
    }
}
