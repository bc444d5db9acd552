package methodcache.core.policy;

import java.time.Duration;

/**
 * That a value may be served after its life, when a load fails.
 *
 * @param maxStale for how long; stored with the value
 * @param retryAfter how long the load isn't tried again then
 */
record StaleOnError(Duration maxStale, Duration retryAfter) {}
