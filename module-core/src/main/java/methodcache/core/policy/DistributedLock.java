package methodcache.core.policy;

import java.time.Duration;

/**
 * The lock under which a value is loaded.
 *
 * @param timeout how long to wait for it
 * @param permits how many may hold it
 */
record DistributedLock(Duration timeout, int permits) {

    /** What takes back a lock that a weaker layer said. */
    static final DistributedLock NONE = new DistributedLock(Duration.ZERO, 0);

    boolean isNone() {
        return permits == 0;
    }
}
