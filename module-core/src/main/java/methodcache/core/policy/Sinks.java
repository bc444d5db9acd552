package methodcache.core.policy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

    /** Whether one of them wants to hear of hits. */
    public final boolean hearHits;

    private final CacheMetrics[] hearingHits;
    private final Failures failures;

    Sinks(List<CacheMetrics> sinks, Map<String, String> tags, Failures failures) {
        this.sinks = sinks.toArray(CacheMetrics[]::new);
        this.tags = tags;
        this.failures = failures;
        hearingHits = sinks.stream().filter(this::hearsHits).toArray(CacheMetrics[]::new);
        hearHits = hearingHits.length > 0;
    }

    private boolean hearsHits(CacheMetrics sink) {
        try {
            return sink.hearsHits();
        } catch (Throwable failure) {
            failed(sink, List.of(), failure);
            return true;
        }
    }

    /** Tells those of a hit who want to hear of it. */
    public void hit(String key, CacheLayer layer) {
        tell(hearingHits, List.of(key), sink -> sink.hit(key, layer, tags));
    }

    /** Tells of a miss. */
    public void miss(String key) {
        tell(key, sink -> sink.miss(key, tags));
    }

    /** Tells of a wait for a distributed lock. */
    public void lockWait(String key, long nanos) {
        tell(key, sink -> sink.lockWait(key, nanos, tags));
    }

    /** Tells of a load that gave a value. */
    public void load(String key, long nanos) {
        tell(key, sink -> sink.load(key, nanos, tags));
    }

    /** Tells of a load that failed. */
    public void loadFailure(String key, long nanos, Throwable cause) {
        tell(key, sink -> sink.loadFailure(key, nanos, cause, tags));
    }

    /** Tells of a call that was answered with a value past its life. */
    public void stale(String key) {
        tell(key, sink -> sink.stale(key, tags));
    }

    /** Tells of a call for a fresh value. */
    public void refresh(String key) {
        tell(key, sink -> sink.refresh(key, tags));
    }

    /** Tells of an entry that left by itself. */
    public void eviction(String key, EvictionReason reason) {
        tell(key, sink -> sink.eviction(key, reason, tags));
    }

    /** Tells of an invalidation. */
    public void invalidation(Invalidation invalidation) {
        List<String> keys = invalidation instanceof Invalidation.Keys some ? List.copyOf(some.keys()) : List.of();
        tell(keys, sink -> sink.invalidation(invalidation, tags));
    }

    private void tell(String key, Consumer<CacheMetrics> event) {
        tell(List.of(key), event);
    }

    /** Tells of an operation of a layer that failed. */
    public void layerFailure(CacheLayer layer, String operation, Throwable cause) {
        tell(List.of(), sink -> sink.layerFailure(layer, operation, cause, tags));
    }

    private void tell(List<String> keys, Consumer<CacheMetrics> event) {
        tell(sinks, keys, event);
    }

    private void tell(CacheMetrics[] told, List<String> keys, Consumer<CacheMetrics> event) {
        for (CacheMetrics sink : told) {
            try {
                event.accept(sink);
            } catch (Throwable failure) {
                failed(sink, keys, failure);
            }
        }
    }

    private void failed(CacheMetrics sink, List<String> keys, Throwable failure) {
        failures.callback("metrics sink " + sink.getClass().getName(), tags.get("method"), keys, failure);
    }
}
