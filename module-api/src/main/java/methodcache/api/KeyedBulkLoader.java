package methodcache.api;

import java.util.List;
import java.util.Map;

/**
 * Makes the values of several typed ids in one go: {@link BulkLoader} for callers whose keys aren't strings. May block.
 *
 * @param <K> the type of the ids
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface KeyedBulkLoader<K, T> {

    /**
     * Makes the values of the ids that the cache doesn't have.
     *
     * @param missing the ids, each once, in the caller's order; never empty
     * @param context scope, services, cancellation; its key is that of the first missing id
     * @return values by id. An id that isn't in it has no value; an id that wasn't asked for is ignored
     * @throws Exception anything; as with {@link CacheLoader#load}
     */
    Map<K, ? extends T> load(List<K> missing, CacheContext context) throws Exception;
}
