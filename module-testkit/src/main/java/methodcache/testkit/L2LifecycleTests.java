package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.L2Tests.get;
import static methodcache.testkit.L2Tests.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import org.junit.jupiter.api.Test;

/** The provider, and how its stores begin and end. */
interface L2LifecycleTests extends L2Tests, LifecycleTests<L2Store> {

    @Override
    default void use(L2Store store) {
        put(store, "a", bytes(1));
        assertThat(get(store, "a")).isEqualTo(bytes(1));
    }

    @Override
    default List<CompletionStage<?>> begin(L2Store store) {
        return List.of(
                store.writeAll(List.of(new L2Write.Put("b", bytes(10_000), LONG))),
                store.getAll(List.of("a", "b")),
                store.writeAll(List.of(new L2Write.Remove("a"))));
    }

    @Override
    @SuppressWarnings("NullAway") // what it is about
    default List<Runnable> withNull(L2Store store) {
        return List.of(
                () -> store.getAll(null),
                () -> store.getAll(Arrays.asList("a", null)),
                () -> store.writeAll(null),
                () -> store.writeAll(Arrays.asList(new L2Write.Remove("a"), null)));
    }

    @Test
    default void close_ofOneInstance_leavesOthersAlone() {
        String cache = anyCache();
        try (L2Store one = open(cache);
                L2Store other = open(cache)) {
            put(one, "a", bytes(1));
            other.close();
            assertThat(get(one, "a")).isEqualTo(bytes(1));
            put(one, "b", bytes(2));
            assertThat(get(one, "b")).isEqualTo(bytes(2));
        }
    }
}
