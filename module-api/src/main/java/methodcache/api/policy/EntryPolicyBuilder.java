package methodcache.api.policy;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import methodcache.api.CacheContext;

/**
 * The words that see the value, besides those that don't. Mutable, for one thread; each word returns the same object.
 *
 * @param <T> the type of the value
 * @param <B> the type of the builder itself
 */
public interface EntryPolicyBuilder<T, B extends EntryPolicyBuilder<T, B>> extends PolicyBuilder<B> {

    /**
     * Keeps a value only if a condition holds; otherwise it is passed on. Several conditions must all hold. Nulls aren't asked
     * about. A condition that throws counts as one that doesn't hold. Default: every value is kept.
     *
     * @param condition quick; on the thread that loaded
     * @return this
     */
    B cacheIf(Predicate<? super T> condition);

    /**
     * Lets a loaded value say words of its own: its life, that is duration, sliding expiration, jitter and how long it may be served
     * stale, its tags, and what it depends on or invalidates. They are stronger than all that was said without the value, and weaker than
     * {@link methodcache.api.configuration.RuntimeOverrides overrides} at run time. Words that are needed before the value is there
     * have no effect: conditions, version, scope, {@code retryAfter}, the invalidation grace. Nulls aren't asked about. When it throws,
     * the value is passed on and not kept.
     *
     * @param words quick; on the thread that loaded
     * @return this
     */
    B withPolicyFromValue(BiConsumer<? super T, ? super PolicyBuilder<?>> words);

    /**
     * Answers a call whose load has failed: the function of the most specific class that fits what the loader threw makes the value. A stale
     * value that {@link #withStaleOnError} allows comes first. The value goes to this caller only, and isn't kept. Time-outs of the load, open circuit
     * breakers and remembered failures count as failures, the latter also as what they remember; interruption, closing and the call's own {@code
     * withTimeout} don't. For {@code refresh()} as well; not for refreshes in the background. In a bulk call it is asked for each key that the failed
     * load was to make; where one key has no answer, the call fails. What the function throws reaches the caller, with what the loader threw
     * suppressed in it. Said in several layers, the functions add up; of the same class, the stronger layer's counts. Default: the caller gets the exception.
     *
     * @param type of what the loader throws
     * @param fallback makes the value from that and the context, whose key is the one that failed; on the thread that completes the call
     * @param <X> the type of what the loader throws
     * @return this
     */
    <X extends Throwable> B withFallback(
            Class<X> type, BiFunction<? super X, ? super CacheContext, ? extends T> fallback);
}
