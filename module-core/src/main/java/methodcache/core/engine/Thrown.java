package methodcache.core.engine;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.BaseStream;
import methodcache.api.CacheLoadException;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/** What a caller is thrown. */
final class Thrown {

    private Thrown() {}

    /** Unchecked failures as they are, a checked one in a {@link CacheLoadException} of this caller's own. */
    static Throwable toThrow(List<String> keys, Throwable failure) {
        return failure instanceof RuntimeException || failure instanceof Error
                ? failure
                : new CacheLoadException(keys, failure);
    }

    /** Throws what {@link #toThrow} gives; declared to return so that the compiler knows the end. */
    static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new AssertionError("not unchecked", failure);
    }

    static String typeOf(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getName();
    }

    /** A stage's failure without the wrapping that stages add. */
    static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** Refuses values that can be used only once, or aren't there yet. */
    static void refuseUncacheable(Object key, @Nullable Object value) {
        refuseUncacheable(value, problem -> new CacheLoadException("its value " + problem, StoreKeys.text(key), null));
    }

    static void refuseUncacheable(@Nullable Object value, Function<String, RuntimeException> refusal) {
        String remedy;
        if (value instanceof CompletionStage || value instanceof Future) {
            remedy = "use cacheAsync, callAsync or getOrCreateAsync, which cache what it completes with";
        } else if (value instanceof Iterator || value instanceof Flow.Publisher) {
            remedy = "return a collection of its elements";
        } else if (value instanceof AutoCloseable) {
            remedy = value instanceof BaseStream
                    ? "return a collection of its elements, such as stream.toList()"
                    : "return what was read from it, and close it in the loader";
        } else {
            return;
        }
        throw refusal.apply("is a " + value.getClass().getName() + ", which can't be served twice; " + remedy);
    }
}
