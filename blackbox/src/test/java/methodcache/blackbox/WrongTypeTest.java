package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import methodcache.api.AsyncCacheLoader;
import methodcache.api.CacheCall;
import methodcache.api.CacheLoader;
import methodcache.api.CacheSource;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loader that gives something else than its call says, as only unchecked code can. */
class WrongTypeTest {

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    @SuppressWarnings("unchecked") // the fault that is tested
    private static <T> T wrong(Object value) {
        return (T) value;
    }

    static Stream<Function<MethodCache, Caller>> calls() {
        CacheLoader<Integer> raw = wrong((CacheLoader<String>) context -> "text");
        AsyncCacheLoader<Integer> stage =
                wrong((AsyncCacheLoader<String>) context -> CompletableFuture.completedFuture("text"));
        return Stream.of(
                cache -> Caller.blocking(() -> "" + cache.getOrCreate("k", Integer.class, raw)),
                cache -> future(cache.getOrCreateAsync("k", Integer.class, stage)),
                cache -> future(cache.getOrCreateAsync("k", Integer.class, CacheLoader.blocking(raw))),
                cache -> Caller.blocking(() -> "" + typed(cache).execute()),
                cache -> Caller.blocking(
                        () -> "" + typed(cache).withTimeout(Rig.LONG).execute()),
                cache -> Caller.blocking(
                        () -> "" + typed(cache).when(context -> false).execute()),
                cache -> Caller.blocking(() -> "" + typed(cache).refresh()),
                cache -> future(typed(cache).executeAsync()));
    }

    private static CacheCall<Integer> typed(MethodCache cache) {
        CacheSource<Integer> source = wrong((CacheSource<String>) () -> "text");
        return cache.<Integer>cache(source).withKey("k").withType(Integer.class);
    }

    private static Caller future(CompletableFuture<Integer> future) {
        return new Caller(future, future.thenApply(value -> "" + value), null);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void load_givesAnotherType_isToldAndNotKept(Function<MethodCache, Caller> call) {
        assertThat(Rig.failure(call.apply(cache)))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("the loader of \"k\" gave a java.lang.String where the call says java.lang.Integer");
        assertThat(cache.tryGet("k").found()).isFalse();
        assertThat(cache.tryGetMany(List.of("k"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void load_givesAnotherType_leavesWhatOthersKeep(Function<MethodCache, Caller> call) {
        cache.put("k", List.of());
        assertThat(Rig.failure(call.apply(cache))).isInstanceOf(ClassCastException.class);
        assertThat(cache.tryGet("k", List.class).found()).isTrue();
    }
}
