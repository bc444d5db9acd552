/**
 * First layer in the heap, by Ehcache 3.
 *
 * <p>It stands on Ehcache's heap store, {@link org.ehcache.impl.internal.store.heap.OnHeapStore}, and not on a cache
 * manager around it. The store is what a first layer is: a concurrent map with sampled eviction. What the manager adds,
 * the engine has already (expiry, loading, statistics) or a first layer can't afford. CPU time, manager against store,
 * both with our clock: first cache 440 against 115 ms, each further one 6.4 against 0.1; a hit 73 against 45 ns; an
 * evicting put while someone listens 2.0 against 1.0 µs; and then its threads keep the JVM alive. Nor would it
 * keep to weights, see {@link methodcache.provider.ehcache.BoundedHeap}. The price is a class that Ehcache calls
 * internal: the version is pinned, 3.11 is the oldest that has it in this shape, and with an older one the provider
 * says so.
 */
@NullMarked
package methodcache.provider.ehcache;

import org.jspecify.annotations.NullMarked;
