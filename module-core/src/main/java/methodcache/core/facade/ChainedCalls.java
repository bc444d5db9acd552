package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import methodcache.api.AsyncCacheSource;
import methodcache.api.CacheCall;
import methodcache.api.CacheSource;
import methodcache.api.Call1;
import methodcache.api.Call2;
import methodcache.api.Call3;
import methodcache.api.Call4;
import methodcache.api.Call5;
import methodcache.api.Call6;
import methodcache.api.CallOperations;
import methodcache.core.key.CallKeys;

/** The chains: over a lambda, and over a method reference with one to six arguments. */
abstract class ChainedCalls implements CallOperations {

    final Parts parts;
    private final CallKeys keys;

    ChainedCalls(Parts parts, CallKeys keys) {
        this.parts = parts;
        this.keys = keys;
    }

    private <T> CacheCall<T> chain(boolean async, Serializable method, Object... arguments) {
        requireNonNull(method, "method");
        return new DefaultCacheCall<>(parts, new Invocation(method, arguments), async, keys.call(method, arguments));
    }

    @Override
    public final <T> CacheCall<T> cache(CacheSource<? extends T> source) {
        requireNonNull(source, "source");
        return new DefaultCacheCall<>(parts, new Invocation(source), false, keys.source(source));
    }

    @Override
    public final <T> CacheCall<T> cacheAsync(AsyncCacheSource<? extends T> source) {
        requireNonNull(source, "source");
        return new DefaultCacheCall<>(parts, new Invocation(source), true, keys.source(source));
    }

    @Override
    public final <A1, T> CacheCall<T> call(Call1<? super A1, ? extends T> method, A1 a1) {
        return chain(false, method, a1);
    }

    @Override
    public final <A1, T> CacheCall<T> callAsync(
            Call1<? super A1, ? extends CompletionStage<? extends T>> method, A1 a1) {
        return chain(true, method, a1);
    }

    @Override
    public final <A1, A2, T> CacheCall<T> call(Call2<? super A1, ? super A2, ? extends T> method, A1 a1, A2 a2) {
        return chain(false, method, a1, a2);
    }

    @Override
    public final <A1, A2, T> CacheCall<T> callAsync(
            Call2<? super A1, ? super A2, ? extends CompletionStage<? extends T>> method, A1 a1, A2 a2) {
        return chain(true, method, a1, a2);
    }

    @Override
    public final <A1, A2, A3, T> CacheCall<T> call(
            Call3<? super A1, ? super A2, ? super A3, ? extends T> method, A1 a1, A2 a2, A3 a3) {
        return chain(false, method, a1, a2, a3);
    }

    @Override
    public final <A1, A2, A3, T> CacheCall<T> callAsync(
            Call3<? super A1, ? super A2, ? super A3, ? extends CompletionStage<? extends T>> method,
            A1 a1,
            A2 a2,
            A3 a3) {
        return chain(true, method, a1, a2, a3);
    }

    @Override
    public final <A1, A2, A3, A4, T> CacheCall<T> call(
            Call4<? super A1, ? super A2, ? super A3, ? super A4, ? extends T> method, A1 a1, A2 a2, A3 a3, A4 a4) {
        return chain(false, method, a1, a2, a3, a4);
    }

    @Override
    public final <A1, A2, A3, A4, T> CacheCall<T> callAsync(
            Call4<? super A1, ? super A2, ? super A3, ? super A4, ? extends CompletionStage<? extends T>> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4) {
        return chain(true, method, a1, a2, a3, a4);
    }

    @Override
    public final <A1, A2, A3, A4, A5, T> CacheCall<T> call(
            Call5<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? extends T> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5) {
        return chain(false, method, a1, a2, a3, a4, a5);
    }

    @Override
    public final <A1, A2, A3, A4, A5, T> CacheCall<T> callAsync(
            Call5<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? extends CompletionStage<? extends T>>
                    method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5) {
        return chain(true, method, a1, a2, a3, a4, a5);
    }

    @Override
    public final <A1, A2, A3, A4, A5, A6, T> CacheCall<T> call(
            Call6<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? super A6, ? extends T> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5,
            A6 a6) {
        return chain(false, method, a1, a2, a3, a4, a5, a6);
    }

    @Override
    public final <A1, A2, A3, A4, A5, A6, T> CacheCall<T> callAsync(
            Call6<
                            ? super A1,
                            ? super A2,
                            ? super A3,
                            ? super A4,
                            ? super A5,
                            ? super A6,
                            ? extends CompletionStage<? extends T>>
                    method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5,
            A6 a6) {
        return chain(true, method, a1, a2, a3, a4, a5, a6);
    }
}
