package methodcache.testkit;

import static methodcache.testkit.L1Tests.entries;
import static methodcache.testkit.L1Tests.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import methodcache.api.spi.L1Store;
import org.junit.jupiter.api.Test;

/** The provider, and how its stores begin and end. */
interface L1LifecycleTests extends L1Tests {

    @Test
    default void name_always_isLowerCaseAndStays() {
        assertThat(provider().name())
                .matches("[a-z][a-z0-9-]*")
                .isEqualTo(provider().name());
    }

    @Test
    default void provider_forTheServiceLoader_hasAPublicConstructorWithoutParameters() throws Exception {
        assertThat(provider().getClass().getModifiers() & Modifier.PUBLIC).isNotZero();
        assertThat(provider().getClass().getConstructor()).isNotNull();
    }

    @Test
    default void create_ofAnUnknownOption_isRefusedByName() {
        Map<String, String> options = Map.of("no.such.option", "some-value");
        assertThatThrownBy(() -> provider().create(entries("tck", 10, options)).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.option")
                .hasMessageContaining("some-value");
    }

    @Test
    default void create_ofTheSameNameTwice_makesStoresThatShareNothing() {
        try (L1Store one = ofEntries(10);
                L1Store other = ofEntries(10)) {
            one.put("a", entry("a"));
            assertThat(other.get("a")).isNull();
            assertThat(other.size()).isZero();
            other.put("b", entry("b"));
            other.close();
            assertThat(one.get("a")).isNotNull();
            one.put("c", entry("c"));
            assertThat(one.size()).isEqualTo(2);
        }
    }

    @Test
    default void create_ofGreatLimits_works() {
        try (L1Store many = ofEntries(Long.MAX_VALUE);
                L1Store heavy = ofWeight(Long.MAX_VALUE)) {
            many.put("a", entry("a", Integer.MAX_VALUE));
            heavy.put("a", entry("a", Integer.MAX_VALUE));
            heavy.put("b", entry("b", Integer.MAX_VALUE));
            assertThat(many.size()).isEqualTo(1);
            assertThat(heavy.size()).isEqualTo(2);
        }
    }

    @Test
    default void create_byManyThreads_makesStoresThatWork() throws Exception {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        try (L1Store store = ofEntries(10)) {
                            store.put("a", entry("a"));
                            assertThat(store.size()).isEqualTo(1);
                        }
                    },
                    L1Tests.threads("tck-" + i)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);
    }

    @Test
    default void close_calledAgain_doesNothing() {
        L1Store store = ofEntries(10);
        store.evictionListener((key, entry) -> {});
        store.put("a", entry("a"));
        store.close();
        store.close();
    }

    @Test
    default void close_afterEvictionsAndListeners_leavesNoThread() {
        Set<Thread> before = liveThreads();
        for (int i = 0; i < 3; i++) {
            L1Store store = ofEntries(10);
            L1EvictionTests.Heard heard = new L1EvictionTests.Heard();
            store.evictionListener(heard);
            for (int key = 0; key < 100; key++) {
                store.put(key, entry(key));
            }
            heard.await(90);
            if (i == 1) {
                store.evictionListener(null);
            }
            store.close();
        }
        Await.until(
                () -> before.containsAll(liveThreads()),
                () -> "left behind: "
                        + liveThreads().stream()
                                .filter(thread -> !before.contains(thread))
                                .toList());
    }

    @Test
    default void anyCall_afterClose_doesNotBlock() throws Exception {
        List<Consumer<L1Store>> calls = List.of(
                store -> store.get("a"),
                store -> store.put("b", entry("b")),
                store -> store.remove("a"),
                store -> store.remove("a", entry("a")),
                L1Store::clear,
                L1Store::size,
                L1Store::evictions,
                store -> store.iterator().forEachRemaining(seen -> {}),
                store -> store.evictionListener((key, entry) -> {}),
                store -> store.evictionListener(null));
        L1Store store = ofEntries(1);
        store.put("a", entry("a"));
        store.close();
        CompletableFuture.runAsync(() -> calls.forEach(call -> callLeniently(store, call)), L1Tests.threads("tck-late"))
                .get(20, TimeUnit.SECONDS);
        store.close();
    }

    private static void callLeniently(L1Store store, Consumer<L1Store> call) {
        try {
            call.accept(store);
        } catch (RuntimeException allowed) {
            // What a call does after close is undefined, but that it returns.
        }
    }

    /** All but those of the JDK's own pool, which belongs to nobody. */
    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !(thread instanceof ForkJoinWorkerThread worker
                        && worker.getPool() == ForkJoinPool.commonPool()))
                .collect(Collectors.toSet());
    }
}
