package methodcache.core.engine;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;
import methodcache.api.Ticker;
import methodcache.core.key.StoreKeys;
import methodcache.core.layer.SecondLayer;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Kept;
import methodcache.core.policy.Life;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/** Decides whether a value is kept, how long, and what it weighs. User code that throws here costs the entry, not the call. */
final class Admission {

    private final Ticker ticker;
    private final DoubleSupplier random;
    private final @Nullable ToIntBiFunction<? super String, Object> weigher;
    private final Counters counters;

    Admission(
            Ticker ticker,
            DoubleSupplier random,
            @Nullable ToIntBiFunction<? super String, Object> weigher,
            Counters counters) {
        this.ticker = ticker;
        this.random = random;
        this.weigher = weigher;
        this.counters = counters;
    }

    /** The entry to be, or null when the value isn't to be kept. */
    @Nullable
    Draft draft(Object key, CompiledPolicy policy, List<@Nullable Object> arguments, @Nullable Object value) {
        try {
            return value == null ? ofNull(policy, arguments) : ofValue(key, policy, arguments, value);
        } catch (Throwable failure) {
            counters.callbackFailed("cacheIf, withPolicyFromValue, the weigher or random", policy, key, failure);
            return null;
        }
    }

    /** The life that is left of a value of the second layer for calls of a policy. */
    private static long left(CompiledPolicy policy, SecondLayer.Found found) {
        long duration = found.value() == null ? policy.nulls : policy.life().duration();
        return duration == 0 ? found.left() : Math.min(duration - found.age(), found.left());
    }

    /**
     * The entry to be of a value that the second layer had and whose life has ended: for when its load fails, as long as both the policy
     * that it was stored with and the one of the call allow; null when it is of no use for that.
     */
    @Nullable
    Draft stale(Object key, CompiledPolicy policy, SecondLayer.Found found) {
        Object value = found.value();
        try {
            long left = left(policy, found);
            long maxStale = Math.min(policy.maxStale, found.usable() - left);
            if (left > 0 || left + maxStale <= 0) {
                return null;
            }
            int weight = value == null ? 1 : weight(key, value);
            long deadline = end(ticker.nanos(), left);
            return new Draft(
                    value,
                    policy.version,
                    weight,
                    deadline,
                    null,
                    maxStale,
                    policy.sinks,
                    found.links(),
                    0,
                    found.cost(),
                    found.etag());
        } catch (Throwable failure) {
            counters.callbackFailed("the weigher", policy, key, failure);
            return null;
        }
    }

    /** The entry to be of a value that the second layer had: never for longer than what is left there; null when it isn't to be kept. */
    @Nullable
    Draft promoted(Object key, CompiledPolicy policy, SecondLayer.Found found) {
        Object value = found.value();
        try {
            Life life = policy.life();
            long left = left(policy, found);
            if (left <= 0) {
                return null;
            }
            return draft(
                            policy,
                            value,
                            new Life(left, life.sliding() < left ? life.sliding() : 0, 0, life.maxStale()),
                            found.links(),
                            value == null ? 1 : weight(key, value))
                    .loaded(found.cost(), found.etag())
                    .within((float) found.age() + left);
        } catch (Throwable failure) {
            counters.callbackFailed("the weigher", policy, key, failure);
            return null;
        }
    }

    /** The entry to be of a failure that is remembered for some time. */
    Draft failure(CompiledPolicy policy, List<@Nullable Object> arguments, Throwable failure, long nanos) {
        return Draft.ofFailure(
                failure, policy.version, end(ticker.nanos(), nanos), policy.sinks, policy.links(arguments));
    }

    private @Nullable Draft ofNull(CompiledPolicy policy, List<@Nullable Object> arguments) {
        if (policy.nulls == 0) {
            return null;
        }
        return draft(
                policy, null, new Life(policy.nulls, 0, policy.jitter, policy.maxStale), policy.links(arguments), 1);
    }

    private @Nullable Draft ofValue(Object key, CompiledPolicy policy, List<@Nullable Object> arguments, Object value) {
        for (Predicate<Object> condition : policy.cacheIf) {
            if (!condition.test(value)) {
                return null;
            }
        }
        if (policy.fromValue.isEmpty()) {
            return draft(policy, value, policy.life(), policy.links(arguments), weight(key, value));
        }
        Kept kept = policy.kept(value, arguments);
        return draft(policy, value, kept.life(), kept.links(), weight(key, value));
    }

    private int weight(Object key, Object value) {
        if (weigher == null) {
            return 1;
        }
        int weight = weigher.applyAsInt(StoreKeys.text(key), value);
        if (weight < 0) {
            throw new IllegalArgumentException("a weight must not be negative, was " + weight);
        }
        return weight;
    }

    private Draft draft(CompiledPolicy policy, @Nullable Object value, Life life, Links links, int weight) {
        long deadline = Entry.NEVER;
        Entry.Sliding sliding = null;
        long span = Long.MAX_VALUE;
        if (life.duration() > 0) {
            long now = ticker.nanos();
            span = shortened(life.duration(), life.jitter());
            deadline = end(now, span);
            if (life.sliding() > 0) {
                sliding = new Entry.Sliding(life.sliding(), deadline);
                long idle = end(now, life.sliding());
                deadline = idle - deadline < 0 ? idle : deadline;
            }
        }
        return new Draft(
                value, policy.version, weight, deadline, sliding, life.maxStale(), policy.sinks, links, span, 0, null);
    }

    private long shortened(long duration, double jitter) {
        return jitter == 0 ? duration : Math.max(1, (long) (duration * (1 - jitter * random.getAsDouble())));
    }

    private static long end(long now, long duration) {
        long end = now + duration;
        return end == Entry.NEVER ? end - 1 : end;
    }
}
