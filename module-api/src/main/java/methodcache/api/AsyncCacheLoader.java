package methodcache.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes the value of a key without blocking. A blocking one goes in as {@link CacheLoader#blocking}.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface AsyncCacheLoader<T> {

    /**
     * Begins to make the value; must not block.
     *
     * @param context key, scope, services, cancellation
     * @return completes with the value, or with the failure
     * @throws Exception a failure to begin, the same as a stage that failed
     */
    CompletionStage<? extends T> load(CacheContext context) throws Exception;

    /**
     * A blocking loader in asynchronous clothes; see {@link CacheLoader#blocking}.
     *
     * @param loader the blocking loader
     * @param <T> the type of the value
     */
    record Blocking<T>(CacheLoader<? extends T> loader) implements AsyncCacheLoader<T> {

        /**
         * Checks that there is a loader.
         *
         * @param loader the blocking loader
         */
        public Blocking {
            Objects.requireNonNull(loader, "loader");
        }

        /**
         * Runs the loader on the calling thread. A cache doesn't call this: it runs {@link #loader()} on its executor.
         *
         * @param context passed on
         * @return already complete
         */
        @Override
        public CompletionStage<T> load(CacheContext context) throws Exception {
            return CompletableFuture.completedFuture(loader.load(context));
        }
    }
}
