package methodcache.core.policy;

import java.time.Duration;

/**
 * The lock under which a value is loaded.
 *
 * @param timeout how long to wait for it
 * @param permits how many may hold it
 */
record DistributedLock(Duration timeout, int permits) {}
