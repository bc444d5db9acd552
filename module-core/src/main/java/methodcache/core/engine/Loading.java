package methodcache.core.engine;

import java.util.concurrent.CompletionStage;
import methodcache.api.CacheContext;
import org.jspecify.annotations.Nullable;

/** How a call makes its value. */
public sealed interface Loading {

    /**
     * Whether it answers later instead of blocking.
     *
     * @return true for a stage
     */
    boolean async();

    /** Makes the value on the thread it is called on. */
    non-sealed interface Blocking extends Loading {

        /**
         * Makes the value.
         *
         * @param context of the call
         * @return the value
         * @throws Exception what the user's code throws
         */
        @Nullable
        Object load(CacheContext context) throws Exception;

        @Override
        default boolean async() {
            return false;
        }
    }

    /** Begins to make the value. */
    non-sealed interface Staged extends Loading {

        /**
         * Begins to make the value.
         *
         * @param context of the call
         * @return completes with the value
         * @throws Exception what the user's code throws
         */
        CompletionStage<?> load(CacheContext context) throws Exception;

        @Override
        default boolean async() {
            return true;
        }
    }
}
