package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import methodcache.api.InvalidationReport;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalidations that meet loads (histories 5, 7 and 9). */
class InvalidationRaceTest {

    /** The ways to invalidate the key {@code k:1}. */
    enum Event {
        KEY {
            @Override
            InvalidationReport on(MethodCache cache) {
                return cache.invalidateKeys("k:1");
            }
        },
        PREFIX {
            @Override
            InvalidationReport on(MethodCache cache) {
                return cache.invalidatePrefix("k:");
            }
        },
        WHOLE_KEY_AS_PREFIX {
            @Override
            InvalidationReport on(MethodCache cache) {
                return cache.invalidatePrefix("k:1");
            }
        },
        ALL {
            @Override
            InvalidationReport on(MethodCache cache) {
                return cache.invalidateAll();
            }
        },
        CALL {
            @Override
            InvalidationReport on(MethodCache cache) {
                return cache.cache(() -> "").withKey("k:1").invalidate();
            }
        };

        abstract InvalidationReport on(MethodCache cache);
    }

    private final Rig rig = new Rig();
    private final Door door = new Door();
    private final AtomicInteger loads = new AtomicInteger();

    private String load() {
        int number = loads.incrementAndGet();
        door.passStubbornly();
        return "old-" + number;
    }

    static Stream<Arguments> formsAndEvents() {
        return Stream.of(Form.values())
                .flatMap(form -> Stream.of(Event.values()).map(event -> Arguments.of(form, event)));
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void event_duringALoad_itsCallersGetTheValueButItIsNotKept(Form form, Event event) {
        try (rig) {
            Caller leader = form.begin(rig.cache, "k:1", this::load);
            door.awaitReached();
            Caller joiner = form.begin(rig.cache, "k:1", this::load).awaitWaiting();
            InvalidationReport report = event.on(rig.cache);
            assertThat(report.loadsOvertaken()).isEqualTo(1);
            assertThat(report.number()).isPositive();
            assertThat(form.get(rig.cache, "k:1", () -> "new"))
                    .as("a later caller")
                    .isEqualTo("new");
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("old-1");
            assertThat(Rig.value(joiner)).isEqualTo("old-1");
            assertThat(form.get(rig.cache, "k:1", () -> "newer")).isEqualTo("new");
            assertThat(rig.stats().entries()).isEqualTo(1);
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void event_duringALoad_nobodyCallsAgain_nothingIsKept(Form form, Event event) {
        try (rig) {
            Caller leader = form.begin(rig.cache, "k:1", this::load);
            door.awaitReached();
            event.on(rig.cache);
            door.open();
            Rig.value(leader);
            assertThat(rig.cache.tryGet("k:1").found()).isFalse();
            assertThat(rig.stats().entries()).isZero();
            rig.assertStatsAddUp(1);
        }
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void event_twoGenerationsOfLoads_onlyTheLastIsKept(Form form, Event event) {
        try (rig) {
            Caller first = form.begin(rig.cache, "k:1", this::load);
            door.awaitReached();
            event.on(rig.cache);
            Door secondDoor = new Door();
            Caller second = form.begin(rig.cache, "k:1", () -> {
                secondDoor.passStubbornly();
                return "second";
            });
            secondDoor.awaitReached();
            event.on(rig.cache);
            assertThat(form.get(rig.cache, "k:1", () -> "third")).isEqualTo("third");
            secondDoor.open();
            assertThat(Rig.value(second)).isEqualTo("second");
            door.open();
            assertThat(Rig.value(first)).isEqualTo("old-1");
            assertThat(rig.cache.tryGet("k:1").value()).isEqualTo("third");
        }
    }

    @ParameterizedTest
    @EnumSource
    void event_onAKeptValue_removesItAndNothingElse(Event event) {
        try (rig) {
            rig.cache.put("k:1", "v");
            rig.cache.put("other", "w");
            event.on(rig.cache);
            assertThat(rig.cache.tryGet("k:1").found()).isFalse();
            assertThat(rig.cache.tryGet("other").found()).isEqualTo(event != Event.ALL);
            assertThat(rig.stats().invalidations()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void event_onAnotherKey_leavesTheLoadAlone(Form form) {
        try (rig) {
            Caller leader = form.begin(rig.cache, "k:1", this::load);
            door.awaitReached();
            assertThat(rig.cache.invalidateKeys("k:2").loadsOvertaken()).isZero();
            assertThat(rig.cache.invalidatePrefix("other").loadsOvertaken()).isZero();
            door.open();
            Rig.value(leader);
            assertThat(rig.cache.tryGet("k:1").value()).isEqualTo("old-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void put_duringALoad_wins(Form form) {
        try (rig) {
            Caller leader = form.begin(rig.cache, "k:1", this::load);
            door.awaitReached();
            rig.cache.put("k:1", "put");
            assertThat(form.get(rig.cache, "k:1", () -> "late")).isEqualTo("put");
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("old-1");
            assertThat(form.get(rig.cache, "k:1", () -> "late")).isEqualTo("put");
        }
    }

    @ParameterizedTest
    @EnumSource
    void put_ofNullDuringALoad_isAnEventToo(Form form) {
        try (rig) {
            Caller leader = form.begin(rig.cache, "k:1", this::load);
            door.awaitReached();
            rig.cache.put("k:1", null);
            door.open();
            Rig.value(leader);
            assertThat(rig.cache.tryGet("k:1").found()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void event_byTheLoaderItself_itsValueIsNotKept(Form form, Event event) {
        try (rig) {
            assertThat(form.get(rig.cache, "k:1", () -> {
                        event.on(rig.cache);
                        return "v";
                    }))
                    .isEqualTo("v");
            assertThat(rig.cache.tryGet("k:1").found()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("formsAndEvents")
    void event_byAHook_returns(Form form, Event event) {
        try (rig) {
            Form.Words words = p -> p.onMiss(context -> event.on(rig.cache)).onHit(context -> event.on(rig.cache));
            assertThat(form.get(rig.cache, "k:1", () -> "v", words)).isEqualTo("v");
            methodcache.testkit.Await.until(() -> rig.stats().invalidations() == 1, () -> "the hook ran");
            rig.cache.put("k:1", "w");
            assertThat(form.get(rig.cache, "k:1", () -> "v", words)).isEqualTo("w");
            assertThat(rig.cache.tryGet("k:1").found()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void put_byTheLoaderItself_wins(Form form) {
        try (rig) {
            assertThat(form.get(rig.cache, "k:1", () -> {
                        rig.cache.put("k:1", "put");
                        return "v";
                    }))
                    .isEqualTo("v");
            assertThat(rig.cache.tryGet("k:1").value()).isEqualTo("put");
        }
    }

    @ParameterizedTest
    @EnumSource
    void event_duringABulkLoad_onlyWhatItCoversIsNotKept(Event event) {
        try (rig) {
            Caller bulk = Caller.blocking(() -> rig.cache
                    .<String>getOrCreateMany(List.of("k:1", "other"), (missing, context) -> {
                        door.passStubbornly();
                        return java.util.Map.of("k:1", "1", "other", "2");
                    })
                    .toString());
            door.awaitReached();
            event.on(rig.cache);
            assertThat(Form.KEYED.get(rig.cache, "k:1", () -> "new")).isEqualTo("new");
            door.open();
            assertThat(Rig.value(bulk)).isEqualTo("{k:1=1, other=2}");
            assertThat(rig.cache.tryGet("k:1").value()).isEqualTo("new");
            assertThat(rig.cache.tryGet("other").found()).isEqualTo(event != Event.ALL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void event_duringARefresh_neitherTheOldNorTheNewIsKept(Event event) {
        try (rig) {
            rig.cache.put("k:1", "old");
            Caller refresh = Caller.blocking(() -> rig.cache
                    .<Form.Source, String>call(Form.Source::load, this::load)
                    .withKey("k:1")
                    .refresh());
            door.awaitReached();
            assertThat(rig.cache.tryGet("k:1").value()).isEqualTo("old");
            event.on(rig.cache);
            assertThat(rig.cache.tryGet("k:1").found()).isFalse();
            door.open();
            assertThat(Rig.value(refresh)).isEqualTo("old-1");
            assertThat(rig.cache.tryGet("k:1").found()).isFalse();
        }
    }

    @Test
    void reports_areNumberedInOrder() {
        try (rig) {
            long last = 0;
            for (Event event : Event.values()) {
                long number = event.on(rig.cache).number();
                assertThat(number).isGreaterThan(last);
                last = number;
            }
        }
    }
}
