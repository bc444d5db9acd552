package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import methodcache.api.CacheLoadException;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceOperation;
import methodcache.testkit.TestClock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refreshes ahead of a value's end that fail, hang or are refused; a row of the guide's table each. */
@ParameterizedClass(name = "two layers: {0}")
@ValueSource(booleans = {false, true})
class AheadCombinationsTest extends Combining {

    /** Without a {@code retryAfter}, a tenth of the window. */
    private static final Duration PAUSE = WINDOW.dividedBy(10);

    AheadCombinationsTest(boolean twoLayers) {
        super(twoLayers);
    }

    private void loadAndEnterTheWindow(Form form, Words words) {
        load(form, "old", words);
        advance(LIFE.minus(WINDOW));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aheadAndBreaker_open_theValueStaysAndTheNextRefreshWaits(Form form) {
        Words words = all(AHEAD, BREAKER);
        loadAndEnterTheWindow(form, words);
        openBreaker(form);
        assertThat(get(form, giving("new"), words)).isEqualTo("old");
        awaitRefreshes(1);
        assertThat(loads).hasValue(3);
        advance(PAUSE.minus(MOMENT));
        assertThat(get(form, giving("new"), words)).as("it backs off").isEqualTo("old");
        assertCounted(0, 0, 1);
        advance(OPEN);
        assertThat(get(form, giving("new"), words)).isEqualTo("old");
        awaitRefreshes(2);
        assertThat(get(form, giving("newer"), words)).isEqualTo("new");
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aheadAndStale_refreshFails_theOldValueIsServedPastItsEnd(Form form) {
        Words words = all(STALE, AHEAD);
        loadAndEnterTheWindow(form, words);
        assertThat(get(form, broken, words)).isEqualTo("old");
        awaitRefreshes(1);
        advance(RETRY.minus(MOMENT));
        assertThat(get(form, broken, words))
                .as("the pause is that of withStaleOnError")
                .isEqualTo("old");
        assertThat(loads).hasValue(2);
        advance(WINDOW);
        assertThat(get(form, broken, words)).as("past its end").isEqualTo("old");
        assertThat(loads).hasValue(3);
        assertThat(get(form, broken, words)).as("and no refresh then").isEqualTo("old");
        awaitQuiet();
        assertThat(loads).hasValue(3);
        advance(RETRY);
        assertThat(get(form, giving("new"), words)).isEqualTo("new");
        assertThat(rig.stats().refreshes()).isEqualTo(1);
        assertCounted(2, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aheadAndFallback_refreshFails_theValueStays(Form form) {
        Words words = all(AHEAD, FALLBACK);
        loadAndEnterTheWindow(form, words);
        assertThat(get(form, broken, words)).isEqualTo("old");
        awaitRefreshes(1);
        assertThat(get(form, broken, words)).isEqualTo("old");
        assertCounted(0, 0, 0);
        advance(WINDOW);
        assertThat(get(form, broken, words)).as("past its end").isEqualTo("instead of IOException");
        assertCounted(0, 1, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aheadAndHard_refreshHangs_theValueStaysAndTheNewOneIsKept(Form form) {
        Words words = all(AHEAD, LIMITED);
        loadAndEnterTheWindow(form, words);
        Door door = rig.door();
        assertThat(get(form, behind(door, giving("new")), words)).isEqualTo("old");
        door.awaitReached();
        advance(HARD);
        awaitRefreshes(1);
        assertThat(get(form, giving("newer"), words)).as("it backs off").isEqualTo("old");
        assertThat(loads).hasValue(1);
        door.open();
        awaitLoads(2);
        assertThat(get(form, giving("newer"), words)).isEqualTo("new");
        assertCounted(0, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aheadAndHard_twoRefreshesHang_aThirdIsntBegun(Form form) {
        Words words = all(AHEAD, LIMITED);
        loadAndEnterTheWindow(form, words);
        for (int i = 1; i <= 2; i++) {
            Door door = rig.door();
            assertThat(get(form, behind(door, giving("late")), words)).isEqualTo("old");
            door.awaitReached();
            advance(HARD);
            awaitRefreshes(i);
            advance(PAUSE.multipliedBy(i));
        }
        assertThat(get(form, giving("third"), words)).isEqualTo("old");
        awaitRefreshes(3);
        assertThat(loads).hasValue(1);
        assertCounted(0, 0, 1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aheadAndCacheFailures_refreshFails_nothingIsRemembered(Form form) {
        Words words = all(AHEAD, FAILURES);
        loadAndEnterTheWindow(form, words);
        assertThat(get(form, broken, words)).isEqualTo("old");
        awaitRefreshes(1);
        assertThat(get(form, broken, words)).isEqualTo("old");
        advance(WINDOW);
        assertFails(form, broken, words, CacheLoadException.class);
        assertThat(loads).as("past its end it is loaded").hasValue(3);
        assertCounted(0, 0, 0);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aheadAndBulkhead_full_hitsDontWait(Form form) {
        Words words = all(AHEAD, ONE_AT_A_TIME);
        loadAndEnterTheWindow(form, words);
        Door door = rig.door();
        Caller inside = begin(form, "other", door, giving("other"), ONE_AT_A_TIME);
        assertThat(get(form, giving("new"), words)).isEqualTo("old");
        assertThat(get(form, giving("newer"), words)).isEqualTo("old");
        assertThat(loads).hasValue(1);
        door.open();
        assertThat(Rig.value(inside)).isEqualTo("other");
        awaitRefreshes(1);
        assertThat(get(form, giving("newer"), words)).isEqualTo("new");
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void invalidated_duringARefreshAhead_neitherOldNorNewIsKept(Form form) {
        Words words = all(STALE, AHEAD, LIMITED, FAILURES);
        loadAndEnterTheWindow(form, words);
        Door door = rig.door();
        assertThat(get(form, behind(door, giving("new")), words)).isEqualTo("old");
        door.awaitReached();
        cache.invalidateKeys("k");
        door.open();
        awaitRefreshes(1);
        assertNothingKept();
        assertFails(form, broken, words, CacheLoadException.class);
    }

    /** Calls of many keys take no lock. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "BULK.*")
    void aheadAndLock_twoNodesRefresh_oneLoads(Form form) {
        Words words = all(AHEAD, p -> p.withDistributedLock(Duration.ofMinutes(1)));
        TestClock clock = new TestClock();
        ReferenceCluster cluster = new ReferenceCluster(clock);
        try (Rig a = Rig.node(cluster.node("a"), clock, c -> c.name("shared"));
                Rig b = Rig.node(cluster.node("b"), clock, c -> c.name("shared"))) {
            form.get(a.cache, "k", giving("old"), words);
            awaitReleased(cluster, "a", 1);
            assertThat(form.get(b.cache, "k", broken, words)).isEqualTo("old");
            clock.advance(LIFE.minus(WINDOW));
            Door door = rig.door();
            assertThat(form.get(a.cache, "k", behind(door, giving("new")), words))
                    .isEqualTo("old");
            door.awaitReached();
            assertThat(form.get(b.cache, "k", giving("another"), words)).isEqualTo("old");
            Await.until(() -> cluster.node("b").calls(ReferenceOperation.ACQUIRE) > 0, () -> "b waits for the lock");
            assertThat(form.get(b.cache, "k", giving("another"), words))
                    .as("hits don't wait")
                    .isEqualTo("old");
            door.open();
            Await.until(() -> b.stats().refreshes() == 1, () -> "b has taken what a has loaded: " + b.stats());
            assertThat(form.get(b.cache, "k", giving("another"), words)).isEqualTo("new");
            assertThat(loads).hasValue(2);
            assertThat(b.stats().joins()).isEqualTo(1);
            a.assertStatsAddUp(0);
            b.assertStatsAddUp(0);
        }
    }

    private static void awaitReleased(ReferenceCluster cluster, String node, long count) {
        Await.until(
                () -> cluster.node(node).calls(ReferenceOperation.RELEASE) == count, () -> "the lock is given back");
    }
}
