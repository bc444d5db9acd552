package methodcache.api;

import java.util.List;
import java.util.Map;

/**
 * Makes the values of several keys in one go. May block.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface BulkLoader<T> {

    /**
     * Makes the values of the keys that the cache doesn't have.
     *
     * @param missing the keys, each once, in the caller's order; never empty
     * @param context scope, services, cancellation; its key is the first of the missing ones
     * @return values by key. A key that isn't in it has no value; a key that wasn't asked for is ignored
     * @throws Exception anything; as with {@link CacheLoader#load}
     */
    Map<String, ? extends T> load(List<String> missing, CacheContext context) throws Exception;

    /**
     * Makes a blocking loader fit an asynchronous call, as {@link CacheLoader#blocking} does.
     *
     * @param loader the loader
     * @param <T> the type of the values
     * @return an asynchronous loader that the cache knows to be blocking
     */
    static <T> AsyncBulkLoader<T> blocking(BulkLoader<? extends T> loader) {
        return new AsyncBulkLoader.Blocking<>(loader);
    }
}
