package methodcache.api.spi;

/** Hears of entries that an {@link L1Store} evicted for want of room. */
@FunctionalInterface
public interface L1EvictionListener {

    /**
     * An entry was evicted. Called on any thread, soon after the eviction, in no certain order; must be quick and must not
     * throw.
     *
     * @param key the key
     * @param entry the entry that is gone
     */
    void evicted(Object key, L1Entry entry);
}
