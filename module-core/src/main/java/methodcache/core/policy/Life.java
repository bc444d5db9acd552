package methodcache.core.policy;

/**
 * How long a value lives, stored with it.
 *
 * @param duration the cap on the whole life in nanoseconds, 0 for none; ten windows where there is only a sliding
 *     expiration
 * @param sliding the time without use in nanoseconds, 0 for none; shorter than the duration
 * @param jitter the greatest part by which a life is shortened, from 0 to below 1
 * @param maxStale how long after its life it may be served when a load fails, in nanoseconds; 0 for not at all
 */
public record Life(long duration, long sliding, double jitter, long maxStale) {}
