package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.metrics.ObservedCache;
import methodcache.core.policy.Failures;

/** Those who look at a cache from when it is built until it is closed. What they throw is counted and logged. Thread-safe. */
final class Observers {

    private record Looking(CacheMetrics sink, AutoCloseable until) {}

    private final List<Looking> looking = new ArrayList<>();
    private final Failures failures;
    private boolean closed;

    Observers(Failures failures) {
        this.failures = failures;
    }

    /** Lets sinks look, each once. */
    synchronized void let(List<CacheMetrics> sinks, ObservedCache cache) {
        Set<CacheMetrics> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (CacheMetrics sink : sinks) {
            if (seen.add(sink)) {
                guarded(sink, () -> looking.add(new Looking(sink, requireNonNull(sink.observe(cache), "observe(…)"))));
            }
        }
    }

    /** Nobody looks any more. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            looking.forEach(one -> guarded(one.sink, one.until::close));
        }
    }

    private void guarded(CacheMetrics sink, Step step) {
        try {
            step.run();
        } catch (Throwable failure) {
            failures.callback("metrics sink " + sink.getClass().getName(), null, List.of(), failure);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
