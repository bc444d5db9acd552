package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoadException;
import methodcache.core.cluster.ClusterLog;
import methodcache.core.cluster.Limited;
import methodcache.core.cluster.Outgoing;
import methodcache.core.cluster.Stamp;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Target;
import methodcache.core.key.LocalKey;
import methodcache.core.key.StoreKeys;
import methodcache.core.layer.Lease;
import methodcache.core.layer.Locks;
import methodcache.core.layer.SecondLayer;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/**
 * What loads and look-ups do in the cluster: ask the second layer, under a lock where the policy wants one, put what they find into L1, and
 * write what was loaded. Nothing here fails a call. Thread-safe.
 *
 * <p>What is found is published like a load that began before it was asked for: so an event that is applied meanwhile keeps it out of L1,
 * and one that was applied before is seen by {@link ClusterLog#covers}.
 */
final class Cluster {

    static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /** A key of a load or a look-up; without a flight of its own, what is found for it isn't kept. */
    record Ask(Request request, @Nullable Flight flight) {}

    private final ClusterLog log;
    private final SecondLayer layer;
    private final @Nullable Locks locks;
    private final FlightTable flights;
    private final Admission admission;
    private final Upkeep upkeep;

    Cluster(Remote remote, FlightTable flights, Admission admission, Upkeep upkeep) {
        this.upkeep = upkeep;
        this.log = remote.log();
        this.layer = remote.layer();
        this.locks = remote.locks();
        this.flights = flights;
        this.admission = admission;
    }

    // ---------------------------------------------------------------- before a load

    /** Whether a call has anything to do here before it loads. */
    boolean concerns(Request request) {
        return reads(request) || locks(request);
    }

    private boolean reads(Request request) {
        return request.readsCluster() && layer.shares(request.key, request.stored());
    }

    private boolean locks(Request request) {
        // What a key of this process stands for is loaded by no other.
        return locks != null && request.policy.permits > 0 && request.isLoad() && !(request.key instanceof LocalKey);
    }

    /** What the node has applied; to be read before a loader runs. */
    @Nullable
    Stamp applied() {
        return layer.applied();
    }

    /** Asks for values, takes the lock that a single load wants, and asks again. */
    Asking ahead(List<Ask> asks) {
        Asking asking = new Asking();
        CompletableFuture<Ahead> looked = look(asks);
        Request first = asks.get(0).request;
        if (asks.size() == 1 && locks(first)) {
            looked = looked.thenCompose(ahead -> ahead.found().isEmpty()
                    ? locked(asking, asks, first, ahead)
                    : CompletableFuture.completedFuture(ahead));
        }
        Limited.then(
                looked,
                (ahead, failure) -> asking.said.complete(
                        ahead == null ? without(first, Ahead.FAILED, Locks.Taken.failed(failure)) : ahead));
        return asking;
    }

    private CompletableFuture<Ahead> locked(Asking asking, List<Ask> asks, Request request, Ahead looked) {
        Locks used = requireNonNull(locks);
        CompiledPolicy policy = request.policy;
        long asked = flights.nanos();
        return used.acquire(request.key, policy.permits, policy.lockTimeout).thenCompose(taken -> {
            request.lockWaited(flights.nanos() - asked);
            Flight flight = requireNonNull(asks.get(0).flight);
            // What another node has loaded meanwhile may be newer than events that came during the wait.
            boolean goesOn = asking.ifWaitedFor(() -> flights.restamp(flight.load, layer.applied()));
            return goesOn
                    ? lookAgain(asks, looked, taken)
                    : CompletableFuture.completedFuture(under(request, looked, taken));
        });
    }

    private CompletableFuture<Ahead> lookAgain(List<Ask> asks, Ahead looked, Locks.Taken taken) {
        CompletableFuture<Ahead> again = looked.failed() ? CompletableFuture.completedFuture(looked) : look(asks);
        Request request = asks.get(0).request;
        return again.thenApply(ahead -> {
            if (ahead.found().isEmpty()) {
                return under(request, ahead, taken);
            }
            letGo(request.key, ahead.under(taken.lease()));
            return ahead;
        });
    }

    private Ahead under(Request request, Ahead ahead, Locks.Taken taken) {
        return taken.lease() == null ? without(request, ahead, taken) : ahead.under(taken.lease());
    }

    /** What becomes of a load that has got no lock: it runs and is counted, or its policy says that it doesn't run. */
    private Ahead without(Request request, Ahead ahead, Locks.Taken taken) {
        if (!locks(request)) {
            return ahead;
        }
        if (!request.policy.lockRequired) {
            requireNonNull(locks).ranWithout();
            return ahead;
        }
        Throwable failure = taken.failure();
        String why = failure == null
                ? "no lock within " + request.policy.lockTimeout + ": raise the timeout of withDistributedLock(…)"
                : "the lock service failed (" + failure + "): bring it back";
        return ahead.refused(new CacheLoadException(
                why + ", or let such loads run with requireDistributedLock(false)", request.text(), failure));
    }

    private CompletableFuture<Ahead> look(List<Ask> asks) {
        List<Ask> asking = asks.stream().filter(ask -> reads(ask.request)).toList();
        if (asking.isEmpty()) {
            return CompletableFuture.completedFuture(Ahead.NOTHING);
        }
        return find(asking).thenApply(found -> {
            Map<Flight, Entry> entries = new HashMap<>();
            for (Ask ask : asking) {
                Entry entry = found.entries.get(ask);
                if (entry != null && ask.flight != null) {
                    entries.put(ask.flight, entry);
                }
            }
            return new Ahead(entries, found.failed, null, null);
        });
    }

    /** What was found for a look-up. */
    record Entries(Map<Ask, Entry> entries, boolean failed) {}

    /** Asks for values, and keeps in L1 what is found for a flight of one's own. */
    CompletableFuture<Entries> find(List<Ask> asks) {
        List<SecondLayer.Wanted> wanted = new ArrayList<>(asks.size());
        Map<Flight, Long> asOf = new HashMap<>();
        for (Ask ask : asks) {
            Request request = ask.request;
            if (ask.flight != null) {
                // Now, and not when the answer comes: its load may have been stamped anew by then.
                asOf.put(ask.flight, ask.flight.load.asOf());
            }
            wanted.add(new SecondLayer.Wanted(
                    request.key,
                    request.stored(),
                    request.policy.version,
                    ask.flight != null && request.allowsStale()));
        }
        return layer.find(wanted).handle((answer, failure) -> {
            if (answer == null) {
                return new Entries(Map.of(), true);
            }
            Map<Ask, Entry> entries = new HashMap<>();
            for (Ask ask : asks) {
                SecondLayer.Found found = answer.found().get(ask.request.key);
                Entry entry = found == null ? null : entry(ask, found, asOf.getOrDefault(ask.flight, 0L));
                if (entry != null) {
                    entries.put(ask, entry);
                }
            }
            return new Entries(entries, answer.failed());
        });
    }

    private @Nullable Entry entry(Ask ask, SecondLayer.Found found, long asOf) {
        Request request = ask.request;
        if (!request.holds(found.value()) || !request.takes(found, flights.nanos())) {
            return null;
        }
        Draft draft = admission.promoted(request.key, request.policy, found);
        if (draft == null) {
            if (ask.flight != null && request.allowsStale()) {
                keepStale(ask.flight, request, found, asOf);
            }
            return null;
        }
        if (ask.flight == null) {
            return new Entry(draft, request.type, null, 0);
        }
        Entry kept = flights.promote(ask.flight, draft, asOf, found.scope(), found.reach());
        if (kept != null) {
            upkeep.kept(draft);
            tellLinks(kept);
        }
        return kept;
    }

    private void keepStale(Flight flight, Request request, SecondLayer.Found found, long asOf) {
        Draft draft = admission.stale(request.key, request.policy, found);
        if (draft != null) {
            flights.keepStale(flight, draft, asOf, found.scope(), found.reach());
            upkeep.kept(draft);
        }
    }

    // ---------------------------------------------------------------- after a load

    /** An entry was stored: other nodes may have to know what it depends on. */
    void tellLinks(Entry kept) {
        if (kept.reach != null) {
            log.tellLinks();
        }
    }

    /** What is to be written of a value that was kept; null for nothing. */
    SecondLayer.@Nullable Shared shared(Request request, Flight flight, Draft draft, Entry kept, long cost) {
        Load load = flight.load;
        Stamp applied = load.applied();
        if (applied == null || !request.policy.writesL2 || load.ahead().failed()) {
            return null;
        }
        return shared(request.key, request.stored(), request.policy, applied, flight.scope, draft, kept, cost);
    }

    private SecondLayer.Shared shared(
            Object key,
            @Nullable Type type,
            CompiledPolicy policy,
            Stamp applied,
            String scope,
            Draft draft,
            Entry kept,
            long cost) {
        Links links = draft.links();
        return new SecondLayer.Shared(
                key,
                type,
                policy.version,
                draft.value(),
                applied,
                links.isEmpty() ? StoreKeys.NO_SCOPE : scope,
                links,
                kept.reach,
                draft.life(flights.nanos()),
                draft.maxStale(),
                cost,
                draft.etag());
    }

    /** Writes values. */
    CompletableFuture<Void> write(List<SecondLayer.Shared> shared) {
        return shared.isEmpty() ? DONE : layer.write(shared);
    }

    CompletableFuture<Void> release(Object key, Lease lease) {
        return locks == null ? DONE : locks.release(key, lease);
    }

    // ---------------------------------------------------------------- own events

    Outgoing pendWrite(Object key) {
        return log.pendWrite(key);
    }

    Outgoing pend(Event event) {
        return log.pend(event);
    }

    /** What the cluster holds of a key is outdated, and there is nothing to put in its place: an event of one's own, for all nodes. */
    CompletableFuture<Void> remove(Object key) {
        Event event = Event.of(new Target.Key(key));
        Outgoing own = log.pend(event);
        CompletableFuture<Boolean> published;
        try {
            flights.apply(event, own, new int[1]);
        } finally {
            published = publish(own);
        }
        upkeep.applied();
        return published.thenApply(done -> null);
    }

    /** Publishes a write whose value isn't shared. */
    CompletableFuture<Boolean> publishRemoval(Outgoing own) {
        log.written(own);
        return publish(own);
    }

    CompletableFuture<Boolean> publish(Outgoing own) {
        return log.publish(own).thenApply(Optional::isPresent);
    }

    /** Publishes a write, and then writes the value: as of its own event, so that none later is overlooked. */
    CompletableFuture<Void> publish(
            Outgoing own,
            Object key,
            @Nullable Type type,
            CompiledPolicy policy,
            String scope,
            Draft draft,
            @Nullable Entry kept) {
        return log.publish(own).thenCompose(position -> {
            boolean shares = position.isPresent() && !own.isOvertaken() && kept != null && policy.writesL2;
            log.written(own);
            return shares
                    ? write(List.of(shared(key, type, policy, position.get(), scope, draft, requireNonNull(kept), 0)))
                    : DONE;
        });
    }

    // ---------------------------------------------------------------- waiting

    /**
     * Waits for what always ends; where the thread is interrupted, it stays so and goes on with what it is given instead.
     *
     * @throws CacheClosedException if the cache was closed meanwhile
     */
    static <T> T awaited(CompletableFuture<T> stage, T otherwise) {
        try {
            return stage.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException impossible) {
            if (impossible.getCause() instanceof CacheClosedException closed) {
                throw closed;
            }
            throw new IllegalStateException("an operation of the cluster failed where it can't", impossible.getCause());
        }
    }

    /** Waits for a write; where the thread is interrupted, not any longer. */
    static void waitFor(CompletableFuture<Void> write) {
        try {
            write.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a write failed where it can't", impossible.getCause());
        }
    }

    /** Waits for what the cluster says before a load; where the thread is interrupted, its loader doesn't run. */
    Ahead said(Asking asking, Request request) {
        try {
            return asking.said.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the cluster failed a load where it can't", impossible.getCause());
        }
        asking.giveUp();
        // A lock that comes when nobody waits any more is let go.
        Limited.then(asking.said, (late, failure) -> {
            if (late != null) {
                letGo(request.key, late);
            }
        });
        return Ahead.interrupted();
    }

    /** A load doesn't run for which a lock was taken. */
    void letGo(Object key, Ahead ahead) {
        if (ahead.lease() != null) {
            Limited.then(release(key, ahead.lease()), (done, failure) -> {});
        }
    }
}
