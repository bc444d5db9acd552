package methodcache.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import methodcache.api.CacheHealth;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLookup;
import methodcache.api.CacheStats;
import methodcache.api.CacheTimeoutException;
import methodcache.api.RecursiveLoadException;
import methodcache.api.Ticker;
import methodcache.api.spi.L1Store;
import methodcache.core.invalidation.Stamps;
import methodcache.core.key.Shown;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls meet: a call that isn't a hit joins the flight of its key or leads one. See the package for the whole way.
 *
 * <p>A blocking call without a time-out leads on its own thread. Every other leader's loader runs elsewhere, and the call waits for
 * its own flight as the joiners do: a thread parks, a future is completed.
 */
public final class Engine implements AutoCloseable {

    /** What several parts of one engine share. */
    record Parts(FlightTable flights, Stamps stamps, Gate gate, Workers workers, Ticker ticker, Counters counters) {}

    private final L1Store store;
    private final Parts parts;
    private final FlightTable flights;
    private final Counters counters;
    private final HitPath hits;
    private final Writing writing;
    private final Rescue rescue;
    private final Refreshing refreshing;
    private final Meeting meeting;
    private final Upkeep upkeep;
    private final ActiveLoads active = new ActiveLoads();
    private final Guards guards;
    private final LoadRunner runner;
    private final Closing closing;
    private final @Nullable Remote remote;
    private final @Nullable Cluster cluster;
    private volatile long evictionsAtClose;

    /**
     * Starts an engine.
     *
     * @param settings its parts; the store is closed with it
     */
    public Engine(EngineSettings settings) {
        store = settings.l1().store();
        counters = settings.counters();
        Ticker ticker = settings.time().ticker();
        Gate gate = new Gate(settings.name());
        Holdings holdings = new Holdings(store);
        Stamps stamps = new Stamps(ticker::nanos, holdings);
        flights = new FlightTable(holdings, stamps, counters, ticker);
        parts = new Parts(flights, stamps, gate, settings.workers(), ticker, counters);
        hits = new HitPath(store, stamps, ticker, gate, counters);
        rescue = new Rescue(store, hits, parts);
        refreshing =
                new Refreshing(this, settings.time().random(), settings.time().joinLimit(), settings.policies());
        Admission admission =
                new Admission(ticker, settings.time().random(), settings.l1().weigher(), counters);
        upkeep = new Upkeep(parts, store, hits, active);
        EngineSettings.Joining joining = settings.remote();
        remote = joining == null ? null : joining.join(new Elsewhere(flights, stamps, upkeep), settings.workers());
        cluster = remote == null ? null : new Cluster(remote, flights, admission, upkeep);
        if (remote != null) {
            stamps.linking().tell(remote.log().news());
        }
        writing = new Writing(parts, admission, upkeep, cluster);
        Duration joinLimit = settings.time().joinLimit();
        guards = new Guards(ticker, parts.workers(), remote == null ? null : remote.locks(), joinLimit);
        runner = new LoadRunner(
                parts,
                new LoadRunner.Around(rescue, guards, new HardTimeouts(parts.workers()), refreshing.warm()),
                admission,
                upkeep,
                active,
                cluster);
        meeting = new Meeting(this, runner, rescue, joinLimit, settings.propagation());
        closing = new Closing(parts, active, this::stop, settings.time().closeTimeout(), this::release);
        if (remote != null && joining != null) {
            Elsewhere.start(remote, joining.limit());
        }
    }

    /**
     * The way of a hit.
     *
     * @return always the same
     */
    public HitPath hits() {
        return hits;
    }

    /**
     * What happened so far.
     *
     * @return always the same
     */
    public Counters counters() {
        return counters;
    }

    /**
     * The way of writes and invalidations.
     *
     * @return always the same
     */
    public Writing writing() {
        return writing;
    }

    /**
     * The refreshes in the background.
     *
     * @return always the same
     */
    public Refreshing refreshing() {
        return refreshing;
    }

    Meeting meeting() {
        return meeting;
    }

    Rescue rescue() {
        return rescue;
    }

    Parts parts() {
        return parts;
    }

    Workers workers() {
        return parts.workers();
    }

    LoadRunner runner() {
        return runner;
    }

    // ---------------------------------------------------------------- blocking calls

    /**
     * A whole call: condition, look-up, load.
     *
     * @param request the call
     * @return the value
     */
    public @Nullable Object call(Request request) {
        if (!request.usesCache(counters)) {
            return load(request, true);
        }
        Entry entry = lookUp(request);
        return entry != null ? hit(request, entry) : load(request, false);
    }

    /**
     * A call whose look-up has found nothing already and whose policy has no condition.
     *
     * @param request the call
     * @return the value
     */
    public @Nullable Object miss(Request request) {
        return request.allowsStale() ? call(request) : load(request, false);
    }

    /**
     * A look-up without a load.
     *
     * @param request the call, without a loader
     * @return what was found
     */
    public CacheLookup<Object> find(Request request) {
        return find(List.of(request)).get(0);
    }

    /**
     * Look-ups without a load, waited for: each layer is asked once.
     *
     * @param requests without loaders, of different keys
     * @return what was found, in their order
     */
    public List<CacheLookup<Object>> find(List<Request> requests) {
        return Cluster.awaited(findAll(requests), Collections.nCopies(requests.size(), new CacheLookup<>(false, null)));
    }

    /**
     * Look-ups without a load: each layer is asked once.
     *
     * @param requests without loaders, of different keys
     * @return what was found, in their order; fails if the cache is closed
     */
    public CompletableFuture<List<CacheLookup<Object>>> findAll(List<Request> requests) {
        return new LookUp(this, cluster, requests).run();
    }

    /** A call that was to load is answered from a layer. */
    private @Nullable Object hit(Request request, Outcome.Hit hit) {
        if (hit.layer() == CacheLayer.L2) {
            refreshing.found(hit.entry(), request);
        }
        return request.hit(hit.entry(), hit.layer(), counters);
    }

    /** A hit of a whole call. */
    private @Nullable Object hit(Request request, Entry entry) {
        Refreshing.Due due = refreshing.due(entry, request.policy);
        if (due != Refreshing.Due.NOTHING) {
            refreshing.hit(due, entry, request);
        }
        return request.hit(entry, counters);
    }

    /** The entry that may answer, if there is one; one of another type is remembered as no answer. */
    @Nullable
    Entry lookUp(Request request) {
        if (request.passesL1()) {
            return null;
        }
        Entry entry = hits.find(request.key, request.policy.version, request.policy.early);
        if (entry == null && request.allowsStale()) {
            return rescue.beforeRetry(request);
        }
        if (entry != null && !request.fits(entry)) {
            request.fresh = true;
            return null;
        }
        return entry;
    }

    private @Nullable Object load(Request request, boolean alone) {
        Outcome outcome;
        try {
            Load scope = enter(request);
            Outcome.Failure remembered = alone ? null : rescue.remembered(request);
            if (remembered != null) {
                outcome = rescue.orElse(request, remembered);
            } else {
                outcome = meeting.leadsHere(request)
                        ? loadHere(request, alone, scope)
                        : loadElsewhere(request, alone, scope);
            }
        } catch (RuntimeException refused) {
            request.missed(counters);
            throw refused;
        }
        if (outcome instanceof Outcome.Hit hit) {
            return hit(request, hit);
        }
        request.missed(counters);
        if (outcome instanceof Outcome.Value value) {
            return request.transformed(value.value());
        }
        throw Thrown.rethrown(failure(request, outcome));
    }

    /** Refuses a call that is too late or leads back to itself; tells the load whose loader makes it. */
    @Nullable
    Load enter(Request request) {
        parts.gate().check(request.key);
        Load scope = Load.current();
        if (scope != null) {
            String chain = scope.chainTo(this, request.key);
            if (chain != null) {
                throw new RecursiveLoadException(request.text(), chain + " → " + request.text());
            }
        }
        return scope;
    }

    Throwable failure(Request request, Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            return failure(List.of(request.text()), failure.cause());
        }
        return new CacheTimeoutException(request.text(), request.timeout == null ? Duration.ZERO : request.timeout);
    }

    /** What a caller is thrown whose load of some keys failed. */
    static Throwable failure(List<String> keys, Throwable cause) {
        return cause instanceof InterruptedException && Thread.currentThread().isInterrupted()
                ? new CacheInterruptedException(keys, cause)
                : Thrown.toThrow(keys, cause);
    }

    private Outcome loadHere(Request request, boolean alone, @Nullable Load scope) {
        SyncWaiter waiter = null;
        for (; ; ) {
            if (alone) {
                request.leads();
                return ofItsType(
                        request, runner.lead(request, Flight.held(request, meeting.load(request, scope)), true));
            }
            Flight flight = flights.toJoin(request.key, request.policy.version);
            if (flight == null) {
                Flight mine = Flight.held(request, meeting.load(request, scope));
                flight = flights.claim(request.key, request.policy.version, () -> mine);
                if (flight == mine) {
                    Entry late = meeting.lateEntry(request, mine);
                    if (late != null) {
                        return new Outcome.Hit(late, CacheLayer.L1);
                    }
                    request.leads();
                    return ofItsType(request, runner.lead(request, mine, false));
                }
            }
            waiter = waiter == null ? new SyncWaiter() : waiter;
            if (!request.agrees(flight) || !waiter.mayWait(scope, flight.load)) {
                alone = true;
                continue;
            }
            Outcome outcome = meeting.join(flight, waiter) ? await(request, flight, waiter) : Outcome.RETRY;
            waiter.endWait();
            Outcome end = orAgain(request, outcome);
            if (end != null) {
                return end;
            }
        }
    }

    private Outcome loadElsewhere(Request request, boolean alone, @Nullable Load scope) {
        SyncWaiter waiter = new SyncWaiter();
        meeting.propagate(request);
        List<Future<?>> timers = new ArrayList<>(meeting.limits(request, waiter::expire));
        boolean limited = false;
        try {
            for (; ; ) {
                Object begun = meeting.begin(request, waiter, alone, scope);
                if (begun instanceof Entry late) {
                    return new Outcome.Hit(late, CacheLayer.L1);
                }
                if (!limited && !request.led) {
                    limited = true;
                    timers.addAll(meeting.limits(request, (Flight) begun, waiter::expire));
                }
                Outcome outcome = await(request, (Flight) begun, waiter);
                waiter.endWait();
                Outcome end = orAgain(request, outcome);
                if (end != null) {
                    return end;
                }
            }
        } finally {
            timers.forEach(timer -> timer.cancel(false));
        }
    }

    /** How the wait ended for good; null when the call is to begin again. */
    @Nullable
    Outcome orAgain(Request request, Outcome outcome) {
        if (outcome instanceof Outcome.Retry || outcome instanceof Outcome.Absent) {
            // It has waited for a load all the same.
            Entry late = lookUp(request);
            return late == null ? null : new Outcome.Value(late.value);
        }
        if (outcome instanceof Outcome.Hit hit && !request.takes(hit)) {
            request.fresh = true;
            return null;
        }
        if (outcome instanceof Outcome.Value value && !request.led && !request.holds(value.value())) {
            request.fresh = true;
            return null;
        }
        return ofItsType(request, outcome);
    }

    /** How a call's own load ended for it: a value of another type than the call says is its failure. */
    private Outcome ofItsType(Request request, Outcome outcome) {
        return outcome instanceof Outcome.Value value && !request.holds(value.value())
                ? ofAnotherType(request, value.value())
                : rescue.orElse(request, outcome);
    }

    static Outcome.Failure ofAnotherType(Request request, @Nullable Object value) {
        return new Outcome.Failure(new ClassCastException("the loader of " + Shown.key(request.key) + " gave a "
                + Thrown.typeOf(value) + " where the call says " + request.type));
    }

    Outcome await(Request request, Flight flight, SyncWaiter waiter) {
        try {
            for (; ; ) {
                Outcome outcome = waiter.await();
                if (!(outcome instanceof Outcome.TimedOut timedOut)) {
                    return outcome;
                }
                if (!timedOut.isSlow()) {
                    meeting.leave(flight, waiter);
                    return tooSlow(request, timedOut);
                }
                Entry old = rescue.old(request);
                if (old != null) {
                    meeting.leaveBehind(request, flight, waiter);
                    rescue.serveMeanwhile(old, request);
                    return new Outcome.Value(old.value);
                }
            }
        } catch (InterruptedException interrupted) {
            meeting.leave(flight, waiter);
            Thread.currentThread().interrupt();
            return new Outcome.Failure(new CacheInterruptedException(request.text(), interrupted));
        }
    }

    /** How a wait ends that has lasted too long: a load that is too slow has failed for this caller. */
    private static Outcome tooSlow(Request request, Outcome.TimedOut timedOut) {
        return timedOut.limit() == Outcome.Limit.HARD ? tooSlow(request) : timedOut;
    }

    static Outcome.Failure tooSlow(Request request) {
        return new Outcome.Failure(
                CacheTimeoutException.ofLoad(List.of(request.text()), Duration.ofNanos(request.policy.hardTimeout)));
    }

    // ---------------------------------------------------------------- asynchronous calls

    /**
     * A whole call that doesn't block.
     *
     * @param request the call
     * @return the caller's own future
     */
    public CompletableFuture<Object> callAsync(Request request) {
        try {
            boolean alone = !request.usesCache(counters);
            Entry entry = alone ? null : lookUp(request);
            if (entry != null) {
                return CompletableFuture.completedFuture(hit(request, entry));
            }
            return loadAsync(request, alone);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletableFuture<Object> loadAsync(Request request, boolean alone) {
        AsyncWaiter waiter;
        Outcome.Failure remembered;
        try {
            waiter = new AsyncWaiter(this, request, alone, enter(request));
            remembered = alone ? null : rescue.remembered(request);
            meeting.propagate(request);
        } catch (RuntimeException refused) {
            request.missed(counters);
            return CompletableFuture.failedFuture(refused);
        }
        waiter.limit(meeting.limits(request, why -> expire(waiter, why)));
        if (remembered != null) {
            answered(waiter, remembered);
        } else {
            attempt(waiter);
        }
        waiter.handOut();
        return waiter.future;
    }

    private void expire(AsyncWaiter waiter, Outcome.TimedOut why) {
        workers().callback(() -> answered(waiter, why));
    }

    private void attempt(AsyncWaiter waiter) {
        try {
            Object begun = meeting.begin(waiter.request, waiter, waiter.alone, waiter.scope);
            if (begun instanceof Flight flight) {
                waiter.leaveIfOver();
                if (!waiter.request.led && waiter.isToBeLimited()) {
                    waiter.limit(meeting.limits(waiter.request, flight, why -> expire(waiter, why)));
                }
            } else {
                answered(waiter, new Outcome.Hit((Entry) begun, CacheLayer.L1));
            }
        } catch (RuntimeException refused) {
            answered(waiter, new Outcome.Failure(refused));
        }
    }

    /** A future's wait has ended, or has to begin again. */
    void answered(AsyncWaiter waiter, Outcome outcome) {
        Request request = waiter.request;
        boolean slow = outcome instanceof Outcome.TimedOut timedOut && timedOut.isSlow();
        Entry old = slow ? rescue.old(request) : null;
        if (slow && old == null) {
            // It has gone meanwhile: the call waits for its load.
            return;
        }
        Outcome end = old != null
                ? new Outcome.Value(old.value)
                : outcome instanceof Outcome.TimedOut timedOut
                        ? rescue.orElse(request, tooSlow(request, timedOut))
                        : orAgainOrRefused(request, outcome);
        if (end == null) {
            if (!waiter.isOver()) {
                attempt(waiter);
            }
            return;
        }
        if (!waiter.over()) {
            return;
        }
        if (outcome instanceof Outcome.TimedOut timedOut) {
            waiter.leave(timedOut);
        }
        if (old != null) {
            rescue.serveMeanwhile(old, request);
        }
        try {
            if (end instanceof Outcome.Hit hit) {
                waiter.future.answer(hit(request, hit), null);
                return;
            }
            request.missed(counters);
            if (end instanceof Outcome.Value value) {
                waiter.future.answer(request.transformed(value.value()), null);
            } else {
                waiter.future.answer(null, failure(request, end));
            }
        } catch (Throwable userCode) {
            waiter.future.answer(null, userCode);
        }
    }

    /** As {@link #orAgain}; nobody but the future could hear of what it throws. */
    private @Nullable Outcome orAgainOrRefused(Request request, Outcome outcome) {
        try {
            return orAgain(request, outcome);
        } catch (RuntimeException refused) {
            return new Outcome.Failure(refused);
        }
    }

    // ---------------------------------------------------------------- operation

    /** Refuses once the cache is closed. */
    public void checkOpen() {
        parts.gate().check(null);
    }

    /**
     * What happened and what is held.
     *
     * @return a snapshot
     */
    public CacheStats stats() {
        boolean open = parts.gate().isOpen();
        return Stats.of(
                counters,
                parts.stamps(),
                new Stats.Now(
                        open ? store.evictions() : evictionsAtClose,
                        open ? upkeep.live() : Upkeep.Live.NOTHING,
                        flights.size(),
                        guards.waiting(),
                        guards.open()),
                remote);
    }

    /**
     * Whether the parts work that others provide.
     *
     * @return a snapshot
     */
    public CacheHealth health() {
        List<CacheHealth.Part> health = new ArrayList<>();
        health.add(counters.l1());
        if (remote != null) {
            remote.conditions().forEach(of -> health.add(of.part()));
        }
        return new CacheHealth(health);
    }

    @Override
    public void close() {
        closing.close();
    }

    private void stop() {
        upkeep.stop();
        refreshing.warm().stop();
    }

    private void release() {
        try {
            evictionsAtClose = store.evictions();
            store.close();
        } finally {
            if (remote != null) {
                remote.close();
            }
        }
    }
}
