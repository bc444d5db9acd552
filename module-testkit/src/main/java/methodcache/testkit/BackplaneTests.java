package methodcache.testkit;

import static methodcache.testkit.ClusterTests.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.Backplane.Slice;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;

/** What the parts of {@link BackplaneTck} share: a log to test, and short ways to append and read. */
interface BackplaneTests extends PartTests<Backplane> {

    @Override
    BackplaneProvider provider();

    @Override
    default String nameOfProvider() {
        return provider().name();
    }

    @Override
    default Backplane create(ClusterSettings settings) {
        return provider().create(settings);
    }

    static Position append(Backplane log, String event) {
        return done(log.append(event.getBytes(StandardCharsets.UTF_8)));
    }

    /** Appends event-1, event-2 and so on. */
    static List<Position> appendMany(Backplane log, int events) {
        List<Position> positions = new ArrayList<>();
        for (int i = 1; i <= events; i++) {
            positions.add(append(log, "event-" + i));
        }
        return positions;
    }

    static List<String> read(Backplane log, Position from, int most) {
        Slice slice = done(log.read(from.epoch(), from.number(), most));
        assertThat(slice.epoch()).isEqualTo(from.epoch());
        return texts(slice);
    }

    /** Reads on until nothing is left. */
    static List<String> readAll(Backplane log, Position first, int most) {
        List<String> all = new ArrayList<>();
        for (List<String> some = read(log, first, most);
                !some.isEmpty();
                some = read(log, plus(first, all.size()), most)) {
            all.addAll(some);
        }
        return all;
    }

    static List<String> texts(Slice slice) {
        return slice.events().stream()
                .map(event -> new String(event, StandardCharsets.UTF_8))
                .toList();
    }

    static Position plus(Position position, int more) {
        return new Position(position.epoch(), position.number() + more);
    }
}
