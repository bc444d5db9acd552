package methodcache.core.invalidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.Links;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered is given back once a walk has shown that everybody has seen it: also what no caller can see. */
@Tag("long")
class StampsMemoryTest {

    private static final int MANY = 120_000;

    /** A cache that is empty. */
    private static final Covered NOTHING = new Covered() {
        @Override
        public void cover(Object storeKey, long number) {}

        @Override
        public void expire(Object storeKey, long number, long time) {}

        @Override
        public long size() {
            return 0;
        }

        @Override
        public Reach held(Object storeKey) {
            return null;
        }

        @Override
        public void forEachHeld(Consumer<Reach> to) {}
    };

    private final Stamps stamps = new Stamps(() -> 0, NOTHING);

    private void walk() {
        stamps.walkBegins();
        stamps.walked(stamps.published(), true);
    }

    /** Events that outgrow what is remembered so many times. */
    private record Events(String name, int count, int floors, IntFunction<Target> target) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Events> events() {
        return List.of(
                new Events("tags", MANY, 1, i -> new Target.Tag("", "tag:" + i)),
                new Events("several tags", MANY, 1, i -> new Target.AllTags("", Set.of("tag", "tag:" + i))),
                new Events("prefixes", 1_000, 12, i -> new Target.Prefix("", "prefix:" + i)),
                new Events("patterns", 1_000, 12, i -> new Target.Pattern("", new Glob("pattern:" + i))),
                new Events("keys", MANY, 0, i -> new Target.Key("key:" + i)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void events_afterAWalk_areForgotten(Events events) {
        int longest = 0;
        for (int i = 0; i < events.count; i++) {
            stamps.apply(Event.of(events.target.apply(i)), Announced.NOBODY, number -> {});
            longest = Math.max(longest, stamps.backlog());
        }
        assertThat(longest).isLessThanOrEqualTo(Broad.KEPT);
        assertThat(stamps.earlyFloors()).isEqualTo(events.floors);
        walk();
        assertThat(stamps.remembers()).isFalse();
        assertThat(stamps.backlog()).isZero();
    }

    @Test
    void parents_nothingDependsOnThemAnyMore_areForgottenByTheNextWalk() {
        walk();
        for (int i = 0; i < MANY; i++) {
            Links links = new Links(
                    Set.of(), Set.of("parent:" + i), Set.of("prefix:"), Set.of("tag:*"), Set.of(), Set.of(), true);
            Reach reach = stamps.linking().expect("child:" + i, StoreKeys.NO_SCOPE, links);
            stamps.linking().linked("child:" + i, StoreKeys.NO_SCOPE, links, stamps.published(), reach);
        }
        assertThat(stamps.remembers()).isTrue();
        assertThat(stamps.earlyFloors()).isPositive();
        walk();
        assertThat(stamps.remembers()).isFalse();
    }
}
