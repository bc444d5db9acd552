package methodcache.core.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Operations of providers, none of which is trusted to end or not to throw. */
public final class Limited {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Limited() {}

    /**
     * Begins an operation, and waits no longer than a limit for its end, nor longer than the cache is open.
     *
     * @param begin begins it
     * @param limit how long
     * @param tasks keeps the time
     * @return completes with the operation, or fails with a {@link TimeoutException}, or with that the cache is closed
     */
    public static <T> CompletableFuture<T> within(Supplier<CompletionStage<T>> begin, Duration limit, Tasks tasks) {
        CompletableFuture<T> limited = new CompletableFuture<>();
        try {
            CompletionStage<T> stage = begin.get();
            if (stage == null) {
                throw new IllegalStateException("the provider gave null instead of a stage");
            }
            then(stage, (value, failure) -> {
                if (failure == null) {
                    limited.complete(value);
                } else {
                    limited.completeExceptionally(unwrapped(failure));
                }
            });
        } catch (Throwable broken) {
            limited.completeExceptionally(broken);
        }
        if (!limited.isDone()) {
            Future<?> timer = tasks.schedule(
                    () -> limited.completeExceptionally(new TimeoutException("no answer within " + limit)), limit);
            then(limited, (value, failure) -> timer.cancel(false));
            tasks.endsAtClose(limited);
        }
        return limited;
    }

    /**
     * Goes on when an operation has ended.
     *
     * @param operation that ends
     * @param then takes its value, or why it failed; throws nothing
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what goes on throws nothing
    public static <T> void then(
            CompletionStage<T> operation, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> then) {
        operation.whenComplete(then);
    }

    /** A time and another one; as good as for ever where that is too long to be counted. */
    public static Duration plus(Duration one, Duration other) {
        return one.compareTo(LONGEST) > 0 ? LONGEST : one.plus(other.compareTo(LONGEST) > 0 ? LONGEST : other);
    }

    /** What an operation failed with. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
