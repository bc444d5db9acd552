package methodcache.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import methodcache.api.policy.EntryPolicyBuilder;

/**
 * One call through the cache: its source, the words of its policy, and how it ends. Mutable, for one thread; each word returns
 * the same object, and a call may be run again, also after more words.
 *
 * @param <T> the type of the value
 */
public interface CacheCall<T> extends EntryPolicyBuilder<T, CacheCall<T>> {

    /**
     * Uses a key of one's own instead of the one made from the method or lambda. It is the same key that keyed calls use.
     *
     * @param key not empty
     * @return this
     */
    CacheCall<T> withKey(String key);

    /**
     * Says the type of the value, so that an entry of another type is a miss.
     *
     * @param type its class
     * @return this
     */
    CacheCall<T> withType(Class<? super T> type);

    /**
     * Says the type of the value, so that an entry of another type is a miss.
     *
     * @param type its type with arguments
     * @return this
     */
    CacheCall<T> withType(TypeRef<T> type);

    /**
     * Limits how long this call may take, waiting included. The loader then runs on the cache's executor, so that a slow one
     * can be left behind; it is cancelled if nobody else waits for it. Default: none.
     *
     * @param timeout positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    CacheCall<T> withTimeout(Duration timeout);

    /**
     * Finds services for this call's loader and hooks, in place of the configuration's.
     *
     * @param services the lookup
     * @return this
     */
    CacheCall<T> withServices(ServiceLookup services);

    /**
     * Answers from the cache, or loads: on this thread, unless there is a time-out or the source is asynchronous. A load that
     * another call has begun is joined.
     *
     * @return the value
     * @throws CacheLoadException if the source threw a checked exception; unchecked ones are thrown as they are
     * @throws CacheKeyException if the call has no identity
     * @throws CacheTimeoutException after {@link #withTimeout}
     * @throws CacheInterruptedException if this thread is interrupted; another caller who waits for the same load then leads it
     */
    T execute();

    /**
     * Answers from the cache, or loads without blocking this thread.
     *
     * @return this caller's own future, complete on a hit. Cancelling it ends this caller's wait, and cancels the load when
     *     nobody else waits for it. It fails with what {@link #execute()} throws
     * @throws CacheKeyException if the call has no identity
     */
    CompletableFuture<T> executeAsync();

    /**
     * Looks the value up without loading it. A condition that says no finds nothing.
     *
     * @return what the cache has
     * @throws CacheKeyException if the call has no identity
     */
    CacheLookup<T> tryGet();

    /**
     * Loads the value anew and keeps it; others are served the old one meanwhile. Joins a load that is in flight already: to
     * be sure of a value newer than a change, invalidate. A failed refresh leaves the old value; one whose value isn't to be kept (a
     * null, {@code cacheIf}) removes it.
     *
     * @return the new value
     * @throws CacheLoadException as {@link #execute()}
     */
    T refresh();

    /**
     * Loads the value anew without blocking this thread; otherwise as {@link #refresh()}.
     *
     * @return this caller's own future, as from {@link #executeAsync()}
     */
    CompletableFuture<T> refreshAsync();

    /**
     * Invalidates the entry of this call's key.
     *
     * @return what was done
     * @throws CacheKeyException if the call has no identity
     */
    InvalidationReport invalidate();

    /**
     * The key of this call, with its scope where there is one. Calls with different keys have different texts, unless a key given with
     * {@link #withKey} is itself such a text, and begins with {@code @}. A scope of more than 120 characters is a digest there.
     *
     * <p>What counts by instance, or is only known by its own {@code equals}, is a number there, which means something in this
     * process only. Of the latter, all that are equal have one number, which lasts as long as the cache has an entry or a load with
     * it: use such a text at once, and neither keep it nor let values depend on it. {@link #invalidate()} is without this limit.
     *
     * @return text that {@code invalidateKeys} and {@code invalidatePrefix} understand
     * @throws CacheKeyException if the call has no identity
     */
    String key();
}
