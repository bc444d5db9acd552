package methodcache.testkit;

import static methodcache.testkit.ClusterTests.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.spi.ClusterSettings;
import org.junit.jupiter.api.Test;

/**
 * The provider, and how what it makes begins and ends, as far as it is the same for stores, logs and locks.
 *
 * @param <T> what it makes
 */
interface LifecycleTests<T extends AutoCloseable> extends PartTests<T> {

    @Test
    default void name_always_isLowerCaseAndStays() {
        assertThat(nameOfProvider()).matches("[a-z][a-z0-9-]*").isEqualTo(nameOfProvider());
    }

    @Test
    default void provider_isPublicWithAPublicConstructorWithoutParameters_ifItIsAService() {
        Class<?> type = provider().getClass();
        boolean fits = Modifier.isPublic(type.getModifiers())
                && Stream.of(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
        assertThat(fits).as("whether the ServiceLoader could make a %s", type).isEqualTo(isService());
    }

    @Test
    default void create_ofAnUnknownOption_isRefusedByName() {
        ClusterSettings unknown = withUnknownOption();
        assertThatThrownBy(() -> create(unknown).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.option");
    }

    @Test
    default void anyCall_withNull_throwsANullPointerException() {
        with(
                open(),
                part -> withNull(part)
                        .forEach(call -> assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class)));
    }

    @Test
    default void anyCall_withNoTime_completesOrFails() {
        with(create(withTimeout(Duration.ofNanos(1))), part -> {
            begin(part).forEach(ClusterTests::ended);
            begin(part).forEach(ClusterTests::ended);
        });
    }

    @Test
    default void close_calledAgain_doesNothing() {
        T part = open();
        use(part);
        close(part);
        close(part);
    }

    @Test
    default void close_withOperationsInFlight_completesThem() {
        T part = open();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stages.addAll(begin(part));
        }
        close(part);
        stages.forEach(ClusterTests::ended);
    }

    @Test
    default void anyCall_afterClose_givesAStageThatEnds() {
        T part = open();
        use(part);
        close(part);
        begin(part).forEach(stage -> ended(stage));
        close(part);
    }

    @Test
    default void close_afterUse_leavesNoThread() {
        ClusterTests.assertNoThreadIsLeft(() -> with(open(), this::use));
    }

    private static <T extends AutoCloseable> void with(T part, Consumer<T> test) {
        try {
            test.accept(part);
        } finally {
            close(part);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            throw new AssertionError("close() has failed", failure);
        }
    }
}
