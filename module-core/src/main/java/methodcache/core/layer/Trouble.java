package methodcache.core.layer;

import methodcache.api.CacheLayer;
import methodcache.core.policy.Failures;

/** Where trouble of the second layer is counted and told. Thread-safe. */
final class Trouble {

    private final LayerCounters counters;
    private final Failures failures;

    Trouble(LayerCounters counters, Failures failures) {
        this.counters = counters;
        this.failures = failures;
    }

    /** An operation failed; no call is hurt. */
    void failed(String operation, Throwable failure) {
        counters.failures.increment();
        failures.layer(CacheLayer.L2, operation, failure);
    }

    /** An operation wasn't tried, since those before have failed. */
    void refused() {
        counters.failures.increment();
    }

    /** A value isn't shared. Said once of each reason. */
    void unwritten(String why) {
        counters.unwritten.increment();
        failures.once(why);
    }

    /** Values of a type aren't shared. Said once of each reason. */
    void unshared(String why) {
        failures.once(why);
    }
}
