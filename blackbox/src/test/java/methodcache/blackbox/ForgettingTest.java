package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.PolicyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered of relations is bounded: beyond the bounds too much may go, but never all, and never too little. */
@Tag("long")
class ForgettingTest {

    private static final int MANY = 101_000;

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    private void load(String key, Consumer<PolicyBuilder<?>> words) {
        cache.getOrCreate(key, context -> "value of " + key, words);
    }

    private boolean cached(String key) {
        return cache.tryGet(key).found();
    }

    private void sweep() {
        rig.clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void relations_hundredsOfThousands_leaveOtherEntriesAlone() {
        for (int i = 0; i < MANY; i++) {
            String other = "profile:" + i;
            load("user:" + i, p -> p.invalidatesWith(other));
        }
        sweep();
        cache.put("city:1", 1);
        load("city:2", p -> p.withTags("cities"));
        cache.put("city:3", 3);
        cache.invalidateKeys("nothing");
        cache.invalidateTags("nothing");
        assertThat(cached("city:1")).isTrue();
        assertThat(cached("city:2")).isTrue();
        assertThat(cached("city:3")).isTrue();
    }

    /** Lets what is said of a key be forgotten: it leaves, and many others after it. */
    private void forget(String key, Consumer<PolicyBuilder<?>> words) {
        load(key, p -> {
            p.withDuration(Duration.ofMinutes(1));
            words.accept(p);
        });
        for (int i = 0; i < MANY + 20_000; i++) {
            String other = "profile:" + i;
            load("user:" + i, p -> p.dependsOn(other).withDuration(Duration.ofMinutes(1)));
        }
        sweep();
        sweep();
        sweep();
    }

    @Test
    void parent_forgotten_passesOnWhatReachesItsParents() {
        load("known", p -> p.dependsOn("c:2"));
        load("tagged", p -> p.withTags("t"));
        forget("b:1", p -> p.dependsOn("known", "late", "lateTagged", "tagged").dependsOnPrefix("p:"));
        for (Invalidation event : List.of(
                Invalidation.keys("c:2"),
                Invalidation.keys("c:3"),
                Invalidation.keys("c:4"),
                Invalidation.tags("t"),
                Invalidation.tags("u"))) {
            load("late", p -> p.dependsOn("c:3"));
            load("lateTagged", p -> p.withTags("u"));
            load("p:1", p -> p.dependsOn("c:4"));
            load("child", p -> p.dependsOn("b:1"));
            load("city:1", p -> p.dependsOn("country:1"));
            cache.invalidateKeys("nothing");
            assertThat(cached("child")).as(event.toString()).isTrue();
            cache.invalidate(event);
            assertThat(cached("child")).as(event.toString()).isFalse();
            assertThat(cached("city:1")).as(event.toString()).isTrue();
        }
    }

    @Test
    void parent_ofAPrefixAndForgotten_stillPassesOn() {
        forget("b:1", p -> p.dependsOn("c:2"));
        load("child", p -> p.dependsOnPrefix("b:"));
        load("city:1", p -> p.dependsOn("country:1"));
        cache.invalidateKeys("nothing");
        assertThat(cached("child")).isTrue();
        cache.invalidateKeys("c:2");
        assertThat(cached("child")).isFalse();
        assertThat(cached("city:1")).isTrue();
    }

    @Test
    void relations_forgotten_stillTakeWhatGoesWithThem() {
        load("source", p -> p.withTags("s").invalidatesWith("target").invalidatesPrefix("list:"));
        for (int i = 0; i < MANY + 20_000; i++) {
            String other = "profile:" + i;
            load("user:" + i, p -> p.invalidatesWith(other));
        }
        sweep();
        for (Invalidation event : new Invalidation[] {
            Invalidation.keys("source"),
            Invalidation.tags("s"),
            Invalidation.prefix("sour"),
            Invalidation.tagPattern("s*"),
            Invalidation.keys("source").expired()
        }) {
            load("target", p -> {});
            load("list:1", p -> {});
            load("child", p -> p.dependsOn("target"));
            load("member", p -> p.dependsOnPrefix("list:"));
            cache.invalidate(event);
            assertThat(cached("target")).as("target after %s", event).isFalse();
            assertThat(cached("list:1")).as("list after %s", event).isFalse();
            assertThat(cached("child")).as("child after %s", event).isFalse();
            assertThat(cached("member")).as("member after %s", event).isFalse();
        }
    }

    @Test
    void parents_forgotten_stillPassOnWhatReachesThem() {
        load(
                "parent",
                p -> p.dependsOn("grandparent")
                        .dependsOnPrefix("some:")
                        .dependsOnTag("t:*")
                        .withDuration(Duration.ofSeconds(1)));
        rig.clock.advance(Duration.ofSeconds(2));
        for (int i = 0; i < MANY + 20_000; i++) {
            load("other:" + i, p -> p.dependsOn("common"));
        }
        sweep();
        for (Invalidation event : new Invalidation[] {
            Invalidation.keys("grandparent"),
            Invalidation.prefix("grandp"),
            Invalidation.keys("some:1"),
            Invalidation.tags("t:1"),
            Invalidation.tagPattern("t:?")
        }) {
            load("child", p -> p.dependsOn("parent"));
            load("stranger", p -> p.dependsOn("nobody"));
            assertThat(cached("child")).isTrue();
            cache.invalidate(event);
            assertThat(cached("child")).as("child after %s", event).isFalse();
            assertThat(cached("stranger")).as("stranger after %s", event).isTrue();
        }
    }

    @Test
    void dependents_hundredsOfThousands_leaveOtherEntriesAlone() {
        for (int i = 0; i < 100; i++) {
            cache.put("plain:" + i, i);
            load("tagged:" + i, p -> p.withTags("t"));
        }
        load("child", p -> p.dependsOn("acct:0"));
        for (int i = 0; i < MANY + 20_000; i++) {
            String parent = "acct:" + i;
            load("user:" + i, p -> p.dependsOn(parent));
            if (i % 100 == 0) {
                for (int k = 0; k < 100; k++) {
                    assertThat(cached("plain:" + k)).isTrue();
                    assertThat(cached("tagged:" + k)).isTrue();
                }
            }
            cached("child");
            if (i % 1_000 == 0) {
                rig.clock.advance(Duration.ofSeconds(1));
            }
        }
        assertThat(cached("child")).isTrue();
        cache.invalidateKeys("acct:0");
        assertThat(cached("child")).isFalse();
    }

    @Test
    void dependents_moreParentsThanAreRemembered_allStillGo() {
        try (MethodCache roomy = Rig.roomy(300_000)) {
            for (int i = 0; i < MANY + 20_000; i++) {
                String parent = "acct:" + i;
                roomy.getOrCreate("user:" + i, context -> "v", p -> p.dependsOn(parent));
            }
            for (int i = 0; i < MANY + 20_000; i += 997) {
                assertThat(roomy.tryGet("user:" + i).found()).as("user:%s", i).isTrue();
                roomy.invalidateKeys("acct:" + i);
                assertThat(roomy.tryGet("user:" + i).found()).as("user:%s", i).isFalse();
            }
        }
    }

    @Test
    void dependents_whoseParentsAreForgotten_goWithThemAllTheSame() {
        load("child", p -> p.dependsOn("acct:0"));
        cache.put("plain", 1);
        for (int i = 1; i < MANY; i++) {
            String parent = "acct:" + i;
            load("user:" + i, p -> p.dependsOn(parent));
            assertThat(cached("child")).isTrue();
            assertThat(cached("plain")).isTrue();
        }
        assertThat(rig.stats().earlyFloors()).isPositive();
        cache.invalidateKeys("acct:0");
        assertThat(cached("child")).isFalse();
        assertThat(cached("plain")).isTrue();
    }

    @Test
    void dependents_metAgainByTheSweep_onlyGoWithTheirParents() {
        load("child", p -> p.dependsOn("acct:0"));
        for (int i = 1; i < MANY; i++) {
            String parent = "acct:" + i;
            load("user:" + i, p -> p.dependsOn(parent));
            cached("child");
        }
        sweep();
        cache.invalidateKeys("something", "acct:77");
        assertThat(cached("child")).isTrue();
        cache.invalidateKeys("acct:0");
        assertThat(cached("child")).isFalse();
    }

    @Test
    void allTags_manyCombinations_reachOnlyWhatHasThemAll() {
        load("k", p -> p.withTags("organisation", "vip"));
        for (int i = 0; i < 5_000; i++) {
            cache.invalidateAllTags("organisation", "x" + i);
        }
        assertThat(cached("k")).isTrue();
        assertThat(rig.stats().earlyFloors()).isZero();
        cache.invalidateAllTags("organisation", "vip");
        assertThat(cached("k")).isFalse();
    }

    @Test
    void prefixes_hundredsOfOneScope_leaveOthersAlone() {
        for (String tenant : new String[] {"acme", "other"}) {
            cache.put("k", 1, p -> p.withScope("tenantId", tenant).withTags("t:1"));
        }
        cache.put("k", 1);
        cache.put("b", 2);
        for (int i = 0; i < 1_000; i++) {
            cache.invalidate(Invalidation.prefix("b" + i + ":").inScope("tenantId", "acme"));
            cache.invalidate(Invalidation.tagPattern("u" + i + ":*").inScope("tenantId", "acme"));
            cache.invalidatePrefix("c" + i + ":");
        }
        assertThat(cached("k")).isTrue();
        assertThat(cached("b")).isTrue();
        for (String tenant : new String[] {"acme", "other"}) {
            assertThat(cache.cache(() -> 2)
                            .withKey("k")
                            .withScope("tenantId", tenant)
                            .tryGet()
                            .found())
                    .as(tenant)
                    .isTrue();
        }
        assertThat(rig.stats().earlyFloors()).isPositive();
    }

    @Test
    void prefixes_widened_stillCoverWhatTheySaid() {
        for (int i = 0; i < 2_000; i++) {
            cache.put("user:" + i + ":name", i % 3 == 0 ? "x" : "y");
            if (i % 2 == 0) {
                cache.invalidatePrefix("user:" + i + ":");
                assertThat(cached("user:" + i + ":name")).isFalse();
            }
        }
        for (int i = 0; i < 2_000; i += 2) {
            assertThat(cached("user:" + i + ":name")).isFalse();
        }
    }

    @Test
    void circles_ofEveryKind_areCounted() {
        load("list:1", p -> p.dependsOnPrefix("list:"));
        assertThat(rig.stats().dependencyCycles()).isEqualTo(1);
        load("tagged", p -> p.withTags("a:1").dependsOnTag("a:*"));
        assertThat(rig.stats().dependencyCycles()).isEqualTo(2);
        load("one", p -> p.invalidatesWith("two"));
        load("two", p -> p.invalidatesWith("three"));
        assertThat(rig.stats().dependencyCycles()).isEqualTo(2);
        load("three", p -> p.invalidatesWith("one"));
        assertThat(rig.stats().dependencyCycles()).isEqualTo(3);
    }
}
