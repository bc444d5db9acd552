package methodcache.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a loader, a condition or a hook sees of the call it serves. Made only where somebody looks at it. Not thread-safe,
 * but for {@link #cancellation()} and {@link #within}.
 */
public interface CacheContext {

    /**
     * The key that was asked for: what {@code withKey} or a keyed call was given, whole and without a scope; for method calls, the text
     * made from scope, method and arguments, as {@link CacheCall#key()} tells it. In a bulk loader, the first of the missing ones.
     *
     * @return the key
     */
    String key();

    /**
     * Where the value comes from: the layer that had it, in a hit hook; {@link CacheLayer#SOURCE} in a loader, in a miss
     * hook and in a condition.
     *
     * @return the layer
     */
    CacheLayer layer();

    /**
     * The arguments of the call by method reference, as they were passed: with the receiver, as the first, where the reference is unbound
     * ({@code call(UserService::find, users, id)}), and without it where it is bound ({@code call(users::find, id)}).
     *
     * @return an unmodifiable list; empty for keyed calls and lambdas
     */
    List<@Nullable Object> arguments();

    /**
     * A place for user code to hand things on within one call: from a condition to the loader, from the loader to a hook.
     * A caller who joins another's load doesn't see the loader's items.
     *
     * @return a mutable map, made at the first use
     */
    Map<Object, Object> items();

    /**
     * The parts of the scope: what {@code withScope} and the {@link ScopeProvider} say.
     *
     * @return an unmodifiable map by name
     */
    Map<String, Object> scope();

    /**
     * Finds services: the call's {@code withServices}, else the configuration's.
     *
     * @return never null; finds nothing when nothing is configured
     */
    ServiceLookup services();

    /**
     * Tells a loader to stop.
     *
     * @return for hooks and conditions, one that is never cancelled
     */
    Cancellation cancellation();

    /**
     * The distributed lock under which this load runs, where its policy says {@code withDistributedLock}.
     *
     * @return null where there is none: outside of loaders, and for a load that goes on without
     */
    @Nullable
    LockLease lock();

    /**
     * What the cache still holds of the key that this loader makes anew: in a refresh, and after the end of a value's life as long as {@code
     * withStaleOnError} keeps it. What an invalidation has removed isn't there.
     *
     * @return null where there is nothing, outside of loaders, and in bulk loaders
     */
    @Nullable
    PreviousValue previous();

    /**
     * Says that the source hasn't changed: {@code return context.notModified();} in a loader gives the {@link #previous()} value a new life
     * under the policy of this call, and keeps its ETag unless {@link #etag(String)} says another. An event during this load keeps it
     * out of the cache like any other value.
     *
     * @param <T> the type of the value
     * @return the previous value
     * @throws IllegalStateException if there is none
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // what the loader returns, which its own call has loaded before
    <T> T notModified();

    /**
     * Names the state of the source that this loader's value comes from, such as the ETag of RFC 9110 or a row's version: a later load sees it in {@link
     * #previous()}. Kept with the value, in both layers. Only in loaders of one key; elsewhere it has no effect.
     *
     * @param etag the name; not empty
     * @throws IllegalArgumentException if it is empty
     */
    void etag(String etag);

    /**
     * Makes a task part of this load, so that what it asks of the cache on another thread counts as asked by this loader:
     * needed to see loads that wait for each other in a circle. Only in loaders; elsewhere the task is returned as it is.
     *
     * @param task what runs on another thread
     * @param <R> its result
     * @return the task to hand to that thread
     */
    <R> Callable<R> within(Callable<R> task);

    /**
     * The scope part named {@code tenantId}.
     *
     * @return its text, or null when there is none
     */
    default @Nullable String tenantId() {
        Object tenant = scope().get("tenantId");
        return tenant == null ? null : tenant.toString();
    }

    /**
     * The scope part named {@code userId}.
     *
     * @return its text, or null when there is none
     */
    default @Nullable String userId() {
        Object user = scope().get("userId");
        return user == null ? null : user.toString();
    }

    /**
     * The scope part named {@code locale}.
     *
     * @return the locale, read from its language tag where it is text; null when there is none
     */
    default @Nullable Locale locale() {
        Object locale = scope().get("locale");
        if (locale == null) {
            return null;
        }
        return locale instanceof Locale known
                ? known
                : Locale.forLanguageTag(locale.toString().replace('_', '-'));
    }
}
