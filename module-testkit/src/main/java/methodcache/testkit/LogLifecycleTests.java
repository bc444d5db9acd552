package methodcache.testkit;

import static methodcache.testkit.BackplaneTests.append;
import static methodcache.testkit.BackplaneTests.plus;
import static methodcache.testkit.BackplaneTests.read;
import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Position;
import org.junit.jupiter.api.Test;

/** The provider, and how its backplanes begin and end. */
interface LogLifecycleTests extends BackplaneTests, LifecycleTests<Backplane> {

    @Override
    default void use(Backplane log) {
        log.listen(() -> {});
        assertThat(read(log, append(log, "a"), 10)).containsExactly("a");
    }

    @Override
    default List<CompletionStage<?>> begin(Backplane log) {
        log.listen(() -> {});
        return List.of(log.append(bytes(10_000)), log.extent(), log.read("epoch", 1, 10));
    }

    @Override
    @SuppressWarnings("NullAway") // what it is about
    default List<Runnable> withNull(Backplane log) {
        return List.of(() -> log.append(null), () -> log.read(null, 1, 1), () -> log.listen(null));
    }

    @Test
    default void close_ofOneInstance_leavesOthersAlone() {
        String cache = anyCache();
        try (Backplane one = open(cache);
                Backplane other = open(cache)) {
            Position first = append(other, "a");
            other.close();
            assertThat(append(one, "b")).isEqualTo(plus(first, 1));
            assertThat(read(one, first, 10)).containsExactly("a", "b");
        }
    }
}
