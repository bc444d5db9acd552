package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheLoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one caller after the other sees. */
class BasicsTest {

    private final Rig rig = new Rig();
    private final AtomicInteger loads = new AtomicInteger();

    private String load() {
        return "value-" + loads.incrementAndGet();
    }

    @ParameterizedTest
    @EnumSource
    void get_twice_loadsOnce(Form form) {
        try (rig) {
            assertThat(form.get(rig.cache, "k", this::load)).isEqualTo("value-1");
            assertThat(form.get(rig.cache, "k", this::load)).isEqualTo("value-1");
            assertThat(loads).hasValue(1);
            assertThat(rig.stats().hits()).isEqualTo(1);
            assertThat(rig.stats().misses()).isEqualTo(1);
            assertThat(rig.stats().entries()).isEqualTo(1);
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_afterAnotherFormLoaded_hits(Form form) {
        try (rig) {
            rig.cache.put("k", "there");
            assertThat(form.get(rig.cache, "k", this::load)).isEqualTo("there");
            assertThat(loads).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_nullLoaded_isNotKept(Form form) {
        try (rig) {
            assertThat(form.get(rig.cache, "k", () -> null)).isNull();
            assertThat(form.get(rig.cache, "k", this::load)).isEqualTo("value-1");
            assertThat(rig.stats().loads()).isEqualTo(2);
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_nullLoadedWithCacheNulls_isKeptForItsOwnTime(Form form) {
        try (rig) {
            Form.Words words = p -> p.withDuration(Duration.ofHours(1)).cacheNulls(Duration.ofSeconds(10));
            assertThat(form.get(rig.cache, "k", () -> null, words)).isNull();
            rig.clock.advance(Duration.ofMillis(9_999));
            assertThat(form.get(rig.cache, "k", this::load, words)).isNull();
            assertThat(rig.cache.tryGet("k").found()).isTrue();
            rig.clock.advance(Duration.ofMillis(1));
            assertThat(rig.cache.tryGet("k").found()).isFalse();
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_uncheckedFailure_reachesTheCallerAsItIsAndIsNotKept(Form form) {
        try (rig) {
            IllegalStateException failure = new IllegalStateException("broken");
            assertThat(Rig.failure(form.begin(rig.cache, "k", () -> {
                        throw failure;
                    })))
                    .isSameAs(failure);
            assertThat(form.get(rig.cache, "k", this::load)).isEqualTo("value-1");
            assertThat(rig.stats().loadFailures()).isEqualTo(1);
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_error_reachesTheCallerAsItIs(Form form) {
        try (rig) {
            AssertionError error = new AssertionError("broken");
            assertThat(Rig.failure(form.begin(rig.cache, "k", () -> {
                        throw error;
                    })))
                    .isSameAs(error);
            assertThat(form.get(rig.cache, "k", this::load)).isEqualTo("value-1");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_checkedFailure_comesInsideCacheLoadException(Form form) {
        try (rig) {
            IOException cause = new IOException("disk");
            Throwable thrown = Rig.failure(form.begin(rig.cache, "k", () -> {
                throw cause;
            }));
            assertThat(thrown)
                    .isInstanceOf(CacheLoadException.class)
                    .hasCause(cause)
                    .hasMessageContaining("\"k\"")
                    .hasMessageContaining("disk");
            assertThat(((CacheLoadException) thrown).key()).contains("k");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_loaderThrowsCancellation_isAFailureLikeAnyOther(Form form) {
        try (rig) {
            CancellationException failure = new CancellationException("the loader's own");
            assertThat(Rig.failure(form.begin(rig.cache, "k", () -> {
                        throw failure;
                    })))
                    .isInstanceOf(CancellationException.class);
            assertThat(form.get(rig.cache, "k", this::load)).isEqualTo("value-1");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_loaderThrowsInterruptedException_leavesNoInterruptOnPoolThreads(Form form) {
        try (rig) {
            Throwable thrown = Rig.failure(form.begin(rig.cache, "k", () -> {
                throw new InterruptedException("the loader's own");
            }));
            assertThat(thrown).hasRootCauseInstanceOf(InterruptedException.class);
            for (int i = 0; i < 8; i++) {
                assertThat(form.get(
                                rig.cache,
                                "clean" + i,
                                () -> "" + Thread.currentThread().isInterrupted()))
                        .isEqualTo("false");
            }
        }
    }

    @Test
    void get_emptyKey_isRefused() {
        try (rig) {
            assertThatThrownBy(() -> rig.cache.getOrCreate("", context -> "v"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be empty");
        }
    }

    @Test
    void get_nullKeyOrLoader_isRefused() {
        try (rig) {
            assertThatThrownBy(() -> rig.cache.getOrCreate(null, context -> "v"))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> rig.cache.getOrCreate("k", null)).isInstanceOf(NullPointerException.class);
        }
    }
}
