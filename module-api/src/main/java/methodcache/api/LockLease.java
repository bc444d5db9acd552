package methodcache.api;

/** The distributed lock under which a loader runs. It is renewed while the loader runs. Thread-safe. */
public interface LockLease {

    /**
     * The fencing token: greater than that of every earlier holder of this lock. Pass it on to what the loader writes to, where that can
     * refuse smaller ones (Kleppmann, How to do distributed locking, 2016).
     *
     * @return positive
     */
    long token();

    /**
     * Whether it is still held, as far as is known here: false once it could not be renewed in time.
     *
     * @return false when another node may hold it
     */
    boolean isHeld();
}
