/**
 * The engine: one call's way through the cache.
 *
 * <ol>
 *   <li>A call arrives with its store key and its compiled policy ({@code methodcache.core.key}, {@code
 *       methodcache.core.policy}).
 *   <li>{@link methodcache.core.engine.HitPath} probes L1: an entry that is alive, of the call's version and not covered by an
 *       event is returned. Nothing is made for it. Near its end it is marked, and {@link methodcache.core.engine.Refreshing} may load its
 *       value anew in the background.
 *   <li>Otherwise one {@link methodcache.core.engine.Request} is made and carried along.
 *   <li>{@link methodcache.core.engine.FlightTable} lets it join the {@link methodcache.core.engine.Flight} of its key, or
 *       start one.
 *       {@link methodcache.core.engine.Meeting} says who leads, who waits, and for how long.
 *   <li>{@link methodcache.core.engine.Guards} let the loader run, when a circuit breaker and a bound on loads allow it.
 *   <li>{@link methodcache.core.engine.LoadRunner} runs it: on the caller's thread, on an executor, or by its stage; {@link
 *       methodcache.core.engine.HardTimeouts} leave it behind when it takes too long.
 *   <li>{@link methodcache.core.engine.Admission} decides whether and for how long the value is kept.
 *   <li>{@link methodcache.core.engine.FlightTable} publishes it, if the flight is still its key's current one and no event
 *       covers it; then the flight is removed, then its waiters are told.
 *   <li>Where the load has failed or is slow, {@link methodcache.core.engine.Rescue} may answer a call with the value that was there before, or
 *       with what its fallback makes.
 * </ol>
 *
 * <p>{@link methodcache.core.invalidation.Stamps} orders events and loads; {@link methodcache.core.engine.Upkeep} gives memory back;
 * {@link methodcache.core.engine.Engine} holds the parts together.
 */
@NullMarked
package methodcache.core.engine;

import org.jspecify.annotations.NullMarked;
