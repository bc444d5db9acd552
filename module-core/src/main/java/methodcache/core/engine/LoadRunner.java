package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLoadException;
import methodcache.api.Ticker;
import methodcache.core.cluster.Limited;
import methodcache.core.cluster.Stamp;
import methodcache.core.invalidation.Stamps;
import methodcache.core.layer.Lease;
import methodcache.core.layer.SecondLayer;
import org.jspecify.annotations.Nullable;

/**
 * Runs loaders and settles their flights. Whatever happens in user code, a flight that was handed in here is completed, exactly
 * once; that is why everything between the loader's end and {@link Flight#complete} stands in a {@code finally}.
 */
final class LoadRunner {

    private final FlightTable flights;
    private final Stamps stamps;
    private final Admission admission;
    private final Upkeep upkeep;
    private final ActiveLoads active;
    private final Gate gate;
    private final Workers workers;
    private final Ticker ticker;
    private final Counters counters;
    private final @Nullable Cluster cluster;

    private final Rescue rescue;
    private final Guards guards;
    private final HardTimeouts timeouts;
    private final KeepingWarm warm;

    /**
     * What stands around loads.
     *
     * @param rescue knows what was there before
     * @param guards let loaders run
     * @param timeouts leave behind what takes too long
     * @param warm what is kept warm
     */
    record Around(Rescue rescue, Guards guards, HardTimeouts timeouts, KeepingWarm warm) {}

    LoadRunner(
            Engine.Parts parts,
            Around around,
            Admission admission,
            Upkeep upkeep,
            ActiveLoads active,
            @Nullable Cluster cluster) {
        rescue = around.rescue;
        guards = around.guards;
        timeouts = around.timeouts;
        warm = around.warm;
        this.cluster = cluster;
        this.flights = parts.flights();
        this.stamps = parts.stamps();
        this.gate = parts.gate();
        this.workers = parts.workers();
        this.ticker = parts.ticker();
        this.counters = parts.counters();
        this.admission = admission;
        this.upkeep = upkeep;
        this.active = active;
    }

    /** Code of a loader, bound to its context. */
    interface Code {
        @Nullable
        Object run() throws Exception;
    }

    /** Runs a call's blocking loader on the caller's thread. */
    Outcome lead(Request request, Flight flight, boolean alone) {
        start(request, flight);
        if (asksCluster(request, alone)) {
            Outcome found = askCluster(request, flight);
            if (found != null) {
                return found;
            }
        }
        Outcome outcome = guarded(List.of(request), flight.load, () -> blocking(request, flight.load));
        finish(flight.load);
        // A failure of an interrupted leader is its own affair: the next waiter leads, with its own loader.
        boolean gaveUp =
                outcome instanceof Outcome.Failure && Thread.currentThread().isInterrupted();
        CompletableFuture<Void> shared = settle(request, flight, alone, outcome, gaveUp ? Outcome.RETRY : outcome);
        if (!shared.isDone()) {
            Cluster.waitFor(shared);
        }
        return outcome;
    }

    /** Whether a call has anything to do in the cluster before its loader runs. */
    private boolean asksCluster(Request request, boolean alone) {
        return cluster != null && !alone && cluster.concerns(request);
    }

    /** Asks the cluster on this thread; how the load ended by that, or null where its loader is to run. */
    private @Nullable Outcome askCluster(Request request, Flight flight) {
        Cluster asked = requireNonNull(cluster);
        Ahead ahead = asked.said(asked.ahead(List.of(new Cluster.Ask(request, flight))), request);
        return afterCluster(request, flight, ahead);
    }

    private @Nullable Outcome afterCluster(Request request, Flight flight, Ahead ahead) {
        Entry entry = ahead.found().get(flight);
        if (entry == null) {
            restart(flight.load, ahead);
            return null;
        }
        finish(flight.load);
        request.unneeded();
        warm.kept(request, entry);
        Outcome hit = new Outcome.Hit(entry, CacheLayer.L2);
        drop(flight, hit);
        settled(flight.load);
        return hit;
    }

    /** The cluster has been asked, and the loader is about to run: events count against it from here on. */
    void restart(Load load, Ahead ahead) {
        load.ahead(ahead);
        stamp(load);
    }

    private void stamp(Load load) {
        // The cluster's clock first: an event between the two is overlooked by neither.
        Stamp applied = cluster == null ? null : cluster.applied();
        load.begin(stamps.published(), applied, ticker.nanos());
    }

    /** Runs a call's loader elsewhere; its flight hears of the end. */
    void leadElsewhere(Request request, Flight flight, boolean alone) {
        Exception refusal = refusal(request);
        if (refusal != null) {
            request.refused();
            notRun(request, flight, refusal);
            return;
        }
        if (request.loading instanceof Loading.Staged staged) {
            leadStage(request, staged, flight, alone);
            return;
        }
        try {
            accept(flight.load, List.of(flight));
        } catch (CacheClosedException closed) {
            notRun(request, flight, closed);
            return;
        }
        limit(flight.load, List.of(flight), request, failure -> {});
        new Handover(
                        request,
                        () -> leadOnWorker(request, flight, alone),
                        why -> notRun(request, flight, gate.isOpen() ? why : gate.refusal(request.key)),
                        counters)
                .to(workers, flight.load);
    }

    /** A load that was to run ends before it began. */
    private void notRun(Request request, Flight flight, Throwable why) {
        finish(flight.load);
        request.loadFailed(0, why);
        drop(flight, new Outcome.Failure(why));
        settled(flight.load);
    }

    private void leadOnWorker(Request request, Flight flight, boolean alone) {
        if (!flight.load.runOn(Thread.currentThread())) {
            notRun(request, flight, gate.cancelled(request.key));
            return;
        }
        try {
            start(request, flight);
        } catch (CacheClosedException closed) {
            return;
        }
        if (asksCluster(request, alone) && askCluster(request, flight) != null) {
            return;
        }
        Outcome outcome = guarded(List.of(request), flight.load, () -> blocking(request, flight.load));
        finish(flight.load);
        settleUnawaited(request, flight, alone, outcome);
        // Nothing of this load's interrupt is left to the thread's next task.
        Thread.interrupted();
    }

    private void leadStage(Request request, Loading.Staged staged, Flight flight, boolean alone) {
        Load load = flight.load;
        try {
            start(request, flight);
        } catch (CacheClosedException closed) {
            return;
        }
        load.onCancel(() -> stageEnded(request, flight, alone, null, gate.cancelled(request.key)));
        limit(load, List.of(flight), request, failure -> {});
        if (!asksCluster(request, alone)) {
            guardedStage(request, staged, flight, alone);
            return;
        }
        CompletableFuture<Ahead> asked = requireNonNull(cluster).ahead(List.of(new Cluster.Ask(request, flight))).said;
        if (asked.isDone()) {
            stageAfterCluster(request, staged, flight, alone, asked.join());
        } else {
            Limited.then(
                    asked,
                    (ahead, failure) -> workers.callback(() ->
                            stageAfterCluster(request, staged, flight, alone, ahead == null ? Ahead.FAILED : ahead)));
        }
    }

    private void stageAfterCluster(Request request, Loading.Staged staged, Flight flight, boolean alone, Ahead ahead) {
        Load load = flight.load;
        if (load.isCancelled()) {
            requireNonNull(cluster).letGo(flight.key, ahead);
        } else if (afterCluster(request, flight, ahead) == null) {
            if (load.isOver()) {
                // Cancelled just now, by one who didn't know of the lock.
                requireNonNull(cluster).letGo(flight.key, ahead);
                return;
            }
            guardedStage(request, staged, flight, alone);
        }
    }

    private void guardedStage(Request request, Loading.Staged staged, Flight flight, boolean alone) {
        enter(List.of(request), flight.load, refusal -> {
            if (refusal == null) {
                runStage(request, staged, flight, alone);
            } else {
                stageEnded(request, flight, alone, null, refusal);
            }
        });
    }

    private void runStage(Request request, Loading.Staged staged, Flight flight, boolean alone) {
        Load load = flight.load;
        Outcome begun = run(load, () -> {
            Context context = request.context();
            context.loads(load, () -> rescue.previous(request));
            return staged.load(context);
        });
        if (begun instanceof Outcome.Failure failure) {
            stageEnded(request, flight, alone, null, failure.cause());
        } else if (begun instanceof Outcome.Value value && value.value() instanceof CompletionStage<?> stage) {
            stage.whenComplete((result, failure) -> stageEnded(request, flight, alone, result, failure));
        } else {
            stageEnded(
                    request,
                    flight,
                    alone,
                    null,
                    new CacheLoadException("its loader returned null instead of a stage", request.text(), null));
        }
    }

    private void stageEnded(
            Request request, Flight flight, boolean alone, @Nullable Object result, @Nullable Throwable failure) {
        if (!finish(flight.load)) {
            return;
        }
        Outcome outcome = failure != null
                ? new Outcome.Failure(Thrown.unwrapped(failure))
                : run(flight.load, () -> checked(request, result));
        ended(flight.load, outcome);
        settleUnawaited(request, flight, alone, outcome);
    }

    // ---------------------------------------------------------------- what lets a loader run

    /** Leaves a load behind that takes longer than its policy allows. */
    void limit(Load load, List<Flight> led, Request request, HardTimeouts.Told told) {
        timeouts.limit(load, led, request.policy.hardTimeout, told);
    }

    /** Why a load with a limit isn't begun for a key; null where it may be. */
    @Nullable
    Exception refusal(Request request) {
        return request.policy.hardTimeout == 0 ? null : timeouts.refusal(request.key);
    }

    /** Runs a loader when it may run, which this thread waits for; the requests are those of its keys. */
    Outcome guarded(List<Request> requests, Load load, Code code) {
        Exception refusal = load.ahead().refusal();
        Request first = requests.get(0);
        if (refusal == null && !load.isCancelled()) {
            Pass pass = guards.awaited(first.policy, load);
            refusal = pass.refusal;
            if (refusal == null) {
                load.pass(pass);
                waited(first, load);
            } else if (!(refusal instanceof InterruptedException)) {
                requests.forEach(Request::refused);
            }
        }
        if (refusal != null) {
            return new Outcome.Failure(refusal);
        }
        Outcome outcome = load.isCancelled() ? new Outcome.Failure(gate.cancelledOf(load)) : run(load, code);
        ended(load, outcome);
        return outcome;
    }

    /** Runs a loader when it may run; hears of null, or why it may not. Where the load is over by then, it doesn't hear anything. */
    void enter(List<Request> requests, Load load, Consumer<@Nullable Exception> then) {
        Exception refusal = load.ahead().refusal();
        if (refusal != null) {
            then.accept(refusal);
            return;
        }
        CompletableFuture<Pass> entering = guards.enter(requests.get(0).policy, load);
        if (entering.isDone()) {
            entered(requests, load, entering.join(), then);
        } else {
            Limited.then(
                    entering,
                    (pass, failure) -> workers.callback(() -> entered(
                            requests,
                            load,
                            pass == null ? Pass.refused(new IllegalStateException(failure)) : pass,
                            then)));
        }
    }

    private void entered(List<Request> requests, Load load, Pass pass, Consumer<@Nullable Exception> then) {
        if (load.isOver() || load.isCancelled()) {
            pass.letGo();
            return;
        }
        if (pass.refusal == null) {
            load.pass(pass);
            waited(requests.get(0), load);
        } else {
            requests.forEach(Request::refused);
        }
        then.accept(pass.refusal);
    }

    /** A load has waited for its turn: events count against it, and its time counts, from here on. */
    private void waited(Request request, Load load) {
        if (request.policy.bulkhead != null) {
            stamp(load);
        }
    }

    /** A loader has ended: what let it run is told. */
    void ended(Load load, Outcome outcome) {
        boolean cut = outcome instanceof Outcome.Failure
                && (load.isCancelled() || Thread.currentThread().isInterrupted());
        load.passed(cut ? Pass::letGo : pass -> pass.ended(outcome));
    }

    private @Nullable Object blocking(Request request, Load load) throws Exception {
        Context context = request.context();
        context.loads(load, () -> rescue.previous(request));
        if (request.loading instanceof Loading.Blocking loader) {
            return checked(request, loader.load(context));
        }
        throw new IllegalStateException("not a blocking loader");
    }

    private static @Nullable Object checked(Request request, @Nullable Object value) {
        Thrown.refuseUncacheable(request.key, value);
        return value;
    }

    /** Lets a load begin: from here on, events count against it. */
    private void start(Request request, Flight flight) {
        try {
            begin(flight.load, List.of(flight));
        } catch (CacheClosedException closed) {
            notRun(request, flight, closed);
            throw closed;
        }
    }

    /** A load is on its way to another thread, and in flight from now on: closing waits for it. */
    void accept(Load load, List<Flight> led) {
        add(load, led);
        load.accept();
    }

    private void add(Load load, List<Flight> led) {
        load.walk(stamps.walk());
        active.add(load, led);
        // Looked at again after it was added: either closing sees the load, or the load sees that it is too late.
        if (gate.isClosed() || (!gate.isOpen() && load.parent == null && !load.isAccepted())) {
            active.remove(load);
            throw gate.refusalOf(load);
        }
    }

    void begin(Load load, List<Flight> led) {
        add(load, led);
        if (load.parent != null) {
            WaitGraph.tryWait(load.parent, load);
        }
        for (Flight flight : led) {
            flight.expect(stamps);
        }
        stamp(load);
    }

    /** Runs user code inside a load. */
    Outcome run(Load load, Code code) {
        Load before = Load.enter(load);
        try {
            return new Outcome.Value(code.run());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome.Failure(interrupted);
        } catch (Throwable failure) {
            return new Outcome.Failure(failure);
        } finally {
            Load.enter(before);
        }
    }

    /** The loader has ended; true for the first to say so, who then settles its flights and says {@link #settled}. */
    boolean finish(Load load) {
        if (!load.end()) {
            return false;
        }
        timeouts.ended(load);
        if (load.parent != null) {
            WaitGraph.ended(load.parent, load);
        }
        return true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the write
    private void settleUnawaited(Request request, Flight flight, boolean alone, Outcome outcome) {
        settle(request, flight, alone, outcome, outcome);
    }

    /** Counts a load, keeps its value and ends its flight; in this order, so that a caller who has gone on finds it counted. */
    private CompletableFuture<Void> settle(
            Request request, Flight flight, boolean alone, Outcome outcome, Outcome told) {
        Load load = flight.load;
        SecondLayer.Shared shared = null;
        CompletableFuture<Void> removed = null;
        try {
            long cost = ticker.nanos() - load.began();
            tell(request, outcome, cost);
            // What isn't of the type that its own call says is not for others either.
            if (!alone && outcome instanceof Outcome.Value value && request.holds(value.value())) {
                Draft draft = draft(flight, request, value.value());
                if (draft != null) {
                    shared = publish(flight, request, draft.loaded(cost, request.etag()), cost);
                } else if (outdate(flight) && cluster != null && request.outdatesCluster()) {
                    removed = cluster.remove(flight.key);
                }
            } else if (!alone && outcome instanceof Outcome.Failure failure) {
                remember(flight, request, failure.cause());
            }
        } finally {
            drop(flight, told);
            if (shared == null && removed == null && load.ahead().lease() == null) {
                settled(load);
            }
        }
        if (removed != null) {
            return share(flight, removed);
        }
        return shared == null && load.ahead().lease() == null
                ? Cluster.DONE
                : share(flight, requireNonNull(cluster).write(shared == null ? List.of() : List.of(shared)));
    }

    /** Waits until the cluster has what a load came to, and lets the lock go after that; then the load is over. */
    private CompletableFuture<Void> share(Flight flight, CompletableFuture<Void> written) {
        Load load = flight.load;
        Lease lease = load.ahead().lease();
        CompletableFuture<Void> ended = lease == null
                ? written
                : written.thenCompose(done -> requireNonNull(cluster).release(flight.key, lease));
        return ended.whenComplete((done, failure) -> settled(load));
    }

    /** Writes what a load of many keys has kept; then the load is over. */
    CompletableFuture<Void> share(Load load, List<SecondLayer.Shared> shared) {
        if (shared.isEmpty()) {
            settled(load);
            return Cluster.DONE;
        }
        return requireNonNull(cluster).write(shared).whenComplete((done, failure) -> settled(load));
    }

    /** What the cluster says of the keys of a load of many; null where nobody is to be asked. */
    @Nullable
    Asking ahead(List<Cluster.Ask> asks) {
        return cluster != null && asks.stream().anyMatch(ask -> cluster.concerns(ask.request()))
                ? cluster.ahead(asks)
                : null;
    }

    /** A load's callers have been told: closing needn't wait for it any more. */
    void settled(Load load) {
        active.remove(load);
    }

    /** Keeps a value, if its policy and the events since its load began let it be kept; tells what is to be written of it. */
    SecondLayer.@Nullable Shared keep(Flight flight, Request request, @Nullable Object value, long cost) {
        Draft draft = draft(flight, request, value);
        if (draft == null) {
            outdate(flight);
            return null;
        }
        return publish(flight, request, draft.loaded(cost, null), cost);
    }

    /** Keeps what a loader threw, where its policy says so and nothing else is kept. */
    void remember(Flight flight, Request request, Throwable failure) {
        if (request.isRefused() || flight.load.ahead().refusal() != null) {
            return;
        }
        long nanos = request.policy.remembersFailures() && !gate.isClosed() ? rescue.remembers(request, failure) : 0;
        if (nanos > 0) {
            Draft draft = admission.failure(request.policy, request.arguments(), failure, nanos);
            flights.keepFailure(flight, draft);
            upkeep.kept(draft);
        }
    }

    private @Nullable Draft draft(Flight flight, Request request, @Nullable Object value) {
        return admission.draft(flight.key, request.policy, request.arguments(), value);
    }

    /** Whether what L1 held is gone, as its key's value isn't kept; a closed cache holds nothing. */
    private boolean outdate(Flight flight) {
        return !gate.isClosed() && flights.outdate(flight);
    }

    private SecondLayer.@Nullable Shared publish(Flight flight, Request request, Draft draft, long cost) {
        if (gate.isClosed()) {
            // A load whose loader closed the cache.
            return null;
        }
        Entry kept = flights.publish(flight, draft);
        if (kept == null) {
            return null;
        }
        upkeep.kept(draft);
        warm.kept(request, kept);
        if (cluster == null) {
            return null;
        }
        cluster.tellLinks(kept);
        return cluster.shared(request, flight, draft, kept, cost);
    }

    /** Ends a flight. */
    void drop(Flight flight, Outcome told) {
        if (told instanceof Outcome.Failure || told instanceof Outcome.Retry) {
            flights.handBack(flight);
        } else {
            flights.remove(flight);
        }
        flight.complete(told);
    }

    private void tell(Request request, Outcome outcome, long nanos) {
        request.policy.tally.loadNanos.add(nanos);
        if (outcome instanceof Outcome.Failure failure) {
            request.loadFailed(nanos, failure.cause());
        } else {
            request.loaded(nanos);
        }
    }
}
