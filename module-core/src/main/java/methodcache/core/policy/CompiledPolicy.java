package methodcache.core.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import methodcache.api.CacheContext;
import methodcache.api.CacheLayer;
import methodcache.api.KeyGenerator;
import methodcache.api.policy.PolicyBuilder;
import methodcache.core.stats.Tally;
import org.jspecify.annotations.Nullable;

/**
 * All that a call needs to know, merged from every layer. Immutable; it knows no cache. Times are nanoseconds, and 0
 * where there is none; one too long for a {@code long} counts as some 146 years.
 */
public final class CompiledPolicy {

    private static final long FOREVER = Long.MAX_VALUE / 2;
    private static final Duration LONGEST = Duration.ofNanos(FOREVER);
    private static final int WINDOWS = 10;

    /** The version of values. */
    public final int version;

    /** Whether caching is turned off: the loader answers, and its value isn't kept. */
    public final boolean off;

    /** The cap on a life; ten windows where there is only a sliding expiration. */
    public final long duration;

    /** How long a value lives without use. */
    public final long sliding;

    /** How long a null is kept; 0 for not at all. */
    public final long nulls;

    /** Loads of this long after an invalidation aren't kept; 0 for none. */
    public final long grace;

    /** How long after its life a value may be served when a load fails; 0 for not at all. */
    public final long maxStale;

    /** How long a load that failed and was answered so isn't tried again. */
    public final long retryAfter;

    /** The greatest part by which a life is shortened. */
    public final double jitter;

    /** Whether the first layer may answer. */
    public final boolean readsL1;

    /** Whether the first layer keeps what was loaded. */
    public final boolean writesL1;

    /** Whether the second layer may answer. */
    public final boolean readsL2;

    /** Whether the second layer keeps what was loaded. */
    public final boolean writesL2;

    /** How many nodes may load a key at a time; 0 for any number. */
    public final int permits;

    /** How long to wait for that. */
    public final Duration lockTimeout;

    /** Whether a load doesn't run without. */
    public final boolean lockRequired;

    /** When values are loaded early; null for never. */
    public final @Nullable Early early;

    /** How long a call waits that has an old value; 0 for until the load ends. */
    public final long softTimeout;

    /** How long a load may take; 0 for any time. */
    public final long hardTimeout;

    /** What stops loaders that fail; null for nothing. */
    public final Protection.@Nullable CircuitBreaker breaker;

    /** What bounds loaders; null for nothing. */
    public final Protection.@Nullable Bulkhead bulkhead;

    /** All must hold for the cache to be asked. */
    public final List<Predicate<? super CacheContext>> conditions;

    /** Called after a hit. */
    public final List<Consumer<? super CacheContext>> onHit;

    /** Called after a miss. */
    public final List<Consumer<? super CacheContext>> onMiss;

    /** All must hold for a value to be kept. */
    public final List<Predicate<Object>> cacheIf;

    /** What lets a value say words of its own; used by {@link #kept}. */
    public final List<BiConsumer<Object, PolicyBuilder<?>>> fromValue;

    /** What changes a value on its way to the caller, in this order. */
    public final List<UnaryOperator<Object>> transforms;

    /** Makes the keys, or null for the readable canonical form. */
    public final @Nullable KeyGenerator generator;

    /** The group of the call, or null. */
    public final @Nullable String group;

    /** The method or lambda that is called, for messages; null for a keyed call. */
    public final @Nullable String callName;

    /** The parts of the scope that {@code withScope} said, by name. */
    public final Map<String, Object> scope;

    /** Where its calls are counted. */
    public final Tally tally;

    /** Whom to tell, or null when nobody listens. */
    public final @Nullable Sinks sinks;

    /**
     * Whether a hit needs nothing but the entry: caching is on, with no condition, hook, transformation, sink that hears of hits, or scope.
     */
    public final boolean plain;

    private final List<Failing.Remembered> remembered;
    private final List<Failing.Fallback> fallbacks;
    private final ValueWords valueWords;
    private final Life life;
    private final Links links;

    CompiledPolicy(
            Merge merge,
            ValueWords valueWords,
            boolean off,
            @Nullable KeyGenerator generator,
            Callee callee,
            Tally tally,
            @Nullable Sinks sinks) {
        this.tally = tally;
        this.valueWords = valueWords;
        this.off = off;
        this.generator = generator;
        this.callName = callee.name();
        this.sinks = sinks;
        life = life(merge);
        links = links(merge);
        grace = merge.links == null ? 0 : nanos(merge.links.grace());
        duration = life.duration();
        sliding = life.sliding();
        jitter = life.jitter();
        maxStale = life.maxStale();
        retryAfter = merge.staleOnError == null ? 0 : nanos(merge.staleOnError.retryAfter());
        nulls = nanos(merge.nulls);
        version = Math.max(0, merge.version);
        group = merge.group;
        scope = merge.scope;
        conditions = merge.conditions;
        onHit = merge.onHit;
        onMiss = merge.onMiss;
        cacheIf = merge.cacheIf;
        fromValue = merge.fromValue;
        transforms = merge.transforms;
        UsedLayers layers = merge.layersUsed == null ? UsedLayers.ALL : merge.layersUsed;
        readsL1 = layers.read().contains(CacheLayer.L1);
        writesL1 = layers.written().contains(CacheLayer.L1);
        readsL2 = layers.read().contains(CacheLayer.L2);
        writesL2 = layers.written().contains(CacheLayer.L2);
        permits = merge.lock == null ? 0 : merge.lock.permits();
        lockRequired = merge.lockRequiredBy != null;
        lockTimeout = merge.lock == null ? Duration.ZERO : merge.lock.timeout();
        LoadWords loads = merge.loads;
        early = merge.early();
        softTimeout = loads == null ? 0 : nanos(loads.soft());
        hardTimeout = loads == null ? 0 : nanos(loads.hard());
        breaker = loads == null ? null : loads.breaker(callee);
        bulkhead = loads == null ? null : loads.bulkhead(callee);
        remembered = loads == null ? List.of() : loads.remembered();
        fallbacks = loads == null ? List.of() : loads.fallbacks();
        plain = !off
                && readsL1
                && (sinks == null || !sinks.hearHits)
                && conditions.isEmpty()
                && onHit.isEmpty()
                && transforms.isEmpty()
                && scope.isEmpty();
    }

    /** How long values live that say nothing of their own. */
    public Life life() {
        return life;
    }

    /**
     * What values are linked to that say nothing of their own.
     *
     * @param arguments of the call
     * @return the same object each time, where it doesn't depend on them
     */
    public Links links(List<@Nullable Object> arguments) {
        return links;
    }

    /** Whether failures of some types are remembered. */
    public boolean remembersFailures() {
        return !remembered.isEmpty();
    }

    /**
     * How long a failure is remembered.
     *
     * @param failure what a loader threw
     * @return nanoseconds; 0 for not at all
     */
    public long remembers(Throwable failure) {
        Failing.Remembered said = Failing.of(remembered, failure);
        return said == null ? 0 : said.nanos();
    }

    /**
     * What answers a call whose load has failed.
     *
     * @param failure what a loader threw
     * @return null for nothing
     */
    public Failing.@Nullable Fallback fallback(Throwable failure) {
        return Failing.of(fallbacks, failure);
    }

    /**
     * What is stored with a value, with the words it says of its own. Policies it refers to are weaker than those words, and
     * stronger than all that was said without the value, but for the overrides: these are stronger than both.
     *
     * @param value the value, not null
     * @param arguments of the call
     * @return its life and links
     * @throws RuntimeException what the user's words throw, and an IllegalStateException when they clash
     */
    public Kept kept(Object value, List<@Nullable Object> arguments) {
        if (fromValue.isEmpty()) {
            return new Kept(life, links(arguments));
        }
        List<Words> said = new ArrayList<>(fromValue.size());
        for (BiConsumer<Object, PolicyBuilder<?>> words : fromValue) {
            said.add(SaidWords.fromValue(words, value));
        }
        Merge own = valueWords.with(said);
        return new Kept(life(own), links(own));
    }

    private static Links links(Merge merge) {
        return merge.links == null ? Links.NONE : merge.links.links();
    }

    private static Life life(Merge merge) {
        long cap = nanos(merge.duration());
        long idle = nanos(merge.sliding());
        if (cap == 0 && idle > 0) {
            cap = idle > FOREVER / WINDOWS ? FOREVER : idle * WINDOWS;
        }
        long maxStale = merge.staleOnError == null ? 0 : nanos(merge.staleOnError.maxStale());
        return new Life(cap, idle, Math.max(0, merge.jitter), maxStale);
    }

    static long nanos(@Nullable Duration duration) {
        if (duration == null) {
            return 0;
        }
        return duration.compareTo(LONGEST) > 0 ? FOREVER : duration.toNanos();
    }
}
