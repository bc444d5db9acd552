package methodcache.provider.ignite;

import static methodcache.provider.ignite.IgniteL2StoreTest.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Extent;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.ClusterSettings;
import methodcache.testkit.Await;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.ClientCache;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.configuration.ClientConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to records behind the log's back: nodes that died half-way, answers that were lost, memory that was. */
class IgniteBackplaneTest {
    private final ClusterSettings settings = Nodes.settings(Nodes.shared());
    private final IgniteClient client = Ignition.startClient(
            new ClientConfiguration().setAddresses(Nodes.shared().address()));
    private final List<Backplane> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Backplane::close);
        client.close();
    }

    private Backplane log(String... options) {
        ClusterSettings with =
                Nodes.settings(settings.cacheName(), Nodes.shared().address(), Nodes.TIMEOUT, options);
        Backplane log = new IgniteBackplaneProvider().create(with);
        opened.add(log);
        return log;
    }

    private ClientCache<String, byte[]> records() {
        return client.cache("methodcache-" + settings.cacheName() + "-log");
    }

    private static Position append(Backplane log, String event) {
        return get(log.append(event.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(Backplane log, String epoch, long from) {
        return get(log.read(epoch, from, 10_000)).events().stream()
                .map(event -> new String(event, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void append_afterANodeDiedBeforeItMovedTheEnd_comesAfterItsEvent() {
        Backplane log = log();
        Position first = append(log, "first");
        records().put(Head.key(first.epoch(), 2), LogCache.record(new byte[] {'x'}));
        records().put(Head.key(first.epoch(), 3), LogCache.record(new byte[] {'y'}));
        assertThat(read(log, first.epoch(), 1)).containsExactly("first");
        assertThat(get(log.extent())).isEqualTo(new Extent(first.epoch(), 1, 1));
        assertThat(append(log, "second")).isEqualTo(new Position(first.epoch(), 4));
        assertThat(read(log, first.epoch(), 1)).containsExactly("first", "x", "y", "second");
    }

    /** As for one whose node was silent while others appended a lot. */
    @Test
    void append_withAnEndKnownThatIsFarBehind_takesTheNext() {
        Backplane silent = log();
        Backplane busy = log();
        append(silent, "first");
        for (int i = 0; i < 50; i++) {
            append(busy, "busy");
        }
        assertThat(append(silent, "second").number()).isEqualTo(52);
    }

    @Test
    void log_thatLostItsHead_beginsAnotherEpoch() {
        Backplane log = log();
        Backplane other = log();
        Position first = append(log, "first");
        append(other, "second");
        records().remove("head");
        Position third = append(log, "third");
        assertThat(third.epoch()).isNotEqualTo(first.epoch());
        assertThat(third.number()).isEqualTo(1);
        assertThat(append(other, "fourth")).isEqualTo(new Position(third.epoch(), 2));
        assertThat(get(other.read(first.epoch(), 1, 10))).isEqualTo(new Backplane.Slice(third.epoch(), List.of()));
        assertThat(read(log, third.epoch(), 1)).containsExactly("third", "fourth");
    }

    /** The server started again between taking a position and moving the end. */
    @Test
    void append_whenTheEpochEndsInBetween_isInTheNewOne() {
        Backplane log = log();
        Position first = append(log, "first");
        // The log remembers an end that the cluster forgets and another has begun.
        records().removeAll();
        Backplane other = log();
        String epoch = get(other.extent()).epoch();
        assertThat(epoch).isNotEqualTo(first.epoch());
        assertThat(append(log, "second")).isEqualTo(new Position(epoch, 1));
        assertThat(read(other, epoch, 1)).containsExactly("second");
    }

    @Test
    void read_whereAPositionIsLost_stopsBefore() {
        Backplane log = log();
        String epoch = append(log, "1").epoch();
        for (int i = 2; i <= 5; i++) {
            append(log, "" + i);
        }
        records().remove(Head.key(epoch, 3));
        assertThat(read(log, epoch, 1)).containsExactly("1", "2");
        assertThat(read(log, epoch, 3)).isEmpty();
        assertThat(read(log, epoch, 4)).containsExactly("4", "5");
        assertThat(append(log, "6")).isEqualTo(new Position(epoch, 6));
    }

    @Test
    void extent_ofMoreEventsThanAreRetained_beginsWithTheFirstRetained() {
        Backplane log = log("retainedEvents", "5");
        String epoch = append(log, "1").epoch();
        for (int i = 2; i <= 12; i++) {
            append(log, "" + i);
        }
        assertThat(get(log.extent())).isEqualTo(new Extent(epoch, 8, 12));
        assertThat(read(log, epoch, 7)).isEmpty();
        assertThat(read(log, epoch, 8)).containsExactly("8", "9", "10", "11", "12");
    }

    @Test
    void extent_whenTheFirstHaveOutlivedTheirRetention_beginsAfterThem() {
        Backplane log = log();
        String epoch = append(log, "1").epoch();
        for (int i = 2; i <= 150; i++) {
            append(log, "" + i);
        }
        for (long gone : new long[] {1, 2, 100, 149, 150}) {
            LongStream.rangeClosed(1, gone).forEach(position -> records().remove(Head.key(epoch, position)));
            assertThat(get(log.extent())).isEqualTo(new Extent(epoch, gone + 1, 150));
            assertThat(read(log, epoch, 1)).isEmpty();
        }
        assertThat(append(log, "more")).isEqualTo(new Position(epoch, 151));
        assertThat(get(log.extent())).isEqualTo(new Extent(epoch, 151, 151));
    }

    @Test
    void events_afterTheirRetention_areGoneAndTheEndStays() {
        Backplane log = log("retention", "PT1S");
        Position first = append(log, "1");
        Await.until(() -> get(log.extent()).first() == 2, () -> "still there");
        assertThat(read(log, first.epoch(), 1)).isEmpty();
        assertThat(get(log.extent())).isEqualTo(new Extent(first.epoch(), 2, 1));
        assertThat(append(log, "2")).isEqualTo(new Position(first.epoch(), 2));
    }
}
