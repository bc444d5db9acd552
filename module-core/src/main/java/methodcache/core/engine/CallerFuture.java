package methodcache.core.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One caller's own future. Whatever the caller does to end it (cancel, complete, a time limit of its own) ends its wait as well.
 * Its steps without an executor of their own run on the cache's.
 */
final class CallerFuture<T> extends CompletableFuture<T> {

    private final Executor executor;
    private final Runnable ended;

    /**
     * Makes a future.
     *
     * @param executor runs its asynchronous steps
     * @param ended the caller ended it before the cache did
     */
    CallerFuture(Executor executor, Runnable ended) {
        this.executor = executor;
        this.ended = ended;
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        ended.run();
        return cancelled;
    }

    @Override
    public boolean complete(T value) {
        boolean completed = super.complete(value);
        ended.run();
        return completed;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean completed = super.completeExceptionally(failure);
        ended.run();
        return completed;
    }

    /** The cache's own end; false when the caller was first. */
    boolean answer(@Nullable T value, @Nullable Throwable failure) {
        return failure == null ? finish(value) : super.completeExceptionally(failure);
    }

    @SuppressWarnings("NullAway") // a cached null is a value of a type that allows it
    private boolean finish(@Nullable T value) {
        return super.complete(value);
    }
}
