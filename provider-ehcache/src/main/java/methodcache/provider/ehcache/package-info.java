/**
 * First layer in the heap, by Ehcache 3.
 *
 * <p>It stands on Ehcache's heap store, {@link org.ehcache.impl.internal.store.heap.OnHeapStore}, and not on a cache
 * manager around it. The store is what a first layer is: a concurrent map with sampled eviction. What the manager adds,
 * the engine has better (expiry, loading, statistics) or a first layer can't afford: a start of 0.6 s more, 20 ms instead
 * of 0.2 ms for each further cache, half a microsecond on every put once someone listens for evictions, and threads that
 * keep the JVM alive. Nor would its weights be kept, see {@link methodcache.provider.ehcache.BoundedHeap}. The price is a
 * class that Ehcache calls internal: its version is pinned, and 3.11 is the oldest that has it in this shape.
 */
@NullMarked
package methodcache.provider.ehcache;

import org.jspecify.annotations.NullMarked;
