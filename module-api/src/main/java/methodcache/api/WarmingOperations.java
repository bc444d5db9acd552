package methodcache.api;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import methodcache.api.policy.CachePolicy;

/**
 * Loading keys before calls need them, at a bounded rate: after a deployment, or an invalidation of very much. The part of a {@link
 * MethodCache} for classes that prepare it for others. Thread-safe.
 *
 * <p>Each key is asked for as a call would ask for it: with a layer that has it, it is not loaded; its load is shared with callers who
 * want it meanwhile, is written to the second layer, takes the lock that the policy wants (but for batches, which take none), and isn't
 * kept if an invalidation overtakes it. Hits, misses and loads are counted as always. What the first layer has takes nothing of the rate. A key that fails is noted, and the
 * others go on. Loaders run on the cache's executor, with what {@code contextPropagation} carries over from the thread that began the
 * warming, and in the scope of that thread.
 *
 * <p>Give the policy, and the type, that calls for these keys have: without a type values of no known one stay in the first layer.
 * Where an override has turned caching off, nothing is loaded.
 */
public interface WarmingOperations {

    /**
     * Loads keys, at a bounded rate, without blocking this thread.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param loader makes the value of a key, which its context tells
     * @param rate how many keys per second, and how many loads at once
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    CompletableFuture<WarmingReport> warm(Collection<String> keys, CacheLoader<?> loader, WarmingRate rate);

    /**
     * Loads keys, at a bounded rate, without blocking this thread.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param loader makes the value of a key, which its context tells
     * @param rate how many keys per second, and how many loads at once
     * @param policy the policy of all these calls, as it is now
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    CompletableFuture<WarmingReport> warm(
            Collection<String> keys, CacheLoader<?> loader, WarmingRate rate, CachePolicy policy);

    /**
     * Loads keys, at a bounded rate, without blocking this thread. The type is what the second layer stores the values by: a value of
     * another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the value of a key, which its context tells
     * @param rate how many keys per second, and how many loads at once
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys, Class<T> type, CacheLoader<? extends T> loader, WarmingRate rate);

    /**
     * Loads keys, at a bounded rate, without blocking this thread. The type is what the second layer stores the values by: a value of
     * another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the value of a key, which its context tells
     * @param rate how many keys per second, and how many loads at once
     * @param policy the policy of all these calls, as it is now
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys,
            Class<T> type,
            CacheLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy);

    /**
     * Loads keys, at a bounded rate, without blocking this thread. The type is what the second layer stores the values by: a value of
     * another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the value of a key, which its context tells
     * @param rate how many keys per second, and how many loads at once
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys, TypeRef<T> type, CacheLoader<? extends T> loader, WarmingRate rate);

    /**
     * Loads keys, at a bounded rate, without blocking this thread. The type is what the second layer stores the values by: a value of
     * another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the value of a key, which its context tells
     * @param rate how many keys per second, and how many loads at once
     * @param policy the policy of all these calls, as it is now
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warm(
            Collection<String> keys,
            TypeRef<T> type,
            CacheLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy);

    /**
     * Loads keys in batches, at a bounded rate; otherwise as {@link #warm(Collection, CacheLoader, WarmingRate)}. A batch is the next
     * keys, and the loader is asked for those of them that are missing. If it throws, all of these have failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param loader makes the values of missing keys; called once for each batch that has some
     * @param rate how many keys per second, and how many loads at once
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    CompletableFuture<WarmingReport> warmMany(Collection<String> keys, BulkLoader<?> loader, WarmingRate rate);

    /**
     * Loads keys in batches, at a bounded rate; otherwise as {@link #warm(Collection, CacheLoader, WarmingRate)}. A batch is the next
     * keys, and the loader is asked for those of them that are missing. If it throws, all of these have failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param loader makes the values of missing keys; called once for each batch that has some
     * @param rate how many keys per second, and how many loads at once
     * @param policy the policy of all these calls, as it is now
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys, BulkLoader<?> loader, WarmingRate rate, CachePolicy policy);

    /**
     * Loads keys in batches, at a bounded rate; otherwise as {@link #warm(Collection, CacheLoader, WarmingRate)}. A batch is the next
     * keys, and the loader is asked for those of them that are missing. If it throws, all of these have failed. The type is what the
     * second layer stores the values by: a value of another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of missing keys; called once for each batch that has some
     * @param rate how many keys per second, and how many loads at once
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys, Class<T> type, BulkLoader<? extends T> loader, WarmingRate rate);

    /**
     * Loads keys in batches, at a bounded rate; otherwise as {@link #warm(Collection, CacheLoader, WarmingRate)}. A batch is the next
     * keys, and the loader is asked for those of them that are missing. If it throws, all of these have failed. The type is what the
     * second layer stores the values by: a value of another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values; an entry of another type is a miss
     * @param loader makes the values of missing keys; called once for each batch that has some
     * @param rate how many keys per second, and how many loads at once
     * @param policy the policy of all these calls, as it is now
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys,
            Class<T> type,
            BulkLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy);

    /**
     * Loads keys in batches, at a bounded rate; otherwise as {@link #warm(Collection, CacheLoader, WarmingRate)}. A batch is the next
     * keys, and the loader is asked for those of them that are missing. If it throws, all of these have failed. The type is what the
     * second layer stores the values by: a value of another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of missing keys; called once for each batch that has some
     * @param rate how many keys per second, and how many loads at once
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys, TypeRef<T> type, BulkLoader<? extends T> loader, WarmingRate rate);

    /**
     * Loads keys in batches, at a bounded rate; otherwise as {@link #warm(Collection, CacheLoader, WarmingRate)}. A batch is the next
     * keys, and the loader is asked for those of them that are missing. If it throws, all of these have failed. The type is what the
     * second layer stores the values by: a value of another one isn't kept, and its key has failed.
     *
     * @param keys the keys, none of them empty, in the order in which they are begun; copied. Duplicates count once
     * @param type the type of the values with its arguments; an entry of another type is a miss
     * @param loader makes the values of missing keys; called once for each batch that has some
     * @param rate how many keys per second, and how many loads at once
     * @param policy the policy of all these calls, as it is now
     * @param <T> the type of the values
     * @return completes when all keys have been asked for, with what became of them; fails with a {@link CacheClosedException} when the
     *     cache is closed before. Cancelling it ends the warming: no further key is begun, and loads in flight are cancelled that nobody else
     *     waits for
     * @throws IllegalArgumentException if a key is empty
     */
    <T> CompletableFuture<WarmingReport> warmMany(
            Collection<String> keys,
            TypeRef<T> type,
            BulkLoader<? extends T> loader,
            WarmingRate rate,
            CachePolicy policy);
}
