package methodcache.testkit;

import static methodcache.testkit.BackplaneTests.append;
import static methodcache.testkit.BackplaneTests.appendMany;
import static methodcache.testkit.BackplaneTests.plus;
import static methodcache.testkit.BackplaneTests.read;
import static methodcache.testkit.BackplaneTests.readAll;
import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.ClusterTests.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Extent;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.Backplane.Slice;
import org.junit.jupiter.api.Test;

/** The log as a list that all nodes share: positions, reading and extent. */
interface LogTests extends BackplaneTests {

    @Test
    default void extent_beforeTheFirstAppend_isOfAnEpochWithNothing() {
        String cache = anyCache();
        try (Backplane log = open(cache);
                Backplane other = open(cache)) {
            Extent extent = done(log.extent());
            assertThat(extent.first()).isEqualTo(1);
            assertThat(extent.last()).isZero();
            assertThat(done(log.extent())).isEqualTo(extent);
            assertThat(done(other.extent())).isEqualTo(extent);
            assertThat(append(log, "a").epoch()).isEqualTo(extent.epoch());
        }
    }

    @Test
    default void read_ofALogThatNobodyUsed_isOfTheEpochThatBegins() {
        String cache = anyCache();
        try (Backplane log = open(cache);
                Backplane other = open(cache)) {
            Slice slice = done(log.read("none", 1, 10));
            assertThat(slice.events()).isEmpty();
            assertThat(slice.epoch()).isNotEqualTo("none");
            assertThat(done(other.extent())).isEqualTo(new Extent(slice.epoch(), 1, 0));
            assertThat(done(log.read(slice.epoch(), 1, 10))).isEqualTo(new Slice(slice.epoch(), List.of()));
        }
    }

    @Test
    default void append_always_takesTheNextPosition() {
        String cache = anyCache();
        try (Backplane log = open(cache);
                Backplane other = open(cache)) {
            Position last = append(log, "0");
            assertThat(last.number()).isPositive();
            for (int i = 1; i <= 40; i++) {
                Position next = append(i % 3 == 0 ? other : log, "" + i);
                assertThat(next).isEqualTo(plus(last, 1));
                last = next;
            }
        }
    }

    @Test
    default void extent_afterAppends_endsWithTheLast() {
        String cache = anyCache();
        try (Backplane log = open(cache);
                Backplane other = open(cache)) {
            Position first = append(log, "0");
            assertThat(done(log.extent())).isEqualTo(new Extent(first.epoch(), first.number(), first.number()));
            for (int i = 1; i <= 20; i++) {
                Position last = append(log, "" + i);
                Extent extent = new Extent(first.epoch(), first.number(), last.number());
                assertThat(done(log.extent())).isEqualTo(extent);
                assertThat(done(other.extent())).isEqualTo(extent);
            }
        }
    }

    @Test
    default void read_fromAnyPosition_isAllFromThereOn() {
        String cache = anyCache();
        try (Backplane log = open(cache);
                Backplane other = open(cache)) {
            List<Position> positions = appendMany(log, 30);
            for (int i = 0; i < 30; i++) {
                List<String> expected = IntStream.rangeClosed(i + 1, 30)
                        .mapToObj(n -> "event-" + n)
                        .toList();
                assertThat(read(log, positions.get(i), 100)).isEqualTo(expected);
                assertThat(read(other, positions.get(i), 100)).isEqualTo(expected);
            }
        }
    }

    @Test
    default void read_ofFewerThanThereAre_isTheFirstOfThem() {
        try (Backplane log = open()) {
            List<Position> positions = appendMany(log, 10);
            assertThat(read(log, positions.get(3), 1)).containsExactly("event-4");
            assertThat(read(log, positions.get(3), 3)).containsExactly("event-4", "event-5", "event-6");
            assertThat(read(log, positions.get(7), 3)).containsExactly("event-8", "event-9", "event-10");
            assertThat(read(log, positions.get(8), 3)).containsExactly("event-9", "event-10");
            assertThat(read(log, positions.get(9), Integer.MAX_VALUE)).containsExactly("event-10");
        }
    }

    @Test
    default void read_inSteps_isAllInOrder() {
        try (Backplane log = open()) {
            Position first = appendMany(log, 300).get(0);
            List<String> expected =
                    IntStream.rangeClosed(1, 300).mapToObj(n -> "event-" + n).toList();
            for (int most : new int[] {7, 100, 299, 300, 10_000}) {
                assertThat(readAll(log, first, most)).isEqualTo(expected);
            }
        }
    }

    @Test
    default void read_beyondTheEnd_isNothing() {
        try (Backplane log = open()) {
            String epoch = done(log.extent()).epoch();
            assertThat(read(log, new Position(epoch, 1), 10)).isEmpty();
            Position last = appendMany(log, 3).get(2);
            assertThat(read(log, plus(last, 1), 10)).isEmpty();
            assertThat(read(log, plus(last, 1_000), 10)).isEmpty();
            assertThat(read(log, new Position(epoch, Long.MAX_VALUE), 10)).isEmpty();
            append(log, "next");
            assertThat(read(log, plus(last, 1), 10)).containsExactly("next");
        }
    }

    @Test
    default void read_inAnotherEpoch_isNothingButTheEpochThereIs() {
        try (Backplane log = open()) {
            Position first = append(log, "a");
            for (String epoch : List.of("", "no such epoch", first.epoch() + "x")) {
                Slice slice = done(log.read(epoch, first.number(), 10));
                assertThat(slice.epoch()).isEqualTo(first.epoch());
                assertThat(slice.events()).isEmpty();
            }
        }
    }

    @Test
    default void append_ofAnySize_isKeptByteForByte() {
        int[] sizes = {0, 1, 2, 255, 256, 1_000, 65_535, 65_536, 200_000};
        try (Backplane log = open()) {
            List<Position> positions = new ArrayList<>();
            for (int size : sizes) {
                positions.add(done(log.append(bytes(size))));
            }
            Position first = positions.get(0);
            List<byte[]> events =
                    done(log.read(first.epoch(), first.number(), sizes.length)).events();
            assertThat(events).hasSize(sizes.length);
            for (int i = 0; i < sizes.length; i++) {
                assertThat(events.get(i)).as("%d bytes", sizes[i]).isEqualTo(bytes(sizes[i]));
            }
        }
    }

    @Test
    default void append_ofEqualEvents_keepsEach() {
        try (Backplane log = open()) {
            Position first = append(log, "same");
            append(log, "same");
            append(log, "same");
            assertThat(read(log, first, 10)).containsExactly("same", "same", "same");
        }
    }

    @Test
    default void log_afterAllAreClosed_goesOn() {
        String cache = anyCache();
        Position first;
        try (Backplane log = open(cache)) {
            first = append(log, "a");
        }
        try (Backplane later = open(cache)) {
            assertThat(read(later, first, 10)).containsExactly("a");
            assertThat(append(later, "b")).isEqualTo(plus(first, 1));
            assertThat(read(later, first, 10)).containsExactly("a", "b");
        }
    }

    @Test
    default void caches_ofOtherNames_neverMeet() {
        String name = anyCache();
        List<String> names = List.of(name, name + ".1", name + "-1", name + "1", name.toUpperCase(Locale.ROOT));
        for (String cache : names) {
            try (Backplane log = open(cache)) {
                assertThat(done(log.extent()).last()).as("last of " + cache).isZero();
                Position first = append(log, "a of " + cache);
                append(log, "b of " + cache);
                assertThat(read(log, first, 10)).containsExactly("a of " + cache, "b of " + cache);
            }
        }
    }
}
