package methodcache.api;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;

/**
 * Caching many keys at once: loading the missing ones together, looking up, putting. The part of a {@link MethodCache} for classes
 * that need no more of it. Thread-safe.
 *
 * @see KeyedOperations
 */
public interface BulkOperations {

    /**
     * Answers many keys: from the cache, from loads that others have begun, and the rest by one call of the loader, on this
     * thread. Its own keys are loaded before it waits for others'.
     *
     * @param keys the keys; duplicates count once
     * @param loader makes the values of the missing keys; called at most once
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(Collection<String> keys, BulkLoader<? extends T> loader);

    /**
     * Answers many keys without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param loader makes the values of the missing keys; called at most once
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, AsyncBulkLoader<? extends T> loader);

    /**
     * Answers many ids that aren't strings; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param loader makes the values of the missing ids; called at most once
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids, Function<? super K, String> key, KeyedBulkLoader<K, ? extends T> loader);

    /**
     * Answers many keys: from the cache, from loads that others have begun, and the rest by one call of the loader, on this
     * thread. Its own keys are loaded before it waits for others'.
     *
     * @param keys the keys; duplicates count once
     * @param loader makes the values of the missing keys; called at most once
     * @param policy the policy of this call
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(Collection<String> keys, BulkLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers many keys without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param loader makes the values of the missing keys; called at most once
     * @param policy the policy of this call
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, AsyncBulkLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers many ids that aren't strings; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param loader makes the values of the missing ids; called at most once
     * @param policy the policy of this call
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            KeyedBulkLoader<K, ? extends T> loader,
            CachePolicy policy);

    /**
     * Answers many keys: from the cache, from loads that others have begun, and the rest by one call of the loader, on this
     * thread. Its own keys are loaded before it waits for others'.
     *
     * @param keys the keys; duplicates count once
     * @param loader makes the values of the missing keys; called at most once
     * @param policy says the policy of this call
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, BulkLoader<? extends T> loader, Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many keys without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param loader makes the values of the missing keys; called at most once
     * @param policy says the policy of this call
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys,
            AsyncBulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many ids that aren't strings; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param loader makes the values of the missing ids; called at most once
     * @param policy says the policy of this call
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            KeyedBulkLoader<K, ? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many keys with values of a type; otherwise as the form without one. The type is what the second layer stores the values
     * by, and what a loader must keep to: a value of another type isn't kept, and fails this call.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(Collection<String> keys, Class<T> type, BulkLoader<? extends T> loader);

    /**
     * Answers many keys with values of a type without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, Class<T> type, AsyncBulkLoader<? extends T> loader);

    /**
     * Answers many ids that aren't strings with values of a type; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing ids; called at most once
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids, Function<? super K, String> key, Class<T> type, KeyedBulkLoader<K, ? extends T> loader);

    /**
     * Answers many keys with values of a type; otherwise as the form without one. The type is what the second layer stores the values
     * by, and what a loader must keep to: a value of another type isn't kept, and fails this call.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy the policy of this call
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, Class<T> type, BulkLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers many keys with values of a type without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy the policy of this call
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, Class<T> type, AsyncBulkLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers many ids that aren't strings with values of a type; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing ids; called at most once
     * @param policy the policy of this call
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            Class<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            CachePolicy policy);

    /**
     * Answers many keys with values of a type; otherwise as the form without one. The type is what the second layer stores the values
     * by, and what a loader must keep to: a value of another type isn't kept, and fails this call.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy says the policy of this call
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(
            Collection<String> keys,
            Class<T> type,
            BulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many keys with values of a type without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy says the policy of this call
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys,
            Class<T> type,
            AsyncBulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many ids that aren't strings with values of a type; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of the missing ids; called at most once
     * @param policy says the policy of this call
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            Class<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many keys with values of a type; otherwise as the form without one. The type is what the second layer stores the values
     * by, and what a loader must keep to: a value of another type isn't kept, and fails this call.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(Collection<String> keys, TypeRef<T> type, BulkLoader<? extends T> loader);

    /**
     * Answers many keys with values of a type without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, TypeRef<T> type, AsyncBulkLoader<? extends T> loader);

    /**
     * Answers many ids that aren't strings with values of a type; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing ids; called at most once
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            TypeRef<T> type,
            KeyedBulkLoader<K, ? extends T> loader);

    /**
     * Answers many keys with values of a type; otherwise as the form without one. The type is what the second layer stores the values
     * by, and what a loader must keep to: a value of another type isn't kept, and fails this call.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy the policy of this call
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(
            Collection<String> keys, TypeRef<T> type, BulkLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers many keys with values of a type without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy the policy of this call
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys, TypeRef<T> type, AsyncBulkLoader<? extends T> loader, CachePolicy policy);

    /**
     * Answers many ids that aren't strings with values of a type; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing ids; called at most once
     * @param policy the policy of this call
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            TypeRef<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            CachePolicy policy);

    /**
     * Answers many keys with values of a type; otherwise as the form without one. The type is what the second layer stores the values
     * by, and what a loader must keep to: a value of another type isn't kept, and fails this call.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy says the policy of this call
     * @param <T> the type of the values
     * @return values in the order of the keys; a key without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <T> Map<String, T> getOrCreateMany(
            Collection<String> keys,
            TypeRef<T> type,
            BulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many keys with values of a type without blocking this thread; otherwise as the blocking form.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing keys; called at most once
     * @param policy says the policy of this call
     * @param <T> the type of the values
     * @return this caller's own future, complete when all are hits. Cancelling it ends this caller's wait, and cancels the load
     *     when nobody else waits for any of its keys
     */
    <T> CompletableFuture<Map<String, T>> getOrCreateManyAsync(
            Collection<String> keys,
            TypeRef<T> type,
            AsyncBulkLoader<? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Answers many ids that aren't strings with values of a type; otherwise as the form with strings.
     *
     * @param ids the ids; duplicates count once
     * @param key makes the key of an id; two ids of one key are one id, the first
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of the missing ids; called at most once
     * @param policy says the policy of this call
     * @param <K> the type of the ids
     * @param <T> the type of the values
     * @return values in the order of the ids; an id without a value isn't in it. Unmodifiable
     * @throws CacheLoadException if the loader threw a checked exception; unchecked ones are thrown as they are
     * @throws ClassCastException if the loader gave a value of another type
     * @throws CacheInterruptedException if this thread is interrupted
     */
    <K, T> Map<K, T> getOrCreateMany(
            Collection<K> ids,
            Function<? super K, String> key,
            TypeRef<T> type,
            KeyedBulkLoader<K, ? extends T> loader,
            Consumer<? super EntryPolicyBuilder<T, ?>> policy);

    /**
     * Looks keys up without loading.
     *
     * @param keys the keys; duplicates count once
     * @param <T> the type of the values
     * @return what the cache has, in the order of the keys; a key that isn't found isn't in it. Unmodifiable; a cached null is
     *     a null value
     */
    <T> Map<String, T> tryGetMany(Collection<String> keys);

    /**
     * Looks keys up without loading.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values; an entry of another type isn't found
     * @param <T> the type of the values
     * @return as {@link #tryGetMany(Collection)}
     */
    <T> Map<String, T> tryGetMany(Collection<String> keys, Class<T> type);

    /**
     * Looks keys up without loading.
     *
     * @param keys the keys; duplicates count once
     * @param type the type of the values with its arguments; an entry of another type isn't found
     * @param <T> the type of the values
     * @return as {@link #tryGetMany(Collection)}
     */
    <T> Map<String, T> tryGetMany(Collection<String> keys, TypeRef<T> type);

    /**
     * Keeps several values, each as {@link KeyedOperations#put(String, Object)} does.
     *
     * @param values values by key
     */
    void putMany(Map<String, ?> values);

    /**
     * Keeps several values, each as {@link KeyedOperations#put(String, Object, CachePolicy)} does.
     *
     * @param values values by key
     * @param policy the policy of this call
     */
    void putMany(Map<String, ?> values, CachePolicy policy);
}
