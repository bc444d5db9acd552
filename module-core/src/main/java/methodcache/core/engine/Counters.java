package methodcache.core.engine;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import methodcache.api.metrics.EvictionReason;
import methodcache.core.key.Shown;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Failures;
import methodcache.core.policy.Sinks;

/** What a cache did. Thread-safe; a count costs a few nanoseconds and is never contended. */
public final class Counters {

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder loadFailures = new LongAdder();
    final LongAdder joins = new LongAdder();
    final LongAdder refreshes = new LongAdder();
    final LongAdder refusals = new LongAdder();
    final LongAdder fallbacks = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder loadNanos = new LongAdder();
    final LongAdder expirations = new LongAdder();
    final LongAdder invalidations = new LongAdder();
    final LongAdder l2Hits = new LongAdder();

    private final Failures failures;

    /**
     * Makes counters at zero.
     *
     * @param failures counts and logs what must not hurt a call
     */
    public Counters(Failures failures) {
        this.failures = failures;
    }

    /** Counts a hit that nobody else wants to hear of. */
    public void hit() {
        hits.increment();
    }

    void expired(Object key, Entry entry) {
        expirations.increment();
        Sinks sinks = entry.sinks;
        if (sinks != null) {
            sinks.eviction(StoreKeys.text(key), EvictionReason.EXPIRED);
        }
    }

    /** User code threw where its failure must not hurt the call. */
    void callbackFailed(String what, CompiledPolicy policy, Object key, Throwable failure) {
        failures.callback(what, policy.callName, List.of(StoreKeys.text(key)), failure);
    }

    /** User code threw where its failure must not hurt the load, perhaps of many keys. */
    void callbackFailed(String what, Load load, Throwable failure) {
        failures.callback(what, null, load.texts(), failure);
    }

    /** The source of randomness threw. */
    void randomFailed(Throwable failure) {
        failures.callback("random", null, List.of(), failure);
    }

    /** Tells people what they could mend, once. */
    void once(String what) {
        failures.once(what);
    }

    /** The store threw where its failure must not hurt the call. */
    void layerFailed(String operation, Object key, Throwable failure) {
        failures.layer("L1", operation + ' ' + Shown.key(key), failure);
    }

    /** The store threw where no call waits for it. */
    void layerFailed(String operation, Throwable failure) {
        failures.layer("L1", operation, failure);
    }

    long callbackFailures() {
        return failures.callbacks();
    }
}
