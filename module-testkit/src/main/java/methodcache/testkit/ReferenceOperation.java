package methodcache.testkit;

/** What a {@link ReferenceCluster} is asked to do; faults and counts tell them apart. */
public enum ReferenceOperation {
    /** {@link methodcache.api.spi.L2Store#getAll}; its items are the keys. */
    GET_ALL,
    /** {@link methodcache.api.spi.L2Store#writeAll}; its items are the writes. */
    WRITE_ALL,
    /** {@link methodcache.api.spi.Backplane#extent}; one item. */
    EXTENT,
    /** {@link methodcache.api.spi.Backplane#append}; one item, the event. */
    APPEND,
    /** {@link methodcache.api.spi.Backplane#read}; one item. */
    READ,
    /** {@link methodcache.api.spi.LockManager#acquire}; one item. */
    ACQUIRE,
    /** {@link methodcache.api.spi.LockManager.Grant#renew}; one item. */
    RENEW,
    /** {@link methodcache.api.spi.LockManager.Grant#release}; one item. */
    RELEASE
}
