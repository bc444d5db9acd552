/**
 * Second layer, log of invalidations and locks in a cluster of Apache Ignite 2.17, by its thin client.
 *
 * <p>In the cluster there are only text keys and bytes: no class of ours is needed there, nor any of the user's.
 */
@NullMarked
package methodcache.provider.ignite;

import org.jspecify.annotations.NullMarked;
