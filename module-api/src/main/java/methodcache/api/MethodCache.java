package methodcache.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.configuration.RuntimeOverrides;
import methodcache.api.internal.Core;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A cache of calls. Calls are made in three forms that share one store: a chain over a lambda ({@link #cache}), a method
 * reference with its arguments ({@link #call(Call1, Object)}), and a key with a loader ({@link #getOrCreate(String,
 * CacheLoader)}). Calls for one key share one load. Thread-safe.
 *
 * <p>When an invalidation has returned, no later call on this node gets a value whose load began before it. A failed load is not
 * kept, and every caller who waits for it gets its exception.
 */
public interface MethodCache extends AutoCloseable {

    /**
     * Starts the configuration of a cache: {@code MethodCache.configure().build()} is a whole one.
     *
     * @return an empty configuration
     * @throws CacheConfigurationException if the engine is not on the path
     */
    static MethodCacheConfiguration configure() {
        return Core.provider().configure();
    }

    /**
     * The name it was configured with.
     *
     * @return the name
     */
    String name();

    // ------------------------------------------------------------------ calls

    /**
     * Caches a call written as a lambda. Its key is the call site and what the lambda captured: values count by value, declared
     * services by their type; anything else is refused, with the remedies in the message.
     *
     * @param source the call: {@code () -> users.find(id)}
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <T> CacheCall<T> cache(CacheSource<? extends T> source);

    /**
     * Caches a call that answers later, written as a lambda; otherwise as {@link #cache}.
     *
     * @param source the call: {@code () -> users.findAsync(id)}
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <T> CacheCall<T> cacheAsync(AsyncCacheSource<? extends T> source);

    /**
     * Caches a call by method reference with one argument: {@code call(users::find, id)}. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param <A1> the type of argument 1
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, T> CacheCall<T> call(Call1<? super A1, ? extends T> method, A1 a1);

    /**
     * Caches a call by reference to a method that returns a future, with one argument; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param <A1> the type of argument 1
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, T> CacheCall<T> callAsync(Call1<? super A1, ? extends CompletionStage<? extends T>> method, A1 a1);

    /**
     * Caches a call by method reference with two arguments: {@code call(UserService::find, users, id)}. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, T> CacheCall<T> call(Call2<? super A1, ? super A2, ? extends T> method, A1 a1, A2 a2);

    /**
     * Caches a call by reference to a method that returns a future, with two arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, T> CacheCall<T> callAsync(
            Call2<? super A1, ? super A2, ? extends CompletionStage<? extends T>> method, A1 a1, A2 a2);

    /**
     * Caches a call by method reference with three arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, T> CacheCall<T> call(
            Call3<? super A1, ? super A2, ? super A3, ? extends T> method, A1 a1, A2 a2, A3 a3);

    /**
     * Caches a call by reference to a method that returns a future, with three arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, T> CacheCall<T> callAsync(
            Call3<? super A1, ? super A2, ? super A3, ? extends CompletionStage<? extends T>> method,
            A1 a1,
            A2 a2,
            A3 a3);

    /**
     * Caches a call by method reference with four arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, T> CacheCall<T> call(
            Call4<? super A1, ? super A2, ? super A3, ? super A4, ? extends T> method, A1 a1, A2 a2, A3 a3, A4 a4);

    /**
     * Caches a call by reference to a method that returns a future, with four arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, T> CacheCall<T> callAsync(
            Call4<? super A1, ? super A2, ? super A3, ? super A4, ? extends CompletionStage<? extends T>> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4);

    /**
     * Caches a call by method reference with five arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, T> CacheCall<T> call(
            Call5<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? extends T> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5);

    /**
     * Caches a call by reference to a method that returns a future, with five arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, T> CacheCall<T> callAsync(
            Call5<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? extends CompletionStage<? extends T>>
                    method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5);

    /**
     * Caches a call by method reference with six arguments. Its key is the method, its receiver and the
     * arguments. An unbound reference costs least: its identity is found once per call site.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param a6 argument 6
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <A6> the type of argument 6
     * @param <T> the type of the value
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, A6, T> CacheCall<T> call(
            Call6<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? super A6, ? extends T> method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5,
            A6 a6);

    /**
     * Caches a call by reference to a method that returns a future, with six arguments; otherwise as {@code call}.
     *
     * @param method the method
     * @param a1 argument 1, or the receiver of an unbound reference
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param a6 argument 6
     * @param <A1> the type of argument 1
     * @param <A2> the type of argument 2
     * @param <A3> the type of argument 3
     * @param <A4> the type of argument 4
     * @param <A5> the type of argument 5
     * @param <A6> the type of argument 6
     * @param <T> the type of the value that the future gives
     * @return the call, to be given words and run
     */
    <A1, A2, A3, A4, A5, A6, T> CacheCall<T> callAsync(
            Call6<
                            ? super A1,
                            ? super A2,
                            ? super A3,
                            ? super A4,
                            ? super A5,
                            ? super A6,
                            ? extends CompletionStage<? extends T>>
                    method,
            A1 a1,
            A2 a2,
            A3 a3,
            A4 a4,
            A5 a5,
            A6 a6);

    // ------------------------------------------------------------------ keyed

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

    /**
     * Keeps several values, each as {@link #put(String, Object)} does.
     *
     * @param values values by key
     */
    void putMany(Map<String, ?> values);

    /**
     * Keeps several values, each as {@link #put(String, Object, CachePolicy)} does.
     *
     * @param values values by key
     * @param policy the policy of this call
     */
    void putMany(Map<String, ?> values, CachePolicy policy);

    // ------------------------------------------------------------------ bulk

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

    // ------------------------------------------------------------------ invalidation

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

    // ------------------------------------------------------------------ operation

    /**
     * What the cache did and holds.
     *
     * @return a snapshot
     */
    CacheStats stats();

    /**
     * Changes policies while the cache runs.
     *
     * @return the overrides, always the same object
     */
    RuntimeOverrides overrides();

    /**
     * Refuses new calls, lets loads in flight finish up to {@code closeTimeout}, then cancels them: whoever waits for one gets
     * a {@link CacheClosedException}. Leaves no thread behind. Idempotent; a loader that closes its own cache doesn't wait for
     * itself.
     */
    @Override
    void close();
}
