package methodcache.testkit;

import static methodcache.testkit.BackplaneTests.append;
import static methodcache.testkit.BackplaneTests.plus;
import static methodcache.testkit.BackplaneTests.read;
import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.bytes;
import static methodcache.testkit.ClusterTests.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Position;
import methodcache.api.spi.ClusterSettings;
import org.junit.jupiter.api.Test;

/** The provider, and how its backplanes begin and end. */
interface LogLifecycleTests extends BackplaneTests {

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
        try (Backplane log = open()) {
            assertThatThrownBy(() -> log.append(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> log.read(null, 1, 1)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> log.listen(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    default void anyCall_withNoTime_completesOrFails() {
        ClusterSettings hasty = withTimeout(Duration.ofNanos(1));
        try (Backplane log = provider().create(hasty)) {
            ended(log.extent());
            ended(log.append(bytes(100_000)));
            ended(log.read("epoch", 1, 10));
        }
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

    @Test
    default void close_calledAgain_doesNothing() {
        Backplane log = open();
        log.listen(() -> {});
        append(log, "a");
        log.close();
        log.close();
    }

    @Test
    default void close_withOperationsInFlight_completesThem() {
        Backplane log = open();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stages.add(log.append(bytes(10_000)));
            stages.add(log.extent());
            stages.add(log.read("epoch", 1, 10));
        }
        log.close();
        stages.forEach(ClusterTests::ended);
    }

    @Test
    default void anyCall_afterClose_givesAStageThatEnds() {
        Backplane log = open();
        Position first = append(log, "a");
        log.close();
        ended(log.extent());
        ended(log.append(bytes(1)));
        ended(log.read(first.epoch(), first.number(), 1));
        log.listen(() -> {});
        log.close();
    }

    @Test
    default void close_afterUse_leavesNoThread() {
        ClusterTests.assertNoThreadIsLeft(() -> {
            try (Backplane log = open()) {
                log.listen(() -> {});
                assertThat(read(log, append(log, "a"), 10)).containsExactly("a");
            }
        });
    }
}
