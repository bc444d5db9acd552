package methodcache.core.layer;

import java.time.Duration;

/**
 * The limits of the second layer.
 *
 * @param timeout of each operation
 * @param maximumLife the longest that the cluster keeps a value
 * @param maximumValueSize the most bytes that are written for one
 * @param queued how many writes wait in the background; 0 for none: calls wait for them
 */
public record L2Limits(Duration timeout, Duration maximumLife, int maximumValueSize, int queued) {}
