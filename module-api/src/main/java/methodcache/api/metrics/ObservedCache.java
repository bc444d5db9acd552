package methodcache.api.metrics;

import methodcache.api.CacheHealth;
import methodcache.api.CacheStats;

/** What can be seen of a cache from outside; also after it was closed. Thread-safe. */
public interface ObservedCache {

    /**
     * The name it was configured with.
     *
     * @return the name
     */
    String name();

    /**
     * What the cache did and holds. Costs a walk over its entries, and nothing to the calls that go on.
     *
     * @return a snapshot
     */
    CacheStats stats();

    /**
     * Whether the parts work that others provide, since when, and why not.
     *
     * @return a snapshot
     */
    CacheHealth health();
}
