package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.L2Tests.get;
import static methodcache.testkit.L2Tests.getAll;
import static methodcache.testkit.L2Tests.put;
import static methodcache.testkit.L2Tests.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import org.junit.jupiter.api.Test;

/** Several threads and several instances in one cache. */
interface L2ConcurrencyTests extends L2Tests {

    @Test
    default void get_afterOwnWrites_isTheLast() throws Exception {
        String cache = anyCache();
        try (L2Store one = open(cache);
                L2Store other = open(cache)) {
            Together.run(4, thread -> {
                L2Store store = thread % 2 == 0 ? one : other;
                for (int i = 1; i <= 100; i++) {
                    String key = "of-" + thread + "-" + i % 5;
                    put(store, key, bytes(i));
                    assertThat(get(store, key)).isEqualTo(bytes(i));
                    if (i % 7 == 0) {
                        write(store, new L2Write.Remove(key));
                        assertThat(get(store, key)).isNull();
                    }
                }
            });
        }
    }

    /** Values are of one byte, many times: one that is mixed of two shows. */
    @Test
    default void get_underWritesOfAll_isAValueThatWasPut() throws Exception {
        String cache = anyCache();
        try (L2Store one = open(cache);
                L2Store other = open(cache)) {
            Together.run(4, thread -> {
                L2Store store = thread % 2 == 0 ? one : other;
                for (int i = 0; i < 50; i++) {
                    put(store, "a", new byte[] {(byte) thread, (byte) thread, (byte) thread});
                    assertThat(get(store, "a")).isIn((Object[]) ofThreads(4));
                }
            });
            assertThat(get(one, "a")).isEqualTo(get(other, "a"));
        }
    }

    private static byte[] held(Map<String, byte[]> found, String key) {
        return Objects.requireNonNull(found.get(key), key);
    }

    private static byte[][] ofThreads(int threads) {
        byte[][] values = new byte[threads][];
        for (int i = 0; i < threads; i++) {
            values[i] = new byte[] {(byte) i, (byte) i, (byte) i};
        }
        return values;
    }

    @Test
    default void writeAll_manyAtOnceFromOneThread_doesAll() {
        try (L2Store store = open()) {
            List<CompletionStage<Void>> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                writes.add(store.writeAll(List.of(
                        new L2Write.Put("x" + i, bytes(i), LONG), new L2Write.Put("y" + i, bytes(i + 1), LONG))));
            }
            writes.forEach(ClusterTests::done);
            List<CompletionStage<Map<String, byte[]>>> reads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                reads.add(store.getAll(List.of("x" + i, "y" + i)));
            }
            for (int i = 0; i < 200; i++) {
                Map<String, byte[]> found = done(reads.get(i));
                assertThat(found).hasSize(2);
                assertThat(found.get("x" + i)).isEqualTo(bytes(i));
                assertThat(found.get("y" + i)).isEqualTo(bytes(i + 1));
            }
        }
    }

    /** The engine asks for the next thing when it has an answer, on whatever thread that came. */
    @Test
    default void stages_composed_goOn() {
        try (L2Store store = open()) {
            CompletionStage<Map<String, byte[]>> chain = store.writeAll(List.of(new L2Write.Put("a", bytes(1), LONG)))
                    .thenCompose(written -> store.getAll(List.of("a")))
                    .thenCompose(found -> store.writeAll(List.of(new L2Write.Put("b", held(found, "a"), LONG))))
                    .thenCompose(written -> store.getAll(List.of("a", "b")));
            assertThat(done(chain)).containsOnlyKeys("a", "b");
            assertThat(getAll(store, List.of("b")).get("b")).isEqualTo(bytes(1));
        }
    }
}
