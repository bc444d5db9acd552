package methodcache.core.facade;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import methodcache.api.AsyncCacheSource;
import methodcache.api.CacheContext;
import methodcache.api.CacheSource;
import methodcache.api.Call1;
import methodcache.api.Call2;
import methodcache.api.Call3;
import methodcache.api.Call4;
import methodcache.api.Call5;
import methodcache.api.Call6;
import methodcache.core.engine.Loading;
import org.jspecify.annotations.Nullable;

/** Runs a source or a method reference with its arguments, once the cache has decided that it must. */
final class Invocation {

    private final Serializable code;
    private final Object[] arguments;

    Invocation(Serializable code, Object... arguments) {
        this.code = code;
        this.arguments = arguments;
    }

    Loading blocking() {
        return (Loading.Blocking) this::load;
    }

    Loading staged() {
        return (Loading.Staged) this::begin;
    }

    private @Nullable Object load(CacheContext context) throws Exception {
        return code instanceof CacheSource<?> source ? source.get() : invoke();
    }

    private CompletionStage<?> begin(CacheContext context) throws Exception {
        Object stage = code instanceof AsyncCacheSource<?> source ? source.get() : invoke();
        return Unchecked.cast(stage);
    }

    @SuppressWarnings("unchecked") // the call's signature bound the arguments to the reference
    private @Nullable Object invoke() throws Exception {
        Object[] a = arguments;
        return switch (a.length) {
            case 1 -> ((Call1<Object, ?>) code).call(a[0]);
            case 2 -> ((Call2<Object, Object, ?>) code).call(a[0], a[1]);
            case 3 -> ((Call3<Object, Object, Object, ?>) code).call(a[0], a[1], a[2]);
            case 4 -> ((Call4<Object, Object, Object, Object, ?>) code).call(a[0], a[1], a[2], a[3]);
            case 5 -> ((Call5<Object, Object, Object, Object, Object, ?>) code).call(a[0], a[1], a[2], a[3], a[4]);
            default ->
                ((Call6<Object, Object, Object, Object, Object, Object, ?>) code)
                        .call(a[0], a[1], a[2], a[3], a[4], a[5]);
        };
    }
}
