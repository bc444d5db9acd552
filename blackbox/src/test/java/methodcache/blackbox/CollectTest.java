package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoader;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalidations that wait for a commit, and loads that come too soon after one (history 15). */
class CollectTest {

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    private boolean cached(String key) {
        return cache.tryGet(key).found();
    }

    @Test
    void invalidation_beforeTheCommit_wouldKeepTheOldRow_collectedItDoesNot() {
        AtomicReference<String> row = new AtomicReference<>("old");
        cache.getOrCreate("row", context -> row.get());
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            assertThat(cache.invalidateKeys("row").number()).isZero();
            // Somebody reads before the commit.
            assertThat(cache.<String>getOrCreate("row", context -> row.get())).isEqualTo("old");
            row.set("new");
            assertThat(collected.fire().number()).isPositive();
        }
        assertThat(cache.<String>getOrCreate("row", context -> row.get())).isEqualTo("new");
    }

    @Test
    void collected_notFired_isForgotten() {
        cache.put("k", "v");
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            cache.invalidateAll();
            collected.discard();
            assertThat(collected.fire().number()).isZero();
        }
        try (CollectedInvalidations rolledBack = cache.collectInvalidations()) {
            cache.cache(() -> "").withKey("k").invalidate();
            assertThat(rolledBack).isNotNull();
        }
        assertThat(cached("k")).isTrue();
        assertThat(cache.stats().invalidations()).isZero();
        cache.invalidateKeys("k");
        assertThat(cached("k")).isFalse();
    }

    @Test
    void inner_fired_waitsForTheOuter() {
        cache.put("k", "v");
        try (CollectedInvalidations outer = cache.collectInvalidations()) {
            try (CollectedInvalidations inner = cache.collectInvalidations()) {
                cache.invalidateKeys("k");
                assertThat(inner.fire().number()).isZero();
            }
            assertThat(cached("k")).isTrue();
            assertThat(outer.fire().number()).isPositive();
        }
        assertThat(cached("k")).isFalse();
    }

    @Test
    void otherThreads_areApartUnlessWithin() throws Exception {
        cache.put("k", "v");
        cache.put("l", "v");
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            Caller apart = Caller.blocking(() -> "" + cache.invalidateKeys("l").number());
            assertThat(Rig.value(apart)).as("after two puts").isEqualTo("3");
            Caller within = Caller.blocking(
                    collected.within(() -> "" + cache.invalidateKeys("k").number()));
            assertThat(Rig.value(within)).isEqualTo("0");
            assertThat(List.of(cached("k"), cached("l"))).containsExactly(true, false);
            Caller elsewhere = Caller.blocking(() -> "" + collected.fire().number());
            assertThat(Rig.value(elsewhere)).isEqualTo("4");
            assertThat(cached("k")).isFalse();
            assertThat(cache.invalidateKeys("k").number())
                    .as("after its end, at once")
                    .isEqualTo(5);
        }
    }

    @Test
    void within_aGatheringThatHasEnded_appliesAtOnceWhateverIsAroundIt() throws Exception {
        cache.put("k", "v");
        cache.put("l", "v");
        try (CollectedInvalidations outer = cache.collectInvalidations()) {
            CollectedInvalidations ended = cache.collectInvalidations();
            Callable<String> task =
                    ended.within(() -> "" + cache.invalidateKeys("k").number());
            ended.close();
            assertThat(Rig.value(Caller.blocking(task))).as("after two puts").isEqualTo("3");
            assertThat(cached("k")).isFalse();
            assertThat(ended.within(() -> cache.invalidateKeys("l").number()).call())
                    .as("on the thread of the outer one, too")
                    .isEqualTo(4);
            assertThat(cache.invalidateKeys("l").number())
                    .as("outside of it, that thread's are gathered")
                    .isZero();
            outer.discard();
        }
    }

    @Test
    void inner_begunWithin_handsOverToThatOneOnly() {
        cache.put("k", "v");
        try (CollectedInvalidations outer = cache.collectInvalidations()) {
            CollectedInvalidations middle = cache.collectInvalidations();
            Caller fired = Caller.blocking(middle.within(() -> {
                try (CollectedInvalidations inner = cache.collectInvalidations()) {
                    cache.invalidateKeys("k");
                    middle.discard();
                    return "" + inner.fire().number();
                }
            }));
            assertThat(Rig.value(fired)).isEqualTo("2");
            assertThat(cached("k")).isFalse();
            outer.discard();
        }
    }

    @Test
    void inner_firedAfterTheOuterWasDiscarded_appliesAtOnceUnlessOneIsLeft() {
        cache.put("k", "v");
        CollectedInvalidations outermost = cache.collectInvalidations();
        CollectedInvalidations outer = cache.collectInvalidations();
        CollectedInvalidations inner = cache.collectInvalidations();
        cache.invalidateKeys("k");
        outer.discard();
        assertThat(inner.fire().number()).as("the outermost takes it").isZero();
        assertThat(outermost.fire().number()).isEqualTo(2);

        CollectedInvalidations another = cache.collectInvalidations();
        CollectedInvalidations left = cache.collectInvalidations();
        cache.invalidateKeys("k");
        another.discard();
        assertThat(left.fire().number()).isEqualTo(3);
    }

    @Test
    void invalidation_ofNothing_isRefusedAtOnceAndSpoilsNoCollection() {
        cache.put("k", "v");
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            assertThatThrownBy(() -> cache.invalidate(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("invalidation");
            cache.invalidateKeys("k");
            collected.fire();
        }
        assertThat(cached("k")).isFalse();
    }

    @Test
    void loaders_onTheCollectingThread_areGathered_onTheExecutorTheyAreNot() {
        cache.put("here", "v");
        cache.put("there", "v");
        try (CollectedInvalidations collected = cache.collectInvalidations()) {
            cache.getOrCreate("a", context -> cache.invalidateKeys("here"));
            Rig.value(cache.getOrCreateAsync("b", CacheLoader.blocking(context -> cache.invalidateKeys("there"))));
            assertThat(List.of(cached("here"), cached("there"))).containsExactly(true, false);
            collected.fire();
        }
        assertThat(cached("here")).isFalse();
    }

    @Test
    void together_nestedDeeply_isOne() {
        cache.put("k", "v");
        Invalidation nested = Invalidation.tags("t");
        for (int i = 0; i < 20_000; i++) {
            nested = Invalidation.together(nested);
        }
        nested = Invalidation.together(Invalidation.keys("k"), nested);
        assertThat(nested).isEqualTo(Invalidation.together(Invalidation.keys("k"), Invalidation.tags("t")));
        cache.invalidate(nested);
        assertThat(cached("k")).isFalse();
    }

    @Test
    void expiredAndInScope_saidAgainAndAgain_areSaidOnce() {
        Invalidation expired = Invalidation.tags("t");
        Invalidation scoped = Invalidation.tags("t");
        for (int i = 0; i <= 20_000; i++) {
            expired = expired.expired();
            scoped = scoped.inScope("tenantId", "t" + i);
        }
        assertThat(expired).isEqualTo(Invalidation.tags("t").expired());
        assertThat(scoped)
                .as("the last one holds")
                .isEqualTo(Invalidation.tags("t").inScope("tenantId", "t20000"));
        assertThat(cache.invalidate(Invalidation.together(expired, scoped)).number())
                .isPositive();
    }

    @Test
    void invalidation_collectedOrNot_isRefusedOnceClosed() {
        CollectedInvalidations collected = cache.collectInvalidations();
        cache.invalidateKeys("k");
        cache.close();
        assertThatThrownBy(() -> cache.invalidateKeys("k")).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(collected::fire).isInstanceOf(CacheClosedException.class);
    }

    static List<Invalidation> events() {
        return List.of(
                Invalidation.keys("k"),
                Invalidation.tags("t"),
                Invalidation.allTags("t"),
                Invalidation.tagPattern("*"),
                Invalidation.prefix("k"),
                Invalidation.keys("parent"),
                Invalidation.all());
    }

    @ParameterizedTest
    @MethodSource("events")
    void grace_loadsTooSoonAfterAnEvent_areServedAndNotKept(Invalidation invalidation) {
        Duration grace = Duration.ofSeconds(5);
        cache.getOrCreate(
                "first", context -> "v", p -> p.withInvalidationGrace(grace).dependsOn("parent"));
        rig.clock.advance(Duration.ofMinutes(1));
        cache.invalidate(invalidation);
        rig.clock.advance(Duration.ofMillis(4_999));
        assertThat(graceful(grace)).isEqualTo("from the replica");
        assertThat(cached("k")).isFalse();
        rig.clock.advance(Duration.ofMillis(1));
        assertThat(graceful(grace)).isEqualTo("from the replica");
        assertThat(cached("k")).isTrue();
    }

    private String graceful(Duration grace) {
        return cache.getOrCreate(
                "k",
                context -> "from the replica",
                p -> p.withInvalidationGrace(grace).withTags("t").dependsOn("parent"));
    }

    @Test
    void grace_firstCallEver_knowsOfEventsBefore() {
        cache.invalidateKeys("k");
        assertThat(graceful(Duration.ofSeconds(5))).isNotNull();
        assertThat(cached("k")).isFalse();
        rig.clock.advance(Duration.ofSeconds(5));
        graceful(Duration.ofSeconds(5));
        assertThat(cached("k")).isTrue();
    }

    @Test
    void grace_otherKeysAndPuts_areKept() {
        graceful(Duration.ofSeconds(5));
        cache.invalidateKeys("other");
        cache.invalidateKeys("k");
        cache.put("k", "v", p -> p.withInvalidationGrace(Duration.ofSeconds(5)));
        assertThat(cached("k")).isTrue();
        cache.getOrCreate("l", context -> "v", p -> p.withInvalidationGrace(Duration.ofSeconds(5)));
        assertThat(cached("l")).isTrue();
    }
}
