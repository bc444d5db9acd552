package methodcache.core.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the calls of one method or lambda in one group did. Thread-safe; a count costs a few nanoseconds and is never contended. */
public final class Tally {

    /** Answers from any layer. */
    public final LongAdder hits = new LongAdder();

    /** Answers from the second layer. */
    public final LongAdder l2Hits = new LongAdder();

    /** Keys that weren't there. */
    public final LongAdder misses = new LongAdder();

    /** Loads that gave a value. */
    public final LongAdder loads = new LongAdder();

    /** Loads that failed. */
    public final LongAdder loadFailures = new LongAdder();

    /** Misses whose own loader didn't run. */
    public final LongAdder joins = new LongAdder();

    /** Refreshes in the background. */
    public final LongAdder refreshes = new LongAdder();

    /** Loads that weren't to run. */
    public final LongAdder refusals = new LongAdder();

    /** Answers of fallbacks. */
    public final LongAdder fallbacks = new LongAdder();

    /** Answers past their life. */
    public final LongAdder stale = new LongAdder();

    /** Time in loaders. */
    public final LongAdder loadNanos = new LongAdder();

    /** Loads that waited for a lock. */
    public final LongAdder lockWaits = new LongAdder();

    /** Time they waited. */
    public final LongAdder lockNanos = new LongAdder();

    /** Whose calls these are, for sinks: always the same immutable object. */
    public final Map<String, String> tags;

    private final @Nullable String method;
    private final @Nullable String group;

    Tally(String cache, @Nullable String method, @Nullable String group) {
        this.method = method;
        this.group = group;
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cache", cache);
        if (method != null) {
            map.put("method", method);
        }
        if (group != null) {
            map.put("group", group);
        }
        tags = Collections.unmodifiableMap(map);
    }

    /** A call was answered from L1, and nobody else wants to hear of it. */
    public void hit() {
        hits.increment();
    }

    Counts counts() {
        return new Counts(
                method,
                group,
                hits.sum(),
                l2Hits.sum(),
                misses.sum(),
                loads.sum(),
                loadFailures.sum(),
                joins.sum(),
                refreshes.sum(),
                refusals.sum(),
                fallbacks.sum(),
                stale.sum(),
                loadNanos.sum(),
                lockWaits.sum(),
                lockNanos.sum());
    }
}
