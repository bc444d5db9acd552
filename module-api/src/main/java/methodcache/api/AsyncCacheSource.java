package methodcache.api;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * A call that answers later, as a lambda or a method reference without parameters. Serializable for the same reason as
 * {@link CacheSource}.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface AsyncCacheSource<T> extends Serializable {

    /**
     * Begins to make the value; must not block.
     *
     * @return completes with the value, or with the failure
     * @throws Exception a failure to begin, the same as a stage that failed
     */
    CompletionStage<? extends T> get() throws Exception;
}
