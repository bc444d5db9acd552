package methodcache.core.cluster;

/**
 * What a node had applied of the cluster's log: all events up to a position.
 *
 * @param epoch the log's epoch
 * @param position the last position without a gap before it
 */
public record Stamp(String epoch, long position) {}
