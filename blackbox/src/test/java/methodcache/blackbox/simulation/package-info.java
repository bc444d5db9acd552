/**
 * Random schedules of loads, writes, invalidations and evictions, played in one thread, so that a seed says it all; after each step, what
 * callers were given is compared with a model that knows nothing but the promises. A {@link methodcache.blackbox.simulation.World}
 * holds nodes; each step names the node that it happens on. Nodes that aren't connected have a {@link
 * methodcache.blackbox.simulation.Model} each.
 */
@NullMarked
package methodcache.blackbox.simulation;

import org.jspecify.annotations.NullMarked;
