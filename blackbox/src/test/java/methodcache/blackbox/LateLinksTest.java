package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Links that become known while a child is being loaded, and what happens between the two. */
class LateLinksTest {

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;
    private final Door door = new Door();

    @AfterEach
    void close() {
        rig.close();
    }

    private static Words byValue(Words words) {
        return p -> p.withPolicyFromValue((value, own) -> words.accept(widened(own)));
    }

    @SuppressWarnings("unchecked") // only words that don't see the value are said
    private static methodcache.api.policy.EntryPolicyBuilder<String, ?> widened(Object own) {
        return (methodcache.api.policy.EntryPolicyBuilder<String, ?>) own;
    }

    /** The parent's links, the child's, and an event that reaches the parent. */
    static Stream<Arguments> parentsAndEvents() {
        List<Words> children = List.of(p -> p.dependsOn("parent"), p -> p.dependsOnPrefix("par"));
        List<Arguments> all = new ArrayList<>();
        for (Words child : children) {
            for (boolean byValue : new boolean[] {false, true}) {
                Words root = p -> p.dependsOn("root");
                Words tag = p -> p.withTags("t", "u");
                all.add(Arguments.of(byValue ? byValue(root) : root, child, Invalidation.keys("root")));
                all.add(Arguments.of(byValue ? byValue(tag) : tag, child, Invalidation.tags("t")));
                all.add(Arguments.of(byValue ? byValue(tag) : tag, child, Invalidation.allTags("u", "t")));
                all.add(Arguments.of(byValue ? byValue(tag) : tag, child, Invalidation.tagPattern("t*")));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("parentsAndEvents")
    void event_whileAParentIsLoadedByItsChildsLoader_laterCallersDoNotJoin(
            Words parent, Words child, Invalidation event) {
        Caller leader = Form.KEYED.begin(
                cache,
                "child",
                () -> Form.KEYED.get(
                        cache,
                        "parent",
                        () -> {
                            door.passStubbornly();
                            return "old";
                        },
                        parent),
                child);
        door.awaitReached();
        assertThat(cache.invalidate(event).loadsOvertaken()).isEqualTo(2);
        assertThat(Form.KEYED.get(cache, "child", () -> "new", child)).isEqualTo("new");
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("old");
        // It may have gone once more, as the parent's links have become known; the old one is never kept.
        assertThat(cache.tryGet("child").value()).isNotEqualTo("old");
    }

    @ParameterizedTest
    @MethodSource("parentsAndEvents")
    void event_afterAParentWasReadByALoader_itsValueIsNotKept(Words parent, Words child, Invalidation event) {
        for (Words said : List.of(child, byValue(child))) {
            Door passed = new Door();
            Form.KEYED.get(cache, "parent", () -> "old", parent);
            Caller leader = Form.KEYED.begin(
                    cache,
                    "child",
                    () -> {
                        String read = Form.KEYED.get(cache, "parent", () -> "other");
                        passed.passStubbornly();
                        return read;
                    },
                    said);
            passed.awaitReached();
            cache.invalidate(event);
            assertThat(cache.tryGet("parent").found()).isFalse();
            passed.open();
            assertThat(Rig.value(leader)).isEqualTo("old");
            assertThat(cache.tryGet("child").found()).isFalse();
            cache.invalidateAll();
        }
    }

    @Test
    void parent_whoseOlderValueWasEvictedDuringTheLoad_stillReaches() {
        try (Rig tiny = new Rig(c -> c.l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(2)))) {
            tiny.cache.getOrCreate("other", context -> "v", p -> p.dependsOn("c9", "c0"));
            Caller leader = Form.KEYED.begin(
                    tiny.cache,
                    "child",
                    () -> {
                        String read = tiny.cache.getOrCreate("parent", context -> "v1", p -> p.dependsOn("c0"));
                        door.passStubbornly();
                        return read;
                    },
                    p -> p.dependsOn("parent"));
            door.awaitReached();
            for (int i = 0; i < 5; i++) {
                tiny.cache.put("filler" + i, "v");
            }
            tiny.cache.invalidateTags("x");
            tiny.cache.getOrCreate("parent", context -> "v2", p -> p.dependsOn("c9"));
            tiny.cache.invalidateKeys("c0");
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("v1");
            assertThat(tiny.cache.tryGet("child").found()).isFalse();
        }
    }

    @Test
    void parent_refreshedOftenWithoutAnEvent_leavesNothingAndCostsTheSame() {
        cache.cache(() -> "v").withKey("parent").withTags("t").refresh();
        cache.getOrCreate("child", context -> "v", p -> p.dependsOn("parent"));
        long before = Rig.heap();
        for (int i = 0; i < 20_000; i++) {
            cache.cache(() -> "v").withKey("parent").withTags("t").refresh();
            if (i % 1_000 == 0) {
                rig.clock.advance(Duration.ofSeconds(5));
            }
        }
        assertThat(Rig.heap()).isLessThan(before + (1 << 20));
    }

    @Test
    void source_thatGoesWithEverMoreKeys_staysBoundedAndTakesThemAll() {
        for (int i = 0; i < 20_000; i++) {
            String target = "target:" + i;
            cache.cache(() -> "v")
                    .withKey("source")
                    .withTags("s")
                    .invalidatesWith(target)
                    .refresh();
        }
        for (int i = 0; i < 20_000; i += 1_999) {
            cache.put("target:" + i, i);
        }
        cache.put("bystander", 1);
        cache.invalidateTags("s");
        for (int i = 0; i < 20_000; i += 1_999) {
            assertThat(cache.tryGet("target:" + i).found()).as("target:%s", i).isFalse();
        }
        assertThat(cache.tryGet("bystander").found()).isTrue();
        assertThat(rig.stats().earlyFloors()).isPositive();
    }
}
