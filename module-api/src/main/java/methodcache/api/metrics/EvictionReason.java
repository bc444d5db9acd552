package methodcache.api.metrics;

/** Why an entry left the cache without being asked to. */
public enum EvictionReason {
    /** There was no room for it. */
    SIZE,
    /** Its life was over. */
    EXPIRED
}
