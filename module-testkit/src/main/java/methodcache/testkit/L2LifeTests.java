package methodcache.testkit;

import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.L2Tests.get;
import static methodcache.testkit.L2Tests.getAll;
import static methodcache.testkit.L2Tests.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import org.junit.jupiter.api.Test;

/** How long a value is held. A value of known life, written last, tells when that of another is over. */
interface L2LifeTests extends L2Tests {

    Duration SHORT = Duration.ofMillis(250);

    @Test
    default void get_duringAndAfterALife_isHeldAsLong() {
        try (L2Store store = open()) {
            Measured.assertTakes(SHORT, () -> {
                put(store, "a", 1, SHORT);
                awaitGone(store, "a");
            });
        }
    }

    @Test
    default void put_ofALongerLife_replacesTheShorter() {
        try (L2Store store = open()) {
            put(store, "a", 1, SHORT);
            put(store, "a", 2, LONG);
            put(store, "same", 1, SHORT);
            put(store, "same", 1, LONG);
            put(store, "tells the time", 1, SHORT);
            awaitGone(store, "tells the time");
            assertThat(get(store, "a")).isEqualTo(bytes(2));
            assertThat(get(store, "same")).isEqualTo(bytes(1));
        }
    }

    @Test
    default void put_ofAShorterLife_replacesTheLonger() {
        try (L2Store store = open()) {
            Measured.assertTakes(SHORT, () -> {
                put(store, "a", 1, LONG);
                put(store, "a", 1, SHORT);
                awaitGone(store, "a");
            });
        }
    }

    @Test
    default void put_afterARemove_hasItsOwnLife() {
        try (L2Store store = open()) {
            put(store, "a", 1, SHORT);
            write(store, new L2Write.Remove("a"));
            put(store, "a", 2, LONG);
            put(store, "tells the time", 1, SHORT);
            awaitGone(store, "tells the time");
            assertThat(get(store, "a")).isEqualTo(bytes(2));
        }
    }

    @Test
    default void put_afterTheLifeOfAnother_isHeld() {
        try (L2Store store = open()) {
            put(store, "a", 1, SHORT);
            awaitGone(store, "a");
            put(store, "a", 2, LONG);
            assertThat(get(store, "a")).isEqualTo(bytes(2));
        }
    }

    @Test
    default void writeAll_ofSeveralLives_holdsEachForItsOwn() {
        try (L2Store store = open()) {
            write(
                    store,
                    new L2Write.Put("long", bytes(1), LONG),
                    new L2Write.Put("short", bytes(2), SHORT),
                    new L2Write.Put("longer", bytes(3), LONG.multipliedBy(2)),
                    new L2Write.Put("shorter", bytes(4), SHORT.dividedBy(2)));
            awaitGone(store, "short");
            awaitGone(store, "shorter");
            assertThat(getAll(store, List.of("long", "short", "longer", "shorter")))
                    .containsOnlyKeys("long", "longer");
        }
    }

    @Test
    default void put_ofTheShortestLife_isSoonGone() {
        try (L2Store store = open()) {
            put(store, "a", 1, Duration.ofNanos(1));
            awaitGone(store, "a");
            put(store, "b", 1, LONG);
            put(store, "b", 1, Duration.ofNanos(1));
            awaitGone(store, "b");
        }
    }

    @Test
    default void put_ofTheLongestLife_isHeld() {
        List<Duration> lives = List.of(
                Duration.ofDays(30),
                Duration.ofDays(365),
                Duration.ofDays(100_000),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofMillis(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE));
        try (L2Store store = open()) {
            for (Duration life : lives) {
                put(store, "k" + life, 1, life);
            }
            put(store, "tells the time", 1, SHORT);
            awaitGone(store, "tells the time");
            for (Duration life : lives) {
                assertThat(get(store, "k" + life)).as("held for %s", life).isEqualTo(bytes(1));
            }
        }
    }

    private static void put(L2Store store, String key, int size, Duration life) {
        write(store, new L2Write.Put(key, bytes(size), life));
    }

    /** Looks again and again: to be looked at lengthens no life. */
    private static void awaitGone(L2Store store, String key) {
        Await.until(() -> get(store, key) == null, () -> key + " is still held");
    }
}
