package methodcache.api;

import org.jspecify.annotations.Nullable;

/**
 * What the cache still holds of a key that is being loaded anew, for loaders that ask their source whether it has changed.
 *
 * @param value the value; null is a cached null
 * @param etag what a loader said with {@link CacheContext#etag(String)} when it made the value; null where it said nothing
 */
public record PreviousValue(
        @Nullable Object value, @Nullable String etag) {}
