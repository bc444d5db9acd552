package methodcache.core.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import methodcache.api.CacheContext;
import methodcache.api.CacheLayer;
import methodcache.api.KeyGenerator;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.PolicyBuilder;
import methodcache.api.policy.StampedeProtection;
import methodcache.core.policy.LinkWords.Word;
import org.jspecify.annotations.Nullable;

/**
 * The words that see no value, for groups and, with those that do, for all others. Checks each word by itself and keeps
 * it in a {@link Words}, which is made with the first word: a call without words has none.
 *
 * @param <B> the type of the builder itself
 */
public abstract class PlainWordsBuilder<B extends PolicyBuilder<B>> implements PolicyBuilder<B> {

    private @Nullable Words said;

    /** This object, as what its words return. */
    protected abstract B self();

    /** What was said so far; not to be kept, for it changes with the next word. */
    protected final Words words() {
        Words words = said;
        return words == null ? Words.NONE : words;
    }

    /**
     * A copy of what was said so far, to be kept.
     *
     * @param origin who said it, for messages: {@code defaultPolicy}, {@code policy "x"}
     */
    public final Words snapshot(String origin) {
        Words copy = words().copy();
        copy.origin = origin;
        return copy;
    }

    final Words saying() {
        Words words = said;
        if (words == null) {
            words = new Words();
            said = words;
        }
        return words;
    }

    @Override
    public final B withDuration(Duration duration) {
        saying().duration = positive(duration, "duration");
        return self();
    }

    @Override
    public final B withSlidingExpiration(Duration idle) {
        Words words = saying();
        words.sliding = positive(idle, "slidingExpiration", "idle");
        words.withoutSliding = false;
        return self();
    }

    @Override
    public final B withoutSlidingExpiration() {
        Words words = saying();
        words.sliding = null;
        words.withoutSliding = true;
        return self();
    }

    @Override
    public final B withJitter(double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to below 1, was " + fraction);
        }
        saying().jitter = fraction;
        return self();
    }

    @Override
    public final B withVersion(int version) {
        if (version < 0) {
            throw new IllegalArgumentException("version must be at least 0, was " + version);
        }
        saying().version = version;
        return self();
    }

    @Override
    public final B inGroup(String name) {
        saying().group = notEmpty(name, "name", "group");
        return self();
    }

    @Override
    public final B when(Predicate<? super CacheContext> condition) {
        requireNonNull(condition, "condition");
        Words words = saying();
        words.conditions = Words.added(words.conditions, condition);
        return self();
    }

    @Override
    public final B cacheNulls(Duration duration) {
        saying().nulls = positive(duration, "cacheNulls", "duration");
        return self();
    }

    @Override
    public final B withStaleOnError(Duration maxStale, Duration retryAfter) {
        saying().staleOnError = new StaleOnError(
                positive(maxStale, "staleOnError's maxStale", "maxStale"),
                positive(retryAfter, "staleOnError's retryAfter", "retryAfter"));
        return self();
    }

    @Override
    public final B withLayers(CacheLayer first, CacheLayer... more) {
        Set<CacheLayer> both = EnumSet.of(requireNonNull(first, "first"));
        for (CacheLayer layer : requireNonNull(more, "more")) {
            both.add(requireNonNull(layer, "more must not contain null"));
        }
        return withLayers(both, both);
    }

    @Override
    public final B withLayers(Set<CacheLayer> read, Set<CacheLayer> written) {
        allThere(read, "read");
        allThere(written, "written");
        if (read.contains(CacheLayer.SOURCE) || written.contains(CacheLayer.SOURCE)) {
            throw new IllegalArgumentException(
                    "withLayers must name L1 or L2, was reading " + read + " and writing " + written);
        }
        saying().layers = new UsedLayers(Set.copyOf(read), Set.copyOf(written));
        return self();
    }

    private static void allThere(Set<CacheLayer> layers, String parameter) {
        for (Object layer : requireNonNull(layers, parameter)) {
            requireNonNull(layer, parameter + " must not contain null");
        }
    }

    @Override
    public final B withDistributedLock(Duration timeout, int maxConcurrency) {
        if (requireNonNull(timeout, "timeout").isNegative() || maxConcurrency <= 0) {
            throw new IllegalArgumentException("withDistributedLock needs a timeout of zero or more and a positive"
                    + " maxConcurrency, was " + timeout + " and " + maxConcurrency);
        }
        saying().lock = new DistributedLock(timeout, maxConcurrency);
        return self();
    }

    @Override
    public final B requireDistributedLock(boolean on) {
        saying().lockRequired = on;
        return self();
    }

    @Override
    public final B withRefreshAhead(Duration window) {
        saying().loading().refreshAhead(positive(window, "refreshAhead", "window"));
        return self();
    }

    @Override
    public final B withoutRefreshAhead() {
        saying().loading().withoutRefreshAhead();
        return self();
    }

    @Override
    public final B refreshEvery(Duration interval) {
        saying().loading().refreshEvery(positive(interval, "refreshEvery", "interval"));
        return self();
    }

    @Override
    public final B withStampedeProtection(StampedeProtection protection) {
        requireNonNull(protection, "protection");
        if (protection instanceof StampedeProtection.DistributedLock shared) {
            return withDistributedLock(shared.timeout(), shared.maxConcurrency());
        }
        if (protection instanceof StampedeProtection.RefreshAhead ahead) {
            return withRefreshAhead(ahead.window());
        }
        if (protection instanceof StampedeProtection.Probabilistic random) {
            saying().loading().probabilistic(random.beta());
        } else {
            saying().loading().withoutEarly();
            saying().lock = DistributedLock.NONE;
        }
        return self();
    }

    @Override
    public final B cacheFailures(Class<? extends Throwable> type, Duration duration) {
        requireNonNull(type, "type");
        saying().loading().remember(type, positive(duration, "cacheFailures", "duration"));
        return self();
    }

    @Override
    public final B withSoftTimeout(Duration timeout) {
        saying().loading().soft = positive(timeout, "softTimeout", "timeout");
        return self();
    }

    @Override
    public final B withHardTimeout(Duration timeout) {
        saying().loading().hard = positive(timeout, "hardTimeout", "timeout");
        return self();
    }

    @Override
    public final B withCircuitBreaker(int failures, Duration openFor) {
        return breaker(null, failures, openFor);
    }

    @Override
    public final B withCircuitBreaker(String name, int failures, Duration openFor) {
        return breaker(notEmpty(name, "name", "circuit breaker"), failures, openFor);
    }

    private B breaker(@Nullable String name, int failures, Duration openFor) {
        if (failures <= 0) {
            throw new IllegalArgumentException("circuitBreaker's failures must be positive, was " + failures);
        }
        positive(openFor, "circuitBreaker's openFor", "openFor");
        saying().loading().breaker = new LoadWords.Breaker(name, failures, openFor);
        return self();
    }

    @Override
    public final B withMaxConcurrentLoads(int most) {
        return bulkhead(null, most);
    }

    @Override
    public final B withMaxConcurrentLoads(String name, int most) {
        return bulkhead(notEmpty(name, "name", "bound on concurrent loads"), most);
    }

    private B bulkhead(@Nullable String name, int most) {
        if (most <= 0) {
            throw new IllegalArgumentException("maxConcurrentLoads must be positive, was " + most);
        }
        saying().loading().bulkhead = new LoadWords.Bulkhead(name, most);
        return self();
    }

    @Override
    public final B withKeyGenerator(String name) {
        Words words = saying();
        words.generatorName = notEmpty(name, "name", "key generator");
        words.generator = null;
        return self();
    }

    @Override
    public final B withKeyGenerator(KeyGenerator generator) {
        requireNonNull(generator, "generator");
        Words words = saying();
        words.generator = generator;
        words.generatorName = null;
        return self();
    }

    @Override
    public final B withTags(String... tags) {
        return withTags(Arrays.asList(requireNonNull(tags, "tags")));
    }

    @Override
    public final B withTags(Collection<String> tags) {
        return link(Word.TAGS, tags, "tags");
    }

    @Override
    public final B withoutTags() {
        saying().linking().withoutTags();
        return self();
    }

    @Override
    public final B dependsOn(String... keys) {
        return dependsOn(Arrays.asList(requireNonNull(keys, "keys")));
    }

    @Override
    public final B dependsOn(Collection<String> keys) {
        return link(Word.PARENTS, keys, "keys");
    }

    @Override
    public final B dependsOnPrefix(String prefix) {
        return link(Word.PARENT_PREFIXES, List.of(requireNonNull(prefix, "prefix")), "prefix");
    }

    @Override
    public final B dependsOnTag(String pattern) {
        return link(Word.PARENT_TAGS, List.of(requireNonNull(pattern, "pattern")), "pattern");
    }

    @Override
    public final B invalidatesWith(String... keys) {
        return invalidatesWith(Arrays.asList(requireNonNull(keys, "keys")));
    }

    @Override
    public final B invalidatesWith(Collection<String> keys) {
        return link(Word.RELATED, keys, "keys");
    }

    @Override
    public final B invalidatesPrefix(String prefix) {
        return link(Word.RELATED_PREFIXES, List.of(requireNonNull(prefix, "prefix")), "prefix");
    }

    private B link(Word word, Collection<String> texts, String parameter) {
        if (!requireNonNull(texts, parameter).isEmpty()) {
            texts.forEach(text -> requireNonNull(text, () -> parameter + " must not contain null"));
            saying().linking().add(word, texts);
        }
        return self();
    }

    @Override
    public final B cascadeInvalidation(boolean on) {
        saying().linking().cascades(on);
        return self();
    }

    @Override
    public final B withInvalidationGrace(Duration grace) {
        saying().linking().grace(positive(grace, "invalidationGrace", "grace"));
        return self();
    }

    @Override
    public final B withMetrics(CacheMetrics metrics) {
        requireNonNull(metrics, "metrics");
        Words words = saying();
        words.metrics = Words.added(words.metrics, metrics);
        return self();
    }

    @Override
    public final B withScope(String name, Object value) {
        saying().putScope(notEmpty(name, "name", "scope part"), requireNonNull(value, "value"));
        return self();
    }

    @Override
    public final B onHit(Consumer<? super CacheContext> hook) {
        requireNonNull(hook, "hook");
        Words words = saying();
        words.onHit = Words.added(words.onHit, hook);
        return self();
    }

    @Override
    public final B onMiss(Consumer<? super CacheContext> hook) {
        requireNonNull(hook, "hook");
        Words words = saying();
        words.onMiss = Words.added(words.onMiss, hook);
        return self();
    }

    @Override
    public final B withPolicy(String name) {
        notEmpty(name, "name", "policy");
        Words words = saying();
        words.policies = Words.added(words.policies, name);
        return self();
    }

    @Override
    public final B withPolicy(CachePolicy policy) {
        DefaultCachePolicy known = DefaultCachePolicy.known(policy);
        Words words = saying();
        words.policies = Words.added(words.policies, known);
        return self();
    }

    private static Duration positive(Duration duration, String word) {
        return positive(duration, word, word);
    }

    private static Duration positive(Duration duration, String word, String parameter) {
        requireNonNull(duration, parameter);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(word + " must be positive, was " + duration);
        }
        return duration;
    }

    private static String notEmpty(String name, String parameter, String what) {
        if (requireNonNull(name, parameter).isEmpty()) {
            throw new IllegalArgumentException("the name of a " + what + " must not be empty");
        }
        return name;
    }
}
