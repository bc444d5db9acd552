package methodcache.core.engine;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import methodcache.api.CacheHealth;
import methodcache.api.CacheLayer;
import methodcache.api.metrics.EvictionReason;
import methodcache.core.key.Shown;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Failures;
import methodcache.core.policy.Sinks;
import methodcache.core.stats.Condition;
import methodcache.core.stats.Tallies;

/** What a cache did, apart from its calls. Thread-safe; a count costs a few nanoseconds and is never contended. */
public final class Counters {

    final LongAdder expirations = new LongAdder();
    final LongAdder invalidations = new LongAdder();

    /** What calls did. */
    final Tallies tallies;

    private final Failures failures;
    private final Condition l1;

    /**
     * Makes counters at zero.
     *
     * @param failures counts and logs what must not hurt a call
     * @param tallies count what calls do
     * @param l1 whether the first layer works
     */
    public Counters(Failures failures, Tallies tallies, Condition l1) {
        this.l1 = l1;
        this.failures = failures;
        this.tallies = tallies;
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
        layerFailed(operation + ' ' + Shown.key(key), failure);
    }

    /** The store threw where no call waits for it. */
    void layerFailed(String operation, Throwable failure) {
        l1.fails(failure);
        failures.layer(CacheLayer.L1, operation, failure);
    }

    /** The store has taken an entry. */
    void layerWorks() {
        l1.works();
    }

    /** How the store is. */
    CacheHealth.Part l1() {
        return l1.part();
    }

    long callbackFailures() {
        return failures.callbacks();
    }
}
