package methodcache.core.cluster;

import java.util.concurrent.atomic.LongAdder;

/** What the cluster's log cost. Thread-safe. */
public final class LogCounters {

    /** Times that events may have been missed, and everything older was given up. */
    public final LongAdder floorRaises = new LongAdder();

    /** Times that what is remembered of the cluster's events outgrew a bound. */
    public final LongAdder earlyFloors = new LongAdder();

    /** Operations on the log that failed or took too long. */
    public final LongAdder failures = new LongAdder();
}
