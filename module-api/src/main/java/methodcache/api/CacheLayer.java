package methodcache.api;

/** Where a value came from. */
public enum CacheLayer {
    /** The first layer: this process. */
    L1,
    /** The second layer: the cluster. */
    L2,
    /** No layer had it: the loader. */
    SOURCE
}
