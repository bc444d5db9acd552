/**
 * The cluster's log of invalidations, as one node sees it: {@link methodcache.core.cluster.ClusterLog} publishes this node's events, applies
 * those of others in the log's order, and knows when it has missed some. Values of the second layer are judged by its positions, see {@link
 * methodcache.core.invalidation.Positions}; entries and loads of this node are judged by its own numbers, and the two never meet. Among the events nodes tell each other of the links of
 * keys that something depends on elsewhere: {@link methodcache.core.cluster.LinkExchange}.
 */
@NullMarked
package methodcache.core.cluster;

import org.jspecify.annotations.NullMarked;
