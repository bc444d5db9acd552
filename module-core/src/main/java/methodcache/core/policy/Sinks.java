package methodcache.core.policy;

import java.util.List;
import java.util.Map;
import methodcache.api.CacheLayer;
import methodcache.api.Invalidation;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.metrics.EvictionReason;

/**
 * The metrics sinks of a policy and the tags they are told. Immutable and thread-safe. One sink's failure reaches
 * neither the call nor the next sink.
 */
public final class Sinks {

    /** Whom to tell; not to be changed. */
    @SuppressWarnings("ImmutableMemberCollection")
    public final CacheMetrics[] sinks;

    /** Whose event it is: the same immutable object for all events of one policy and method. */
    public final Map<String, String> tags;

    private final Failures failures;

    Sinks(List<CacheMetrics> sinks, Map<String, String> tags, Failures failures) {
        this.sinks = sinks.toArray(CacheMetrics[]::new);
        this.tags = tags;
        this.failures = failures;
    }

    /** Tells of a hit. */
    public void hit(String key, CacheLayer layer) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.hit(key, layer, tags);
            } catch (Throwable failure) {
                failed(sink, List.of(key), failure);
            }
        }
    }

    /** Tells of a miss. */
    public void miss(String key) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.miss(key, tags);
            } catch (Throwable failure) {
                failed(sink, List.of(key), failure);
            }
        }
    }

    /** Tells of a load that gave a value. */
    public void load(String key, long nanos) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.load(key, nanos, tags);
            } catch (Throwable failure) {
                failed(sink, List.of(key), failure);
            }
        }
    }

    /** Tells of a load that failed. */
    public void loadFailure(String key, long nanos, Throwable cause) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.loadFailure(key, nanos, cause, tags);
            } catch (Throwable failure) {
                failed(sink, List.of(key), failure);
            }
        }
    }

    /** Tells of a call that was answered with a value past its life. */
    public void stale(String key) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.stale(key, tags);
            } catch (Throwable failure) {
                failed(sink, List.of(key), failure);
            }
        }
    }

    /** Tells of a call for a fresh value. */
    public void refresh(String key) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.refresh(key, tags);
            } catch (Throwable failure) {
                failed(sink, List.of(key), failure);
            }
        }
    }

    /** Tells of an entry that left by itself. */
    public void eviction(String key, EvictionReason reason) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.eviction(key, reason, tags);
            } catch (Throwable failure) {
                failed(sink, List.of(key), failure);
            }
        }
    }

    /** Tells of an invalidation. */
    public void invalidation(Invalidation invalidation) {
        for (CacheMetrics sink : sinks) {
            try {
                sink.invalidation(invalidation, tags);
            } catch (Throwable failure) {
                List<String> keys =
                        invalidation instanceof Invalidation.Keys some ? List.copyOf(some.keys()) : List.of();
                failed(sink, keys, failure);
            }
        }
    }

    private void failed(CacheMetrics sink, List<String> keys, Throwable failure) {
        failures.callback("metrics sink " + sink.getClass().getName(), tags.get("method"), keys, failure);
    }
}
