package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.awaitWorks;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.ClusterTests.failed;
import static methodcache.testkit.L2Tests.get;
import static methodcache.testkit.L2Tests.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import org.junit.jupiter.api.Test;

/** A server that goes and comes back; asked where the suite has a say over one. */
interface L2OutageTests extends L2Tests {

    @Test
    default void anyCall_whileTheServerIsAway_fails() {
        whileAway(outage -> {
            try (L2Store store = provider().create(withTimeout(BRIEF))) {
                put(store, "a", bytes(1));
                outage.begin();
                failed(
                        store.getAll(List.of("a")),
                        store.writeAll(List.of(new L2Write.Put("a", bytes(2), LONG))),
                        store.writeAll(List.of(new L2Write.Remove("a"))));
            }
        });
    }

    @Test
    default void anyCall_afterTheServerIsBack_works() {
        whileAway(outage -> {
            try (L2Store store = provider().create(withTimeout(BRIEF))) {
                put(store, "a", bytes(1));
                outage.begin();
                failed(store.getAll(List.of("a")));
                outage.end();
                awaitWorks(() -> store.writeAll(List.of(new L2Write.Put("b", bytes(2), LONG))));
                assertThat(get(store, "b")).isEqualTo(bytes(2));
            }
        });
    }

    @Test
    default void create_whileTheServerIsAway_makesAStoreThatWorksLater() {
        whileAway(outage -> {
            outage.begin();
            try (L2Store store = provider().create(withTimeout(BRIEF))) {
                failed(store.getAll(List.of("a")));
                outage.end();
                awaitWorks(() -> store.getAll(List.of("a")));
                put(store, "a", bytes(1));
                assertThat(get(store, "a")).isEqualTo(bytes(1));
            }
        });
    }

    @Test
    default void close_whileTheServerIsAway_returns() {
        whileAway(outage -> {
            L2Store store = open(anyCache());
            put(store, "a", bytes(1));
            outage.begin();
            store.close();
            store.close();
        });
    }
}
