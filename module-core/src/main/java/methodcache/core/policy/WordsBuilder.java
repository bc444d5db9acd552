package methodcache.core.policy;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import methodcache.api.CacheContext;
import methodcache.api.policy.EntryPolicyBuilder;
import methodcache.api.policy.PolicyBuilder;

/**
 * The whole vocabulary, for calls, policies and methods alike.
 *
 * @param <T> the type of the value
 * @param <B> the type of the builder itself
 */
public abstract class WordsBuilder<T, B extends EntryPolicyBuilder<T, B>> extends PlainWordsBuilder<B>
        implements EntryPolicyBuilder<T, B> {

    @Override
    @SuppressWarnings("unchecked") // only ever asked about values of this call, which are T
    public final B cacheIf(Predicate<? super T> condition) {
        requireNonNull(condition, "condition");
        Words words = saying();
        words.cacheIf = Words.added(words.cacheIf, (Predicate<Object>) condition);
        return self();
    }

    @Override
    @SuppressWarnings("unchecked") // only ever asked about values of this call, which are T
    public final B withPolicyFromValue(BiConsumer<? super T, ? super PolicyBuilder<?>> words) {
        requireNonNull(words, "words");
        Words all = saying();
        all.fromValue = Words.added(all.fromValue, (BiConsumer<Object, PolicyBuilder<?>>) words);
        return self();
    }

    @Override
    @SuppressWarnings("unchecked") // only ever given failures of that type
    public final <X extends Throwable> B withFallback(
            Class<X> type, BiFunction<? super X, ? super CacheContext, ? extends T> fallback) {
        requireNonNull(type, "type");
        requireNonNull(fallback, "fallback");
        BiFunction<Throwable, CacheContext, Object> function =
                (BiFunction<Throwable, CacheContext, Object>) (BiFunction<?, ?, ?>) fallback;
        saying().loading().fallback(new Failing.Fallback(type, function));
        return self();
    }

    /** The one word that only methods have; here so that all words are kept in one way. */
    @SuppressWarnings("unchecked") // only ever given values of this method, which are T
    protected final void transform(UnaryOperator<T> transform) {
        requireNonNull(transform, "transform");
        Words words = saying();
        words.transforms = Words.added(words.transforms, (UnaryOperator<Object>) transform);
    }
}
