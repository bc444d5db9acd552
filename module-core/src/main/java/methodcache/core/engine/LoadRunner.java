package methodcache.core.engine;

import java.util.List;
import java.util.concurrent.CompletionStage;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoadException;
import methodcache.api.Ticker;
import methodcache.core.invalidation.Stamps;
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

    LoadRunner(Engine.Parts parts, Admission admission, Upkeep upkeep, ActiveLoads active) {
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
        long began = start(request, flight);
        Outcome outcome = run(flight.load, () -> blocking(request, flight.load));
        finish(flight.load);
        // A failure of an interrupted leader is its own affair: the next waiter leads, with its own loader.
        boolean gaveUp =
                outcome instanceof Outcome.Failure && Thread.currentThread().isInterrupted();
        settle(request, flight, alone, outcome, gaveUp ? Outcome.RETRY : outcome, began);
        return outcome;
    }

    /** Runs a call's loader elsewhere; its flight hears of the end. */
    void leadElsewhere(Request request, Flight flight, boolean alone) {
        if (request.loading instanceof Loading.Staged staged) {
            leadStage(request, staged, flight, alone);
            return;
        }
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
        request.loadFailed(0, why, counters);
        drop(flight, new Outcome.Failure(why));
    }

    private void leadOnWorker(Request request, Flight flight, boolean alone) {
        if (!flight.load.runOn(Thread.currentThread())) {
            notRun(request, flight, gate.cancelled(request.key));
            return;
        }
        long began;
        try {
            began = start(request, flight);
        } catch (CacheClosedException closed) {
            return;
        }
        Outcome outcome = run(flight.load, () -> blocking(request, flight.load));
        finish(flight.load);
        settle(request, flight, alone, outcome, outcome, began);
        // Nothing of this load's interrupt is left to the thread's next task.
        Thread.interrupted();
    }

    private void leadStage(Request request, Loading.Staged staged, Flight flight, boolean alone) {
        Load load = flight.load;
        long began;
        try {
            began = start(request, flight);
        } catch (CacheClosedException closed) {
            return;
        }
        load.onCancel(() -> stageEnded(request, flight, alone, began, null, gate.cancelled(request.key)));
        Outcome begun = run(load, () -> {
            Context context = request.context();
            context.load = load;
            return staged.load(context);
        });
        if (begun instanceof Outcome.Failure failure) {
            stageEnded(request, flight, alone, began, null, failure.cause());
        } else if (begun instanceof Outcome.Value value && value.value() instanceof CompletionStage<?> stage) {
            stage.whenComplete((result, failure) -> stageEnded(request, flight, alone, began, result, failure));
        } else {
            stageEnded(
                    request,
                    flight,
                    alone,
                    began,
                    null,
                    new CacheLoadException("its loader returned null instead of a stage", request.text(), null));
        }
    }

    private void stageEnded(
            Request request,
            Flight flight,
            boolean alone,
            long began,
            @Nullable Object result,
            @Nullable Throwable failure) {
        if (!finish(flight.load)) {
            return;
        }
        Outcome outcome = failure != null
                ? new Outcome.Failure(Thrown.unwrapped(failure))
                : run(flight.load, () -> checked(request, result));
        settle(request, flight, alone, outcome, outcome, began);
    }

    private static @Nullable Object blocking(Request request, Load load) throws Exception {
        Context context = request.context();
        context.load = load;
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
    private long start(Request request, Flight flight) {
        try {
            begin(flight.load, List.of(flight));
        } catch (CacheClosedException closed) {
            notRun(request, flight, closed);
            throw closed;
        }
        return flight.load.began();
    }

    void begin(Load load, List<Flight> led) {
        load.walk(stamps.walk());
        active.add(load, led);
        // Looked at again after it was added: either closing sees the load, or the load sees that it is too late.
        if (gate.isClosed() || (!gate.isOpen() && load.parent == null)) {
            active.remove(load);
            throw gate.refusalOf(load);
        }
        if (load.parent != null) {
            WaitGraph.tryWait(load.parent, load);
        }
        for (Flight flight : led) {
            flight.expect(stamps);
        }
        load.begin(stamps.published(), ticker.nanos());
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
        if (load.parent != null) {
            WaitGraph.ended(load.parent, load);
        }
        return true;
    }

    /** Counts a load, keeps its value and ends its flight; in this order, so that a caller who has gone on finds it counted. */
    private void settle(Request request, Flight flight, boolean alone, Outcome outcome, Outcome told, long began) {
        try {
            tell(request, outcome, ticker.nanos() - began);
            if (!alone && outcome instanceof Outcome.Value value) {
                keep(flight, request, value.value());
            }
        } finally {
            drop(flight, told);
            settled(flight.load);
        }
    }

    /** A load's callers have been told: closing needn't wait for it any more. */
    void settled(Load load) {
        active.remove(load);
    }

    /** Keeps a value, if its policy and the events since its load began let it be kept. */
    void keep(Flight flight, Request request, @Nullable Object value) {
        Draft draft = admission.draft(flight.key, request.policy, request.arguments(), value);
        if (draft == null) {
            flights.outdate(flight);
        } else if (flights.publish(flight, draft)) {
            upkeep.kept(draft);
        }
    }

    /** Ends a flight. */
    void drop(Flight flight, Outcome told) {
        flights.remove(flight);
        flight.complete(told);
    }

    private void tell(Request request, Outcome outcome, long nanos) {
        counters.loadNanos.add(nanos);
        if (outcome instanceof Outcome.Failure failure) {
            request.loadFailed(nanos, failure.cause(), counters);
        } else {
            request.loaded(nanos, counters);
        }
    }
}
