package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the invalidations by tag reach, and what they don't; loads in flight among it. */
class TagsTest {

    /** Ways to invalidate what is tagged {@code t:1} and {@code u}. */
    static List<Invalidation> events() {
        return List.of(
                Invalidation.tags("x", "t:1"),
                Invalidation.allTags("t:1", "u"),
                Invalidation.tagPattern("t:?"),
                Invalidation.together(Invalidation.keys("x"), Invalidation.tags("u")),
                Invalidation.prefix("k"),
                Invalidation.all());
    }

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;
    private final AtomicInteger loads = new AtomicInteger();
    private final Door door = new Door();

    @AfterEach
    void close() {
        rig.close();
    }

    private boolean cached(String key) {
        return cache.tryGet(key).found();
    }

    private void load(String key, String... tags) {
        cache.getOrCreate(key, context -> "value", p -> p.withTags(tags));
        assertThat(cached(key)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidateTags_whateverFormHasLoaded_reachesIt(Form form) {
        form.get(cache, "k", () -> "one", p -> p.withTags("t"));
        cache.invalidateTags("other");
        assertThat(form.get(cache, "k", () -> "two", p -> p.withTags("t"))).isEqualTo("one");
        cache.invalidateTags("t");
        assertThat(form.get(cache, "k", () -> "three", p -> p.withTags("t"))).isEqualTo("three");
    }

    static Stream<Arguments> formsAndEvents() {
        return Stream.of(Form.values()).flatMap(form -> events().stream().map(event -> Arguments.of(form, event)));
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void event_duringALoad_itsCallersGetTheValueButItIsNotKept(Form form, Invalidation event) {
        Caller leader = form.begin(cache, "k", this::behindTheDoor, p -> p.withTags("t:1", "u"));
        door.awaitReached();
        assertThat(cache.invalidate(event).loadsOvertaken()).isEqualTo(1);
        assertThat(form.get(cache, "k", () -> "new", p -> p.withTags("t:1", "u")))
                .as("a caller that comes later doesn't join")
                .isEqualTo("new");
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("old");
        assertThat(cache.tryGet("k").value()).isEqualTo("new");
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_duringALoadWhoseValueSaysItsTags_isNotKept(Invalidation event) {
        Caller leader = Caller.blocking(() -> cache.getOrCreate(
                "k", context -> behindTheDoor(), p -> p.withPolicyFromValue((value, own) -> own.withTags("t:1", "u"))));
        door.awaitReached();
        cache.invalidate(event);
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("old");
        assertThat(cached("k")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_duringARefresh_neitherValueIsKept(Invalidation event) {
        load("k", "t:1", "u");
        Caller refresh = Caller.blocking(() -> cache.cache(this::behindTheDoor)
                .withKey("k")
                .withTags("t:1", "u")
                .refresh());
        door.awaitReached();
        cache.invalidate(event);
        door.open();
        assertThat(Rig.value(refresh)).isEqualTo("old");
        assertThat(cached("k")).isFalse();
    }

    private String behindTheDoor() {
        door.passStubbornly();
        return "old";
    }

    @Test
    void invalidateAllTags_anEntryWithSomeOfThem_stays() {
        load("both", "a", "b", "c");
        load("one", "a");
        cache.invalidateAllTags("b", "a");
        assertThat(cached("both")).isFalse();
        assertThat(cached("one")).isTrue();
    }

    @Test
    void invalidateAllTags_ofOneTagAndOfMany_matchesEach() {
        load("k", "a", "b");
        for (int i = 0; i < 200; i++) {
            cache.invalidateAllTags("a", "other" + i);
        }
        assertThat(cached("k")).isTrue();
        cache.invalidateAllTags(List.of("a"));
        assertThat(cached("k")).isFalse();
        assertThatThrownBy(() -> cache.invalidateAllTags()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void invalidateTagPattern_wholeTagsOnly_literalButForTwo() {
        Map<String, String> matching =
                Map.of("user:*", "user:1", "*:eu", "region:eu", "a?c", "a😀c", "x.[y]*", "x.[y]");
        Map<String, String> other = Map.of("user:*", "a user:1", "user", "user:1", "a?c", "ac", "x.y", "xzy");
        matching.forEach((pattern, tag) -> {
            load("k", tag);
            cache.invalidateTagPattern(pattern);
            assertThat(cached("k")).as(pattern + " on " + tag).isFalse();
        });
        other.forEach((pattern, tag) -> {
            load("k", tag);
            cache.invalidateTagPattern(pattern);
            assertThat(cached("k")).as(pattern + " on " + tag).isTrue();
            cache.invalidateKeys("k");
        });
    }

    @Test
    void tags_ofOneHash_areApart() {
        load("k", "Aa");
        cache.invalidateTags("BB");
        assertThat(cached("k")).isTrue();
        cache.invalidateTags(Set.of("Aa"));
        assertThat(cached("k")).isFalse();
    }

    @Test
    void tags_saidAnewByTheNextLoad_takeEffect() {
        load("k", "old");
        cache.put("k", "value", p -> p.withTags("new"));
        cache.invalidateTags("old");
        assertThat(cached("k")).isTrue();
        cache.invalidateTags("new");
        assertThat(cached("k")).isFalse();
    }

    @Test
    void tags_ofAllLayers_areJoined() {
        try (Rig layered = new Rig(c -> c.defaultPolicy(p -> p.withTags("default"))
                .addPolicy("named", p -> p.withTags("named"))
                .forGroup("g", g -> g.withTags("group")))) {
            for (String tag : List.of("default", "named", "group", "call", "value")) {
                layered.cache.getOrCreate(
                        "k",
                        context -> "v",
                        p -> p.withPolicy("named")
                                .inGroup("g")
                                .withTags("call")
                                .withPolicyFromValue((value, own) -> own.withTags("value")));
                assertThat(layered.cache.tryGet("k").found()).isTrue();
                layered.cache.invalidateTags(tag);
                assertThat(layered.cache.tryGet("k").found()).as(tag).isFalse();
            }
            layered.cache.getOrCreate("k", context -> "v", p -> p.withoutTags());
            layered.cache.invalidateTags("default");
            assertThat(layered.cache.tryGet("k").found()).isTrue();
        }
    }

    @Test
    void tags_ofEachValueOfABulkCall_areItsOwn() {
        cache.getOrCreateMany(
                List.of("1", "2"),
                (missing, context) -> Map.of("1", "one", "2", "two"),
                p -> p.withPolicyFromValue((value, own) -> own.withTags(value.toString())));
        cache.invalidateTags("one");
        assertThat(cached("1")).isFalse();
        assertThat(cached("2")).isTrue();
    }

    @Test
    void putMany_withTags_isReached() {
        cache.putMany(Map.of("1", "one", "2", "two"), CachePolicy.of(p -> p.withTags("t")));
        cache.put("3", "three");
        cache.invalidateTags("t");
        assertThat(List.of(cached("1"), cached("2"), cached("3"))).containsExactly(false, false, true);
    }

    @Test
    void together_isOneEvent() {
        load("1", "a");
        load("2", "b");
        long before = cache.invalidateTags("x").number();
        assertThat(cache.invalidate(Invalidation.together(Invalidation.tags("a"), Invalidation.prefix("2")))
                        .number())
                .isEqualTo(before + 1);
        assertThat(List.of(cached("1"), cached("2"))).containsExactly(false, false);
        assertThat(cache.stats().invalidations()).isEqualTo(2);
    }

    @Test
    void invalidateAsync_ofTags_isDoneWhenComplete() {
        load("k", "t");
        assertThat(cache.invalidateAsync(Invalidation.tags("t")).join().invalidation())
                .isEqualTo(Invalidation.tags(List.of("t")));
        assertThat(cached("k")).isFalse();
    }

    @Test
    void tags_empty_areRefusedWhereSaid() {
        assertThatThrownBy(() -> CachePolicy.of(p -> p.withTags("a", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tag must not be empty");
        assertThatThrownBy(() -> cache.invalidateTags("")).hasMessage("a tag must not be empty");
        assertThatThrownBy(() -> cache.invalidateTagPattern("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(cache.invalidateTags().number()).isPositive();
    }

    @Test
    void invalidateTags_fromALoader_reachesItsOwnValue() {
        assertThat(cache.<String>getOrCreate(
                        "k",
                        context -> {
                            cache.invalidateTags("t");
                            return "v" + loads.incrementAndGet();
                        },
                        p -> p.withTags("t")))
                .isEqualTo("v1");
        assertThat(cached("k")).isFalse();
    }

    @Test
    void invalidateTags_ofManyTags_staysBoundedAndTrue() {
        load("kept", "kept");
        load("gone", "gone");
        cache.invalidateTags("gone");
        for (int i = 0; i < 250_000; i++) {
            cache.invalidateTags("tag:" + i);
        }
        assertThat(cached("gone")).isFalse();
        assertThat(cache.stats().earlyFloors()).isBetween(1L, 10L);
        load("gone", "gone");
        String[] many =
                Arrays.stream(new int[] {1, 2, 3}).mapToObj(i -> "tag:" + i).toArray(String[]::new);
        load("k", many);
        cache.invalidateTags("tag:3");
        assertThat(cached("k")).isFalse();
        assertThat(cached("gone")).isTrue();
    }
}
