package methodcache.blackbox.soak;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import methodcache.api.CacheLayer;
import methodcache.api.metrics.CacheMetrics;

/** What a cache tells of itself, and what the soak has asked it for. Thread-safe. */
final class Tally implements CacheMetrics {

    /** Keys asked for. */
    final LongAdder asked = new LongAdder();

    /** Keys looked up that weren't found. */
    final LongAdder vain = new LongAdder();

    final LongAdder invalidations = new LongAdder();

    /** Calls that were given what began before an invalidation that only expires. */
    final LongAdder staleSeen = new LongAdder();

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder loads = new LongAdder();

    /** Failures that a loader of the soak has thrown, by keys. */
    final LongAdder thrown = new LongAdder();

    /** Loads that have failed otherwise: they were cancelled, or refused before their loader ran. */
    final LongAdder cut = new LongAdder();

    @Override
    public void hit(String key, CacheLayer layer, Map<String, String> tags) {
        hits.increment();
    }

    @Override
    public void miss(String key, Map<String, String> tags) {
        misses.increment();
    }

    @Override
    public void load(String key, long nanos, Map<String, String> tags) {
        loads.increment();
    }

    @Override
    public void loadFailure(String key, long nanos, Throwable failure, Map<String, String> tags) {
        boolean own = failure instanceof Source.Failure
                || failure instanceof Source.Checked
                || failure instanceof Source.Broken
                || failure instanceof Source.Stopped;
        (own ? thrown : cut).increment();
    }
}
