package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Test;

/** Many prefixes, and the sweep that makes room after them. */
class BroadEventsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Rig rig = new Rig();

    @Test
    void prefixes_hundreds_eachCoversWhatItSays() {
        try (rig) {
            for (int i = 0; i < 300; i++) {
                rig.cache.put("k" + i + ":x", "v");
            }
            for (int i = 0; i < 300; i++) {
                rig.cache.invalidatePrefix("k" + i + ":");
                assertThat(rig.cache.tryGet("k" + i + ":x").found())
                        .as("k%s", i)
                        .isFalse();
            }
            assertThat(rig.stats().entries()).isZero();
        }
    }

    @Test
    void prefixes_moreThanAreRemembered_neverServeWhatTheyCovered() {
        try (rig) {
            rig.cache.put("first:x", "v");
            rig.cache.invalidatePrefix("first:");
            for (int i = 0; i < 1_000; i++) {
                rig.cache.invalidatePrefix("other" + i + ":");
            }
            assertThat(rig.cache.tryGet("first:x").found()).isFalse();
            rig.cache.put("first:x", "w");
            assertThat(rig.cache.tryGet("first:x").found())
                    .as("what is put after them is kept")
                    .isTrue();
        }
    }

    @Test
    void prefixes_moreThanAreRememberedDuringALoad_itsValueIsNotKept() {
        try (rig) {
            Door door = new Door();
            Caller leader = Form.KEYED.begin(rig.cache, "first:x", () -> {
                door.pass();
                return "v";
            });
            door.awaitReached();
            rig.cache.invalidatePrefix("first:");
            for (int i = 0; i < 1_000; i++) {
                rig.cache.invalidatePrefix("other" + i + ":");
            }
            door.open();
            Rig.value(leader);
            assertThat(rig.cache.tryGet("first:x").found()).isFalse();
        }
    }

    @Test
    void prefix_saidAgainAndAgain_coversNothingElse() {
        try (rig) {
            rig.cache.put("stays", "v");
            for (int i = 0; i < 1_000; i++) {
                rig.cache.invalidatePrefix("same:");
            }
            assertThat(rig.cache.tryGet("stays").found()).isTrue();
        }
    }

    @Test
    void sweep_afterExpiry_givesTheRoomBackAndStops() {
        try (rig) {
            for (int i = 0; i < 900; i++) {
                rig.cache.put("k" + i, "v", p -> p.withDuration(SECOND.multipliedBy(3)));
            }
            assertThat(rig.clock.pendingTasks()).isEqualTo(1);
            rig.clock.advance(SECOND.multipliedBy(10));
            assertThat(rig.stats().expirations()).isEqualTo(900);
            assertThat(rig.stats().entries()).isZero();
            assertThat(rig.clock.pendingTasks()).as("sweeps of an empty store").isZero();
            rig.cache.put("again", "v");
            assertThat(rig.clock.pendingTasks()).isEqualTo(1);
        }
    }

    @Test
    void sweep_afterAPrefix_givesTheRoomBackAndLeavesTheRest() {
        try (rig) {
            for (int i = 0; i < 400; i++) {
                rig.cache.put("a" + i, "v");
                rig.cache.put("b" + i, "v");
            }
            rig.cache.invalidatePrefix("a");
            rig.clock.advance(SECOND.multipliedBy(5));
            assertThat(rig.stats().entries()).isEqualTo(400);
            assertThat(rig.stats().expirations())
                    .as("an invalidation is no expiry")
                    .isZero();
            rig.cache.invalidateAll();
            rig.clock.advance(SECOND.multipliedBy(2));
            assertThat(rig.clock.pendingTasks()).isZero();
        }
    }

    @Test
    void sweep_longAfterManyPrefixes_isNoBusierThanBefore() {
        AtomicInteger sweeps = new AtomicInteger();
        methodcache.testkit.TestClock clock = new methodcache.testkit.TestClock();
        try (Rig counting = new Rig(c -> c.ticker(clock).scheduler((task, delay) -> {
            sweeps.incrementAndGet();
            return clock.schedule(task, delay);
        }))) {
            counting.cache.put("stays", "v");
            for (int i = 0; i < 200; i++) {
                counting.cache.invalidatePrefix("p" + i);
            }
            clock.advance(SECOND.multipliedBy(10));
            sweeps.set(0);
            clock.advance(SECOND.multipliedBy(100));
            assertThat(sweeps.get()).isBetween(1, 110);
            assertThat(counting.cache.tryGet("stays").found()).isTrue();
        }
    }

    @Test
    void sweep_whileEntriesComeAndGo_neverStopsForGood() {
        try (rig) {
            for (int round = 0; round < 20; round++) {
                rig.cache.put("k" + round, "v", p -> p.withDuration(Duration.ofMillis(500)));
                rig.clock.advance(Duration.ofMillis(700));
            }
            rig.clock.advance(SECOND.multipliedBy(3));
            assertThat(rig.stats().expirations()).isEqualTo(20);
            assertThat(rig.clock.pendingTasks()).isZero();
        }
    }

    @Test
    void store_smallerThanWhatIsPut_evictsAndCounts() {
        try (Rig tiny = new Rig(c -> c.l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(10)))) {
            for (int i = 0; i < 100; i++) {
                tiny.cache.put("k" + i, "v");
            }
            assertThat(tiny.stats().evictions()).isEqualTo(90);
            assertThat(tiny.stats().entries()).isEqualTo(10);
            tiny.cache.close();
            assertThat(tiny.stats().evictions()).as("after closing").isEqualTo(90);
        }
    }
}
