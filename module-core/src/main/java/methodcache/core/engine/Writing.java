package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.core.cluster.Outgoing;
import methodcache.core.invalidation.Announced;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Target;
import methodcache.core.key.Shown;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Applies what callers write and invalidate: here at once, then to the cluster. An event is pending from before it is applied here, so
 * that nothing it touches is taken from the second layer meanwhile. Thread-safe.
 */
public final class Writing {

    private final FlightTable flights;
    private final Gate gate;
    private final Counters counters;
    private final Admission admission;
    private final Upkeep upkeep;
    private final @Nullable Cluster cluster;

    Writing(Engine.Parts parts, Admission admission, Upkeep upkeep, @Nullable Cluster cluster) {
        this.flights = parts.flights();
        this.gate = parts.gate();
        this.counters = parts.counters();
        this.admission = admission;
        this.upkeep = upkeep;
        this.cluster = cluster;
    }

    /**
     * Keeps a value given by a caller.
     *
     * @param key the store key
     * @param value the value
     * @param policy the policy of the call
     * @param scope the scope of the call, as text
     * @return completes when the cluster has it, too, or can't be reached; never fails
     */
    public CompletableFuture<Void> put(Object key, @Nullable Object value, CompiledPolicy policy, String scope) {
        gate.check(key);
        Thrown.refuseUncacheable(
                value, problem -> new IllegalArgumentException("the value for " + Shown.key(key) + " " + problem));
        Draft draft = policy.off ? null : admission.draft(key, policy, List.of(), value);
        Event event = Event.of(new Target.Key(key));
        Outgoing own = cluster == null ? null : cluster.pendWrite(key);
        Entry kept = null;
        CompletableFuture<?> removed = Cluster.DONE;
        try {
            Announced raising = own == null ? Announced.NOBODY : own;
            if (draft == null) {
                flights.apply(event, raising, new int[1]);
            } else {
                kept = flights.put(key, scope, draft, raising, policy);
                if (own != null) {
                    own.reachedBy(kept.reach);
                    requireNonNull(cluster).tellLinks(kept);
                }
                upkeep.kept(draft);
            }
        } finally {
            if (own != null && kept == null) {
                removed = requireNonNull(cluster).publishRemoval(own);
            }
        }
        return own == null || kept == null || draft == null
                ? removed.thenApply(done -> null)
                : requireNonNull(cluster).publish(own, key, ValueType.plain(value), policy, scope, draft, kept);
    }

    /**
     * Keeps a value given by a caller, and waits until the cluster has it, or can't be reached.
     *
     * @param key the store key
     * @param value the value
     * @param policy the policy of the call
     * @param scope the scope of the call, as text
     */
    public void putAndWait(Object key, @Nullable Object value, CompiledPolicy policy, String scope) {
        Cluster.waitFor(put(key, value, policy, scope));
    }

    /**
     * Keeps values given by a caller, and waits until the cluster has them, or can't be reached.
     *
     * @param scope the scope of the call, as text
     * @param values by the key that the caller gave
     * @param policy the policy of the call
     */
    public void putAll(String scope, Map<String, ?> values, CompiledPolicy policy) {
        List<CompletableFuture<Void>> puts = new ArrayList<>(values.size());
        values.forEach((key, value) -> puts.add(put(
                StoreKeys.keyed(scope, requireNonNull(key, "values must not have a null key")), value, policy, scope)));
        Cluster.waitFor(CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)));
    }

    /**
     * Applies an event.
     *
     * @param invalidation what was asked for, for the report
     * @param event what it names
     * @return what was done
     */
    public Invalidated invalidate(Invalidation invalidation, Event event) {
        gate.check(null);
        int[] overtaken = new int[1];
        Outgoing own = cluster == null ? null : cluster.pend(event);
        CompletableFuture<Boolean> published = CompletableFuture.completedFuture(true);
        long number;
        try {
            number = flights.apply(event, own == null ? Announced.NOBODY : own, overtaken);
        } finally {
            if (own != null) {
                published = requireNonNull(cluster).publish(own);
            }
        }
        upkeep.applied();
        counters.invalidations.increment();
        return new Invalidated(
                new InvalidationReport(invalidation, number, overtaken[0], false),
                published.thenApply(done -> new InvalidationReport(invalidation, number, overtaken[0], done)));
    }
}
