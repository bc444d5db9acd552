package methodcache.api;

/**
 * What an invalidation did. When it is returned, no later call on this node gets a value whose load began before it.
 *
 * @param invalidation what was asked for
 * @param number its place in the order of this node's events; positive, larger for later ones; 0 while it is only gathered by
 *     {@link MethodCache#collectInvalidations()}
 * @param loadsOvertaken how many loads were in flight that it covers: their own callers get the value, and it is not kept
 * @param published whether it is in the cluster's log, where every node hears of it; true where the cache has no second layer. If false,
 *     this node publishes it as soon as the log can be reached, and other nodes never hear of it if this one ends before; false also while
 *     it is only gathered
 */
public record InvalidationReport(Invalidation invalidation, long number, int loadsOvertaken, boolean published) {}
