package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.ClusterTests.strangeKeys;
import static methodcache.testkit.L2Tests.get;
import static methodcache.testkit.L2Tests.getAll;
import static methodcache.testkit.L2Tests.put;
import static methodcache.testkit.L2Tests.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import org.junit.jupiter.api.Test;

/** The store as a map that all nodes share. */
interface L2ValueTests extends L2Tests {

    @Test
    default void getAll_whenNothingWasWritten_isEmpty() {
        try (L2Store store = open()) {
            assertThat(getAll(store, List.of("a", "b"))).isEmpty();
            assertThat(getAll(store, List.of())).isEmpty();
        }
    }

    @Test
    default void getAll_ofOtherInstances_isWhatWasWritten() {
        String cache = anyCache();
        try (L2Store one = open(cache);
                L2Store other = open(cache)) {
            put(one, "a", bytes(10));
            assertThat(get(other, "a")).isEqualTo(bytes(10));
            put(other, "b", bytes(20));
            assertThat(get(one, "b")).isEqualTo(bytes(20));
        }
    }

    @Test
    default void getAll_afterTheWriterIsClosed_isWhatWasWritten() {
        String cache = anyCache();
        try (L2Store store = open(cache)) {
            put(store, "a", bytes(10));
        }
        try (L2Store later = open(cache)) {
            assertThat(get(later, "a")).isEqualTo(bytes(10));
        }
    }

    @Test
    default void getAll_ofSomeKeysWithoutValue_leavesThoseOut() {
        try (L2Store store = open()) {
            put(store, "a", bytes(1));
            put(store, "not asked for", bytes(1));
            Map<String, byte[]> found = getAll(store, List.of("x", "a", "y"));
            assertThat(found).containsOnlyKeys("a");
            assertThat(found.get("a")).isEqualTo(bytes(1));
        }
    }

    @Test
    default void put_ofAnySize_isKeptByteForByte() {
        int[] sizes = {0, 1, 2, 255, 256, 1_000, 65_535, 65_536, 1_000_000, 1 << 20};
        try (L2Store store = open()) {
            for (int size : sizes) {
                put(store, "k" + size, bytes(size));
            }
            for (int size : sizes) {
                assertThat(get(store, "k" + size)).as("%d bytes", size).isEqualTo(bytes(size));
            }
        }
    }

    @Test
    default void writeAll_ofAThousandKeys_writesAll() {
        List<String> keys = IntStream.range(0, 1_000).mapToObj(i -> "key-" + i).toList();
        List<L2Write> writes = new ArrayList<>();
        keys.forEach(key -> writes.add(new L2Write.Put(key, named(key), LONG)));
        List<String> asked = new ArrayList<>(keys);
        IntStream.range(0, 500).forEach(i -> asked.add("absent-" + i));
        try (L2Store store = open()) {
            done(store.writeAll(writes));
            Map<String, byte[]> found = getAll(store, asked);
            assertThat(found).hasSize(1_000);
            keys.forEach(key -> assertThat(found.get(key)).as(key).isEqualTo(named(key)));
        }
    }

    @Test
    default void writeAll_ofNothing_completes() {
        try (L2Store store = open()) {
            done(store.writeAll(List.of()));
        }
    }

    @Test
    default void put_ofKeysWithAnyCharacters_keepsThemApart() {
        List<L2Write> writes = new ArrayList<>();
        strangeKeys().forEach(key -> writes.add(new L2Write.Put(key, named(key), LONG)));
        try (L2Store store = open()) {
            done(store.writeAll(writes));
            Map<String, byte[]> found = getAll(store, strangeKeys());
            for (String key : strangeKeys()) {
                assertThat(found.get(key)).as("value of <%s>", key).isEqualTo(named(key));
                assertThat(get(store, key)).as("value of <%s>", key).isEqualTo(named(key));
            }
            write(store, new L2Write.Remove("a"));
            assertThat(getAll(store, strangeKeys())).hasSize(strangeKeys().size() - 1);
        }
    }

    @Test
    default void put_ofAKeyHeld_replacesTheValue() {
        try (L2Store store = open()) {
            for (int size : new int[] {100, 10, 1_000, 0, 10}) {
                put(store, "a", bytes(size));
                assertThat(get(store, "a")).isEqualTo(bytes(size));
            }
        }
    }

    @Test
    default void remove_ofAKeyHeld_leavesNothing() {
        String cache = anyCache();
        try (L2Store store = open(cache);
                L2Store other = open(cache)) {
            put(store, "a", bytes(1));
            put(store, "b", bytes(2));
            write(other, new L2Write.Remove("a"));
            assertThat(getAll(store, List.of("a", "b"))).containsOnlyKeys("b");
            put(store, "a", bytes(3));
            assertThat(get(other, "a")).isEqualTo(bytes(3));
        }
    }

    @Test
    default void remove_ofAKeyNotHeld_completes() {
        try (L2Store store = open()) {
            write(store, new L2Write.Remove("a"));
            write(store, new L2Write.Remove("a"));
            assertThat(get(store, "a")).isNull();
        }
    }

    @Test
    default void writeAll_ofPutsAndRemoves_doesEach() {
        try (L2Store store = open()) {
            write(store, sized("gone", 1), sized("replaced", 2), sized("kept", 3));
            write(
                    store,
                    new L2Write.Remove("gone"),
                    sized("replaced", 4),
                    sized("new", 5),
                    new L2Write.Remove("absent"));
            Map<String, byte[]> found = getAll(store, List.of("gone", "replaced", "kept", "new", "absent"));
            assertThat(found).containsOnlyKeys("replaced", "kept", "new");
            assertThat(found.get("replaced")).isEqualTo(bytes(4));
            assertThat(found.get("kept")).isEqualTo(bytes(3));
            assertThat(found.get("new")).isEqualTo(bytes(5));
        }
    }

    /** Also where the name of one and a key make up the name of another and a key. */
    @Test
    default void caches_ofOtherNames_neverMeet() {
        String name = anyCache();
        List<String> names =
                List.of(name, name + ".a", name + "-a", name + "_a", "a" + name, name.toUpperCase(Locale.ROOT));
        List<String> keys = List.of("k", "a.k", "a-k", "a_k", "a:k", ".ak", "-ak", "_ak", "a");
        for (String cache : names) {
            try (L2Store store = open(cache)) {
                assertThat(getAll(store, keys)).as("found in " + cache).isEmpty();
                keys.forEach(key -> put(store, key, named(cache + key)));
            }
        }
        for (String cache : names) {
            try (L2Store store = open(cache)) {
                keys.forEach(key -> assertThat(get(store, key)).isEqualTo(named(cache + key)));
                write(store, new L2Write.Remove("a"));
            }
        }
    }

    private static L2Write sized(String key, int size) {
        return new L2Write.Put(key, bytes(size), LONG);
    }

    private static byte[] named(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }
}
