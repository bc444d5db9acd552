package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.ClusterTests.ended;
import static methodcache.testkit.L2Tests.get;
import static methodcache.testkit.L2Tests.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import org.junit.jupiter.api.Test;

/** The provider, and how its stores begin and end. */
interface L2LifecycleTests extends L2Tests {

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
        ClusterSettings unknown = withUnknownOption();
        assertThatThrownBy(() -> provider().create(unknown).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.option")
                .hasMessageContaining("some-value");
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    default void anyCall_withNull_throwsANullPointerException() {
        try (L2Store store = open()) {
            assertThatThrownBy(() -> store.getAll(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.writeAll(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    default void anyCall_withNoTime_completesOrFails() {
        ClusterSettings hasty = withTimeout(Duration.ofNanos(1));
        try (L2Store store = provider().create(hasty)) {
            ended(store.writeAll(List.of(new L2Write.Put("a", bytes(100_000), LONG))));
            ended(store.getAll(List.of("a")));
        }
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

    @Test
    default void close_calledAgain_doesNothing() {
        L2Store store = open();
        put(store, "a", bytes(1));
        store.close();
        store.close();
    }

    @Test
    default void close_withOperationsInFlight_completesThem() {
        L2Store store = open();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stages.add(store.writeAll(List.of(new L2Write.Put("k" + i, bytes(10_000), LONG))));
            stages.add(store.getAll(List.of("k" + i)));
        }
        store.close();
        stages.forEach(ClusterTests::ended);
    }

    @Test
    default void anyCall_afterClose_givesAStageThatEnds() {
        L2Store store = open();
        put(store, "a", bytes(1));
        store.close();
        ended(store.getAll(List.of("a")));
        ended(store.writeAll(List.of(new L2Write.Put("b", bytes(1), LONG))));
        ended(store.writeAll(List.of(new L2Write.Remove("a"))));
        store.close();
    }

    @Test
    default void close_afterUse_leavesNoThread() {
        ClusterTests.assertNoThreadIsLeft(() -> {
            try (L2Store store = open()) {
                put(store, "a", bytes(1));
                assertThat(get(store, "a")).isEqualTo(bytes(1));
            }
        });
    }
}
