package methodcache.core.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import methodcache.api.CacheContext;
import methodcache.api.KeyGenerator;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.policy.PolicyBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The words said in one layer. Mutable while they are being said, by one thread; whoever keeps them for longer takes
 * them from their builder, after which nobody can change them. A field is null, negative or empty where its word wasn't
 * said; a word said twice replaces its first meaning, unless it is one that adds up.
 */
public final class Words {

    static final Words NONE = new Words();
    static final String OF_A_CALL = "a call";

    /** Who said them, for messages. */
    String origin = OF_A_CALL;

    @Nullable
    Duration duration;

    @Nullable
    Duration sliding;

    boolean withoutSliding;
    double jitter = -1;
    int version = -1;

    @Nullable
    String group;

    @Nullable
    Duration nulls;

    @Nullable
    StaleOnError staleOnError;

    @Nullable
    UsedLayers layers;

    @Nullable
    DistributedLock lock;

    @Nullable
    Boolean lockRequired;

    @Nullable
    String generatorName;

    @Nullable
    KeyGenerator generator;

    /** Tags and dependencies; null until one is said. */
    @Nullable
    LinkWords links;

    /** How loads behave; null until a word of that is said. */
    @Nullable
    LoadWords loads;

    /** What they belong to, for state that outlives calls; null where their origin tells. */
    @Nullable
    Object owner;

    /** Names of policies and {@link DefaultCachePolicy}s, in the order said. */
    List<Object> policies = List.of();

    Map<String, Object> scope = Map.of();
    List<Predicate<? super CacheContext>> conditions = List.of();
    List<Consumer<? super CacheContext>> onHit = List.of();
    List<Consumer<? super CacheContext>> onMiss = List.of();
    List<CacheMetrics> metrics = List.of();
    List<Predicate<Object>> cacheIf = List.of();
    List<BiConsumer<Object, PolicyBuilder<?>>> fromValue = List.of();
    List<UnaryOperator<Object>> transforms = List.of();

    Words() {}

    /**
     * Adds to a list that stays the shared empty one until something is added.
     *
     * @return the list to keep in place of the one given
     */
    static <E> List<E> added(List<E> list, E element) {
        List<E> grown = list.isEmpty() ? new ArrayList<>(2) : list;
        grown.add(element);
        return grown;
    }

    void putScope(String name, Object value) {
        if (scope.isEmpty()) {
            scope = new LinkedHashMap<>();
        }
        scope.put(name, value);
    }

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return !life()
                && !touchHits()
                && version < 0
                && nulls == null
                && staleOnError == null
                && lock == null
                && lockRequired == null
                && (links == null || links.isEmpty())
                && (loads == null || loads.isEmpty())
                && onMiss.isEmpty()
                && cacheIf.isEmpty()
                && fromValue.isEmpty();
    }

    LinkWords linking() {
        LinkWords said = links;
        if (said == null) {
            said = new LinkWords();
            links = said;
        }
        return said;
    }

    LoadWords loading() {
        LoadWords said = loads;
        if (said == null) {
            said = new LoadWords();
            loads = said;
        }
        return said;
    }

    private boolean life() {
        return duration != null || sliding != null || withoutSliding || jitter >= 0;
    }

    /**
     * Whether these words can matter to a hit, beyond the version: a condition, a hook, a sink, scope, group, another
     * policy, a key generator, a transformation or a refresh ahead.
     */
    public boolean touchHits() {
        return group != null
                || layers != null
                || generator != null
                || generatorName != null
                || !conditions.isEmpty()
                || !onHit.isEmpty()
                || !metrics.isEmpty()
                || !scope.isEmpty()
                || !policies.isEmpty()
                || !transforms.isEmpty()
                || (loads != null && loads.touchHits());
    }

    /** The version said, or the one inherited where none is. */
    public int versionOr(int inherited) {
        return version < 0 ? inherited : version;
    }

    /** The parts of the scope said here; a view that can't be changed. */
    public Map<String, Object> scope() {
        return Collections.unmodifiableMap(scope);
    }

    /** The group said here, if any. */
    public @Nullable String group() {
        return group;
    }

    /** The words of this layer that clash, each as a message; empty when all is well. */
    public List<String> clashes() {
        List<String> clashes = loads == null ? new ArrayList<>(0) : loads.clashes(duration);
        Duration cap = duration;
        Duration idle = sliding;
        if (cap != null && idle != null && idle.compareTo(cap) >= 0) {
            clashes.add("slidingExpiration (" + idle + ") must be shorter than duration (" + cap + ")");
        }
        return clashes;
    }

    /** The words as users say them, for people. */
    @Override
    public String toString() {
        StringJoiner said = new StringJoiner(", ", "[", "]");
        say(said, "withDuration", duration);
        say(said, "withSlidingExpiration", sliding);
        say(said, "withoutSlidingExpiration", withoutSliding ? "" : null);
        say(said, "withJitter", jitter < 0 ? null : jitter);
        say(said, "withVersion", version < 0 ? null : version);
        say(said, "inGroup", group);
        say(said, "cacheNulls", nulls);
        if (staleOnError != null) {
            say(said, "withStaleOnError", staleOnError.maxStale() + ", " + staleOnError.retryAfter());
        }
        if (layers != null) {
            say(said, "withLayers", layers.read() + ", " + layers.written());
        }
        if (lock != null) {
            String word = lock.isNone() ? "withStampedeProtection" : "withDistributedLock";
            say(said, word, lock.isNone() ? "none" : lock.timeout() + ", " + lock.permits());
        }
        say(said, "requireDistributedLock", lockRequired);
        say(said, "withKeyGenerator", generatorName != null ? generatorName : generator);
        if (links != null) {
            links.describe(said);
        }
        if (loads != null) {
            loads.describe(said);
        }
        scope.forEach((name, value) -> say(said, "withScope", name));
        policies.forEach(policy -> say(said, "withPolicy", policy));
        metrics.forEach(sink -> say(said, "withMetrics", sink));
        count(said, "when", conditions);
        count(said, "onHit", onHit);
        count(said, "onMiss", onMiss);
        count(said, "cacheIf", cacheIf);
        count(said, "withPolicyFromValue", fromValue);
        count(said, "transformResult", transforms);
        return said.toString();
    }

    private static void say(StringJoiner said, String word, @Nullable Object what) {
        if (what != null) {
            said.add(word + "(" + what + ")");
        }
    }

    private static void count(StringJoiner said, String word, List<?> hooks) {
        hooks.forEach(hook -> said.add(word + "(…)"));
    }

    /** Whether each word was said alike; hooks and conditions count by identity. */
    boolean saysTheSame(Words other) {
        return Objects.equals(duration, other.duration)
                && Objects.equals(sliding, other.sliding)
                && withoutSliding == other.withoutSliding
                && Double.compare(jitter, other.jitter) == 0
                && version == other.version
                && Objects.equals(group, other.group)
                && Objects.equals(nulls, other.nulls)
                && Objects.equals(staleOnError, other.staleOnError)
                && Objects.equals(layers, other.layers)
                && Objects.equals(lock, other.lock)
                && Objects.equals(lockRequired, other.lockRequired)
                && Objects.equals(generatorName, other.generatorName)
                && generator == other.generator
                && linksTheSame(other)
                && loadsTheSame(other)
                && scope.equals(other.scope)
                && listsOf(this).equals(listsOf(other));
    }

    private boolean linksTheSame(Words other) {
        LinkWords mine = links;
        LinkWords others = other.links;
        if (mine == null || others == null) {
            return mine == null && others == null;
        }
        return mine.saysTheSame(others);
    }

    private boolean loadsTheSame(Words other) {
        LoadWords mine = loads;
        LoadWords others = other.loads;
        if (mine == null || others == null) {
            return mine == null && others == null;
        }
        return mine.saysTheSame(others);
    }

    private static List<?> listsOf(Words words) {
        return words.touchHits() || words.keeps()
                ? List.of(
                        words.policies,
                        words.conditions,
                        words.onHit,
                        words.onMiss,
                        words.metrics,
                        words.cacheIf,
                        words.fromValue,
                        words.transforms)
                : List.of();
    }

    private boolean keeps() {
        return !onMiss.isEmpty() || !cacheIf.isEmpty() || !fromValue.isEmpty();
    }

    Words copy() {
        Words copy = new Words();
        copy.origin = origin;
        copy.duration = duration;
        copy.sliding = sliding;
        copy.withoutSliding = withoutSliding;
        copy.jitter = jitter;
        copy.version = version;
        copy.group = group;
        copy.nulls = nulls;
        copy.staleOnError = staleOnError;
        copy.layers = layers;
        copy.lock = lock;
        copy.lockRequired = lockRequired;
        copy.generatorName = generatorName;
        copy.generator = generator;
        copy.links = links == null ? null : links.copy();
        copy.loads = loads == null ? null : loads.copy();
        copy.owner = owner;
        copy.policies = List.copyOf(policies);
        copy.scope = scope.isEmpty() ? Map.of() : new LinkedHashMap<>(scope);
        copy.conditions = List.copyOf(conditions);
        copy.onHit = List.copyOf(onHit);
        copy.onMiss = List.copyOf(onMiss);
        copy.metrics = List.copyOf(metrics);
        copy.cacheIf = List.copyOf(cacheIf);
        copy.fromValue = List.copyOf(fromValue);
        copy.transforms = List.copyOf(transforms);
        return copy;
    }
}
