package methodcache.api;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Caching under a key of one's own: loading, looking up, putting. The part of a {@link MethodCache} for classes that choose their
 * keys and need no more of it, such as a repository. Thread-safe.
 *
 * @see BulkOperations
 */
public interface KeyedOperations {

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param loader makes the value
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(String key, CacheLoader<? extends T> loader);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param loader makes the value
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(String key, AsyncCacheLoader<? extends T> loader);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param loader makes the value
     * @param policy the policy of this call; kept in a field, it costs nothing per call
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(String key, CacheLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param loader makes the value
     * @param policy the policy of this call; kept in a field, it costs nothing per call
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(String key, AsyncCacheLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param loader makes the value
     * @param policy says the policy of this call; what one that captures nothing says is compiled once
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(String key, CacheLoader<? extends T> loader, Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param loader makes the value
     * @param policy says the policy of this call; what one that captures nothing says is compiled once
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(
            String key, AsyncCacheLoader<? extends T> loader, Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param type the type of the value; an entry of another type is a miss
     * @param loader makes the value
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(String key, Class<T> type, CacheLoader<? extends T> loader);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param type the type of the value; an entry of another type is a miss
     * @param loader makes the value
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(String key, Class<T> type, AsyncCacheLoader<? extends T> loader);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param type the type of the value; an entry of another type is a miss
     * @param loader makes the value
     * @param policy the policy of this call; kept in a field, it costs nothing per call
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(String key, Class<T> type, CacheLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param type the type of the value; an entry of another type is a miss
     * @param loader makes the value
     * @param policy the policy of this call; kept in a field, it costs nothing per call
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(
            String key, Class<T> type, AsyncCacheLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param type the type of the value; an entry of another type is a miss
     * @param loader makes the value
     * @param policy says the policy of this call; what one that captures nothing says is compiled once
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(
            String key,
            Class<T> type,
            CacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param type the type of the value; an entry of another type is a miss
     * @param loader makes the value
     * @param policy says the policy of this call; what one that captures nothing says is compiled once
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(
            String key,
            Class<T> type,
            AsyncCacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param type the type of the value with its arguments; an entry of another type is a miss
     * @param loader makes the value
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(String key, TypeRef<T> type, CacheLoader<? extends T> loader);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param type the type of the value with its arguments; an entry of another type is a miss
     * @param loader makes the value
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(String key, TypeRef<T> type, AsyncCacheLoader<? extends T> loader);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param type the type of the value with its arguments; an entry of another type is a miss
     * @param loader makes the value
     * @param policy the policy of this call; kept in a field, it costs nothing per call
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(String key, TypeRef<T> type, CacheLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param type the type of the value with its arguments; an entry of another type is a miss
     * @param loader makes the value
     * @param policy the policy of this call; kept in a field, it costs nothing per call
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(
            String key, TypeRef<T> type, AsyncCacheLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers from the cache, or loads on this thread; a load that another call has begun is joined.
     *
     * @param key the key; not empty
     * @param type the type of the value with its arguments; an entry of another type is a miss
     * @param loader makes the value
     * @param policy says the policy of this call; what one that captures nothing says is compiled once
     * @param <T> the type of the value
     * @return the value
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> T getOrCreate(
            String key,
            TypeRef<T> type,
            CacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers from the cache, or loads without blocking this thread. A blocking loader goes in as {@link
     * CacheLoader#blocking}.
     *
     * @param key the key; not empty
     * @param type the type of the value with its arguments; an entry of another type is a miss
     * @param loader makes the value
     * @param policy says the policy of this call; what one that captures nothing says is compiled once
     * @param <T> the type of the value
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it
     */
    <T> CompletableFuture<T> getOrCreateAsync(
            String key,
            TypeRef<T> type,
            AsyncCacheLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Looks a key up without loading. The caller vouches for the type, as with a map.
     *
     * @param key the key; not empty
     * @param <T> the type of the value
     * @return what the cache has
     */
    <T> CacheLookup<T> tryGet(String key);

    /**
     * Looks a key up without loading.
     *
     * @param key the key; not empty
     * @param type the type of the value; an entry of another type isn't found
     * @param <T> the type of the value
     * @return what the cache has
     */
    <T> CacheLookup<T> tryGet(String key, Class<T> type);

    /**
     * Looks a key up without loading.
     *
     * @param key the key; not empty
     * @param type the type of the value with its arguments; an entry of another type isn't found
     * @param <T> the type of the value
     * @return what the cache has
     */
    <T> CacheLookup<T> tryGet(String key, TypeRef<T> type);

    /**
     * Looks a key up without loading and without blocking this thread.
     *
     * @param key the key; not empty
     * @param <T> the type of the value
     * @return completes with what the cache has
     */
    <T> CompletableFuture<CacheLookup<T>> tryGetAsync(String key);

    /**
     * Keeps a value. A load of this key that is in flight is not kept: its callers get its value, later ones this one.
     *
     * @param key the key; not empty
     * @param value the value; a null is kept only where the policy says {@code cacheNulls}, and removes the entry otherwise
     */
    void put(String key, @Nullable Object value);

    /**
     * Keeps a value. A load of this key that is in flight is not kept: its callers get its value, later ones this one.
     *
     * @param key the key; not empty
     * @param value the value; a null is kept only where the policy says {@code cacheNulls}, and removes the entry otherwise
     * @param policy the policy of this call
     */
    void put(String key, @Nullable Object value, CachePolicy policy);

    /**
     * Keeps a value. A load of this key that is in flight is not kept: its callers get its value, later ones this one.
     *
     * @param key the key; not empty
     * @param value the value; a null is kept only where the policy says {@code cacheNulls}, and removes the entry otherwise
     * @param policy says the policy of this call
     */
    void put(String key, @Nullable Object value, Consumer<? super PolicyBuilder<?>> policy);

    /**
     * Keeps a value, without blocking this thread; otherwise as {@link #put(String, Object)}.
     *
     * @param key the key; not empty
     * @param value the value
     * @return completes when it is kept
     */
    CompletableFuture<Void> putAsync(String key, @Nullable Object value);
}
