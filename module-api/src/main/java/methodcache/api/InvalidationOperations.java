package methodcache.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * Invalidating, now or after the commit. The part of a {@link MethodCache} for classes that change what others cache: one that
 * asks for this alone shows that it reads nothing from the cache, and is easy to test, since every form but {@link
 * #invalidateAsync} and {@link #collectInvalidations} comes down to {@link #invalidate}. Thread-safe.
 */
public interface InvalidationOperations {

    /**
     * Invalidates the entries of some keys, and keeps loads of them that are in flight from being kept. A key is taken in the
     * scope of the {@link ScopeProvider}, if there is one.
     *
     * @param keys the keys, as keyed calls are given them or {@link CacheCall#key()} tells them
     * @return what was done
     */
    default InvalidationReport invalidateKeys(String... keys) {
        return invalidateKeys(Arrays.asList(keys));
    }

    /**
     * Invalidates the entries of some keys; otherwise as {@link #invalidateKeys(String...)}.
     *
     * @param keys the keys
     * @return what was done
     */
    default InvalidationReport invalidateKeys(Collection<String> keys) {
        return invalidate(Invalidation.keys(keys));
    }

    /**
     * Invalidates the entries whose keys begin with a text, and keeps loads of them that are in flight from being kept. Costs
     * the same however many they are. In the scope of the {@link ScopeProvider}, if there is one.
     *
     * @param prefix the text; not empty
     * @return what was done
     */
    default InvalidationReport invalidatePrefix(String prefix) {
        return invalidate(Invalidation.prefix(prefix));
    }

    /**
     * Invalidates the entries that have any of some tags, and keeps loads of them that are in flight from being kept. Costs the same
     * however many they are. In the scope of the {@link ScopeProvider}, if there is one.
     *
     * @param tags the tags, exactly as {@code withTags} said them
     * @return what was done
     */
    default InvalidationReport invalidateTags(String... tags) {
        return invalidateTags(Arrays.asList(tags));
    }

    /**
     * Invalidates the entries that have any of some tags; otherwise as {@link #invalidateTags(String...)}.
     *
     * @param tags the tags
     * @return what was done
     */
    default InvalidationReport invalidateTags(Collection<String> tags) {
        return invalidate(Invalidation.tags(tags));
    }

    /**
     * Invalidates the entries that have every one of some tags; otherwise as {@link #invalidateTags(String...)}.
     *
     * @param tags the tags; at least one
     * @return what was done
     */
    default InvalidationReport invalidateAllTags(String... tags) {
        return invalidateAllTags(Arrays.asList(tags));
    }

    /**
     * Invalidates the entries that have every one of some tags; otherwise as {@link #invalidateTags(String...)}.
     *
     * @param tags the tags; at least one
     * @return what was done
     */
    default InvalidationReport invalidateAllTags(Collection<String> tags) {
        return invalidate(Invalidation.allTags(tags));
    }

    /**
     * Invalidates the entries that have a tag which matches a pattern: {@code *} stands for any run of characters, {@code ?} for one,
     * all else for itself, and the whole tag must match. Otherwise as {@link #invalidateTags(String...)}.
     *
     * @param pattern the pattern; not empty
     * @return what was done
     */
    default InvalidationReport invalidateTagPattern(String pattern) {
        return invalidate(Invalidation.tagPattern(pattern));
    }

    /**
     * Invalidates all entries, in every scope, and keeps loads in flight from being kept.
     *
     * @return what was done
     */
    default InvalidationReport invalidateAll() {
        return invalidate(Invalidation.all());
    }

    /**
     * Invalidates. When it has returned, no later call on this node gets a value whose load began before it. May be called from
     * anywhere, loaders and hooks included; waits for no load.
     *
     * @param invalidation what
     * @return what was done
     */
    InvalidationReport invalidate(Invalidation invalidation);

    /**
     * Invalidates without blocking this thread; otherwise as {@link #invalidate}.
     *
     * @param invalidation what
     * @return completes when it is done
     */
    CompletableFuture<InvalidationReport> invalidateAsync(Invalidation invalidation);

    /**
     * Gathers what this thread asks to invalidate from now on, until it is fired or discarded: for after the commit.
     *
     * @return what is gathered; to be closed
     */
    CollectedInvalidations collectInvalidations();
}
