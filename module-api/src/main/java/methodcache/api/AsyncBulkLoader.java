package methodcache.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes the values of several keys in one go, without blocking.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface AsyncBulkLoader<T> {

    /**
     * Begins to make the values of the keys that the cache doesn't have; must not block.
     *
     * @param missing the keys, each once, in the caller's order; never empty
     * @param context scope, services, cancellation; its key is the first of the missing ones
     * @return completes with values by key, as {@link BulkLoader#load} returns them, or with the failure
     * @throws Exception a failure to begin, the same as a stage that failed
     */
    CompletionStage<? extends Map<String, ? extends T>> load(List<String> missing, CacheContext context)
            throws Exception;

    /**
     * A blocking loader in asynchronous clothes; see {@link BulkLoader#blocking}.
     *
     * @param loader the blocking loader
     * @param <T> the type of the values
     */
    record Blocking<T>(BulkLoader<? extends T> loader) implements AsyncBulkLoader<T> {

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
         * @param missing passed on
         * @param context passed on
         * @return already complete
         */
        @Override
        public CompletionStage<? extends Map<String, ? extends T>> load(List<String> missing, CacheContext context)
                throws Exception {
            return CompletableFuture.completedFuture(loader.load(missing, context));
        }
    }
}
