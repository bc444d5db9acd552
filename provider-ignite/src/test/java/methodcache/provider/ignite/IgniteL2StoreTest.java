package methodcache.provider.ignite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import methodcache.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgniteL2StoreTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<L2Store> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(L2Store::close);
    }

    private L2Store store(String... options) {
        return store(Nodes.settings(Nodes.shared(), options));
    }

    private L2Store store(ClusterSettings settings) {
        L2Store store = new IgniteL2StoreProvider().create(settings);
        opened.add(store);
        return store;
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic", "transactional"})
    void writeAll_ofPutsAndRemovals_isSeenByGetAll(String atomicity) {
        L2Store store = store("atomicity", atomicity);
        get(store.writeAll(List.of(put("a", 1, LONG), put("b", 2, LONG), put("c", 3, LONG.plusMillis(1)))));
        get(store.writeAll(List.of(new L2Write.Remove("a"), put("b", 4, LONG), put("d", 5, Duration.ofDays(99_999)))));
        Map<String, byte[]> found = get(store.getAll(List.of("a", "b", "c", "d", "e")));
        assertThat(found).containsOnlyKeys("b", "c", "d");
        assertThat(found.get("b")).containsExactly(4);
        get(store.writeAll(List.of(new L2Write.Remove("b"), new L2Write.Remove("c"), new L2Write.Remove("x"))));
        assertThat(get(store.getAll(List.of("a", "b", "c", "d", "e")))).containsOnlyKeys("d");
    }

    @Test
    void put_overAnotherLife_setsTheNewOne() {
        L2Store store = store();
        get(store.writeAll(
                List.of(put("short", 1, LONG), put("long", 1, Duration.ofMillis(300)), put("none", 1, LONG))));
        get(store.writeAll(List.of(put("short", 2, Duration.ofMillis(50)), put("long", 2, LONG))));
        get(store.writeAll(List.of(put("none", 2, Duration.ofNanos(1)))));
        Await.until(() -> get(store.getAll(List.of("short", "none"))).isEmpty(), () -> "outlives its life");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(400);
        Await.until(() -> System.nanoTime() > end, () -> "time stands still");
        assertThat(get(store.getAll(List.of("long")))).containsOnlyKeys("long");
    }

    @Test
    void keys_thatUtf8MakesTheSame_stayDifferent() {
        L2Store store = store();
        List<String> keys = List.of("\ud800", "\udc00", "\u0000d800.", "?", "\ud83d\ude00", "a\ud800", "", " ");
        List<L2Write> writes = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            writes.add(put(keys.get(i), i, LONG));
        }
        get(store.writeAll(writes));
        Map<String, byte[]> found = get(store.getAll(keys));
        assertThat(found).containsOnlyKeys(keys);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(found.get(keys.get(i))).as("key %d", i).containsExactly(i);
        }
    }

    @Test
    void stores_ofOtherNames_neverMeet() {
        L2Store one = store();
        L2Store other = store();
        get(one.writeAll(List.of(put("a", 1, LONG))));
        assertThat(get(other.getAll(List.of("a")))).isEmpty();
    }

    @Test
    void anyCall_withNullOrAfterClose_throwsOrFails() {
        L2Store store = store();
        Collection<String> nulls = Arrays.asList("a", null);
        assertThatThrownBy(() -> store.getAll(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> store.getAll(nulls)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> store.writeAll(null)).isInstanceOf(NullPointerException.class);
        store.close();
        store.close();
        assertThat(store.getAll(List.of("a"))).failsWithin(5, TimeUnit.SECONDS);
        assertThat(store.writeAll(List.of(put("a", 1, LONG)))).failsWithin(5, TimeUnit.SECONDS);
    }

    static L2Write put(String key, int value, Duration life) {
        return new L2Write.Put(key, new byte[] {(byte) value}, life);
    }

    static <T> T get(CompletionStage<T> stage) {
        assertThat(stage).succeedsWithin(20, TimeUnit.SECONDS);
        return stage.toCompletableFuture().join();
    }
}
