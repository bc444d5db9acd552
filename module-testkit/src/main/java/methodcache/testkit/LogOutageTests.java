package methodcache.testkit;

import static methodcache.testkit.BackplaneTests.append;
import static methodcache.testkit.BackplaneTests.plus;
import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.awaitWorks;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.ClusterTests.ended;
import static methodcache.testkit.ClusterTests.failed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.Backplane.Slice;
import org.junit.jupiter.api.Test;

/** A server that goes and comes back, with what it held or in another epoch; asked where the suite has a say over one. */
interface LogOutageTests extends BackplaneTests {

    @Test
    default void anyCall_whileTheServerIsAway_fails() {
        whileAway(outage -> {
            try (Backplane log = provider().create(withTimeout(BRIEF))) {
                Position position = append(log, "a");
                outage.begin();
                failed(log.extent(), log.append(bytes(1)), log.read(position.epoch(), position.number(), 1));
            }
        });
    }

    /** The epoch is the same, and all is there, or another, and the reader sees that. */
    @Test
    default void read_afterTheServerIsBack_goesOnOrIsOfAnotherEpoch() {
        whileAway(outage -> {
            try (Backplane log = provider().create(withTimeout(BRIEF))) {
                Position before = append(log, "before");
                outage.begin();
                failed(log.extent());
                outage.end();
                awaitWorks(log::extent);
                Position after = append(log, "after");
                Slice slice = done(log.read(before.epoch(), before.number(), 10));
                assertThat(slice.epoch()).isEqualTo(after.epoch());
                if (after.epoch().equals(before.epoch())) {
                    assertThat(after).isEqualTo(plus(before, 1));
                    assertThat(BackplaneTests.texts(slice)).containsExactly("before", "after");
                } else {
                    assertThat(slice.events()).isEmpty();
                    assertThat(BackplaneTests.read(log, after, 10)).containsExactly("after");
                }
            }
        });
    }

    @Test
    default void listen_overAnOutage_isCalledAndGoesOn() {
        whileAway(outage -> {
            String cache = anyCache();
            try (Backplane log = open(cache);
                    Backplane other = open(cache)) {
                AtomicInteger calls = new AtomicInteger();
                append(log, "a");
                log.listen(calls::incrementAndGet);
                append(other, "b");
                Await.until(() -> calls.get() > 0, () -> "not called before");
                int before = calls.get();
                outage.begin();
                outage.end();
                Await.until(() -> calls.get() > before, () -> "not told that the connection was lost or is back");
                awaitWorks(other::extent);
                Await.until(
                        () -> {
                            int soFar = calls.get();
                            ended(other.append(bytes(1)));
                            return calls.get() > soFar;
                        },
                        () -> "not called after an append when the server was back");
            }
        });
    }

    @Test
    default void create_whileTheServerIsAway_makesALogThatWorksLater() {
        whileAway(outage -> {
            outage.begin();
            try (Backplane log = provider().create(withTimeout(BRIEF))) {
                log.listen(() -> {});
                failed(log.extent());
                outage.end();
                awaitWorks(log::extent);
                assertThat(BackplaneTests.read(log, append(log, "a"), 10)).containsExactly("a");
            }
        });
    }

    @Test
    default void close_whileTheServerIsAway_returns() {
        whileAway(outage -> {
            Backplane log = open(anyCache());
            log.listen(() -> {});
            append(log, "a");
            outage.begin();
            log.close();
            log.close();
        });
    }
}
