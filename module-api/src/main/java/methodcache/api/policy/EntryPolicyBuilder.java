package methodcache.api.policy;

import java.util.function.BiConsumer;
import java.util.function.Predicate;

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
}
