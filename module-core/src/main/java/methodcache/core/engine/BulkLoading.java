package methodcache.core.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import methodcache.api.CacheContext;
import org.jspecify.annotations.Nullable;

/** How a call makes the values of many keys. */
public sealed interface BulkLoading {

    /** Makes the values on the thread it is called on. */
    non-sealed interface Blocking extends BulkLoading {

        /**
         * Makes the values.
         *
         * @param missing the keys, as the caller gave them
         * @param context of the call
         * @return values by key
         * @throws Exception what the user's code throws
         */
        @Nullable
        Map<String, ?> load(List<String> missing, CacheContext context) throws Exception;
    }

    /** Begins to make the values. */
    non-sealed interface Staged extends BulkLoading {

        /**
         * Begins to make the values.
         *
         * @param missing the keys, as the caller gave them
         * @param context of the call
         * @return completes with values by key
         * @throws Exception what the user's code throws
         */
        @Nullable
        CompletionStage<?> load(List<String> missing, CacheContext context) throws Exception;
    }
}
