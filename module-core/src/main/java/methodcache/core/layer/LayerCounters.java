package methodcache.core.layer;

import java.util.concurrent.atomic.LongAdder;

/** What the second layer did. Thread-safe. */
public final class LayerCounters {

    /** Operations that failed, took too long or weren't tried, and values that couldn't be read. */
    public final LongAdder failures = new LongAdder();

    /** Values that stayed in the first layer: too large, not to be encoded, or dropped from a full queue. */
    public final LongAdder unwritten = new LongAdder();

    /** Loads that ran without the lock they asked for. */
    public final LongAdder withoutLock = new LongAdder();
}
