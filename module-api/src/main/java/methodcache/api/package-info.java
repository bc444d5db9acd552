/**
 * The cache: calls, keys, lookups, loaders, invalidation. Start at {@link methodcache.api.MethodCache#configure()}.
 *
 * <p>Unless a member says otherwise, a null argument is a {@link java.lang.NullPointerException}, a value out of range an
 * {@link java.lang.IllegalArgumentException}, and a call on a closed cache a {@link methodcache.api.CacheClosedException}.
 */
@NullMarked
package methodcache.api;

import org.jspecify.annotations.NullMarked;
