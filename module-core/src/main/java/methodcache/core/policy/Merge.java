package methodcache.core.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Words of several layers, joined one layer after the other, the weakest first. What of them fits together is found out
 * at the end, when all are known: a duration that the call says may make room again for an inherited sliding
 * expiration. Its lists are never changed once they are here, so that copies share them.
 */
final class Merge {

    @Nullable
    Duration nulls;

    @Nullable
    StaleOnError staleOnError;

    double jitter = -1;
    int version = -1;

    @Nullable
    String group;

    @Nullable
    UsedLayers layersUsed;

    @Nullable
    DistributedLock lock;

    /** Who requires it, for messages; null where nobody does. */
    @Nullable
    String lockRequiredBy;

    @Nullable
    String generatorName;

    @Nullable
    KeyGenerator generator;

    /** Who named the generator, for messages. */
    String generatorOrigin = Words.OF_A_CALL;

    @Nullable
    LinkWords links;

    @Nullable
    LoadWords loads;

    Map<String, Object> scope = Map.of();
    List<Predicate<? super CacheContext>> conditions = List.of();
    List<Consumer<? super CacheContext>> onHit = List.of();
    List<Consumer<? super CacheContext>> onMiss = List.of();
    List<CacheMetrics> metrics = List.of();
    List<Predicate<Object>> cacheIf = List.of();
    List<BiConsumer<Object, PolicyBuilder<?>>> fromValue = List.of();
    List<UnaryOperator<Object>> transforms = List.of();

    private @Nullable Duration duration;
    private @Nullable Duration sliding;

    /** Which layer said the duration and the sliding expiration: the higher number is the stronger layer. */
    private int durationLayer;

    private int slidingLayer;
    private int layers;

    /** Joins the next stronger layer; its group and the policies it refers to are the caller's business. */
    void add(Words words) {
        layers++;
        addLife(words);
        nulls = words.nulls == null ? nulls : words.nulls;
        staleOnError = words.staleOnError == null ? staleOnError : words.staleOnError;
        layersUsed = words.layers == null ? layersUsed : words.layers;
        lock = words.lock == null ? lock : words.lock;
        if (words.lockRequired != null) {
            lockRequiredBy = words.lockRequired ? words.origin : null;
        }
        version = words.versionOr(version);
        if (words.generator != null || words.generatorName != null) {
            generator = words.generator;
            generatorName = words.generatorName;
            generatorOrigin = words.origin;
        }
        links = LinkWords.joined(links, words.links);
        loads = LoadWords.joined(loads, words, layers);
        scope = joined(scope, words.scope);
        conditions = joined(conditions, words.conditions);
        onHit = joined(onHit, words.onHit);
        onMiss = joined(onMiss, words.onMiss);
        metrics = joined(metrics, words.metrics);
        cacheIf = joined(cacheIf, words.cacheIf);
        fromValue = joined(fromValue, words.fromValue);
        transforms = joined(transforms, words.transforms);
    }

    private void addLife(Words words) {
        if (words.duration != null) {
            duration = words.duration;
            durationLayer = layers;
        }
        if (words.sliding != null || words.withoutSliding) {
            sliding = words.sliding;
            slidingLayer = layers;
        }
        jitter = words.jitter < 0 ? jitter : words.jitter;
    }

    /** The duration, unless a stronger layer's sliding expiration leaves it no room. */
    @Nullable
    Duration duration() {
        return fits() || durationLayer > slidingLayer ? duration : null;
    }

    /** The sliding expiration, unless a stronger layer's duration leaves it no room. */
    @Nullable
    Duration sliding() {
        return fits() || slidingLayer > durationLayer ? sliding : null;
    }

    /** When values are loaded early; null for never. */
    @Nullable
    Early early() {
        return loads == null ? null : loads.early(duration(), durationLayer);
    }

    /** What is wrong with requiring a lock; null where nothing is. */
    @Nullable
    String lockProblem() {
        return lockRequiredBy == null || (lock != null && !lock.isNone())
                ? null
                : "requireDistributedLock in " + lockRequiredBy
                        + " needs a lock to require: say withDistributedLock(…) there" + " or in a weaker layer";
    }

    private boolean fits() {
        return duration == null || sliding == null || sliding.compareTo(duration) < 0;
    }

    Merge copy() {
        Merge copy = new Merge();
        copy.nulls = nulls;
        copy.staleOnError = staleOnError;
        copy.jitter = jitter;
        copy.version = version;
        copy.group = group;
        copy.layersUsed = layersUsed;
        copy.lock = lock;
        copy.lockRequiredBy = lockRequiredBy;
        copy.generatorName = generatorName;
        copy.generator = generator;
        copy.generatorOrigin = generatorOrigin;
        copy.links = links;
        copy.loads = loads;
        copy.scope = scope;
        copy.conditions = conditions;
        copy.onHit = onHit;
        copy.onMiss = onMiss;
        copy.metrics = metrics;
        copy.cacheIf = cacheIf;
        copy.fromValue = fromValue;
        copy.transforms = transforms;
        copy.duration = duration;
        copy.sliding = sliding;
        copy.durationLayer = durationLayer;
        copy.slidingLayer = slidingLayer;
        copy.layers = layers;
        return copy;
    }

    private static <E> List<E> joined(List<E> weaker, List<E> stronger) {
        if (stronger.isEmpty()) {
            return weaker;
        }
        if (weaker.isEmpty()) {
            return List.copyOf(stronger);
        }
        List<E> all = new ArrayList<>(weaker.size() + stronger.size());
        all.addAll(weaker);
        all.addAll(stronger);
        return List.copyOf(all);
    }

    private static Map<String, Object> joined(Map<String, Object> weaker, Map<String, Object> stronger) {
        if (stronger.isEmpty()) {
            return weaker;
        }
        Map<String, Object> all = new LinkedHashMap<>(weaker);
        all.putAll(stronger);
        return Collections.unmodifiableMap(all);
    }
}
