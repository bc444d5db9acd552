package methodcache.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import methodcache.api.Ticker;
import org.jspecify.annotations.Nullable;

/** Where calls for one key meet: who leads, who joins, how long each waits, and what becomes of a load that is left. Thread-safe. */
final class Meeting {

    private final Engine engine;
    private final FlightTable flights;
    private final LoadRunner runner;
    private final Rescue rescue;
    private final Workers workers;
    private final Ticker ticker;
    private final Duration joinLimit;
    private final UnaryOperator<Runnable> propagation;

    Meeting(Engine engine, LoadRunner runner, Rescue rescue, Duration joinLimit, UnaryOperator<Runnable> propagation) {
        this.engine = engine;
        this.runner = runner;
        this.rescue = rescue;
        flights = engine.parts().flights();
        workers = engine.parts().workers();
        ticker = engine.parts().ticker();
        this.joinLimit = joinLimit;
        this.propagation = propagation;
    }

    /** Lets a waiter wait for the flight of its key, its own one or another's; or finds that the entry has come meanwhile. */
    Object begin(Request request, Waiter waiter, boolean alone, @Nullable Load scope) {
        boolean byItself = alone;
        for (; ; ) {
            if (byItself) {
                return led(request, waiter, Flight.held(request, load(request, scope)), true);
            }
            Flight flight = flights.toJoin(request.key, request.policy.version);
            if (flight == null) {
                Flight mine = Flight.held(request, load(request, scope));
                flight = flights.claim(request.key, request.policy.version, () -> mine);
                if (flight == mine) {
                    Entry late = lateEntry(request, mine);
                    return late == null ? led(request, waiter, mine, false) : late;
                }
            }
            waiter.entering(flight);
            if (!request.agrees(flight) || !waiter.mayWait(scope, flight.load)) {
                byItself = true;
            } else if (join(flight, waiter)) {
                return flight;
            } else {
                waiter.endWait();
                Entry late = engine.lookUp(request);
                if (late != null) {
                    return late;
                }
            }
        }
    }

    /** A load of a request's key, which runs within another's or alone. */
    Load load(Request request, @Nullable Load scope) {
        return new Load(engine, scope, List.of(request.key));
    }

    private Flight led(Request request, Waiter waiter, Flight mine, boolean alone) {
        waiter.entering(mine);
        mine.awaitedBy(waiter);
        request.leads();
        runner.leadElsewhere(request, mine, alone);
        return mine;
    }

    /**
     * What was published between the look-up and the claim of a flight: then the flight isn't needed. Whatever happens, a flight that
     * isn't led is ended.
     */
    @Nullable
    Entry lateEntry(Request request, Flight claimed) {
        boolean needed = false;
        try {
            Entry late = engine.lookUp(request);
            needed = late == null;
            return late;
        } finally {
            if (!needed) {
                runner.drop(claimed, Outcome.RETRY);
            }
        }
    }

    /** Joins a flight; false when it can't be joined any more, and then nobody finds it. */
    boolean join(Flight flight, Waiter waiter) {
        if (!flight.join(waiter)) {
            if (!flight.isOverdue()) {
                flights.handBack(flight);
            }
            return false;
        }
        if (flight.needsLimit()) {
            flight.limit(workers.schedule(() -> overdue(flight), joinLimit));
        }
        return true;
    }

    /** Ends one caller's wait; the load of a flight that nobody waits for any more is cancelled. */
    void leave(Flight flight, Waiter waiter) {
        if (flight.leave(waiter)) {
            abandoned(flight);
        }
    }

    void abandoned(Flight flight) {
        flights.handBack(flight);
        flight.load.unwanted();
    }

    /** Its joiners have waited too long: they load by themselves, one of them for all. What it loads is kept all the same. */
    private void overdue(Flight flight) {
        if (flight.dismissJoiners()) {
            abandoned(flight);
        }
    }

    void propagate(Request request) {
        request.propagated = propagation.apply(() -> {
            Runnable task = request.task;
            if (task != null) {
                task.run();
            }
        });
    }

    // ---------------------------------------------------------------- how long a call waits

    /** Whether a call's loader runs on the caller's thread: where nothing can let the call go on without it. */
    boolean leadsHere(Request request) {
        return request.timeout == null
                && request.policy.hardTimeout == 0
                && !(request.loading != null && request.loading.async())
                && (request.policy.softTimeout == 0 || rescue.old(request) == null);
    }

    /** Ends a call's waits in time: before it leads or joins a flight. */
    List<Future<?>> limits(Request request, Consumer<Outcome.TimedOut> expire) {
        List<Future<?>> timers = new ArrayList<>(2);
        if (request.timeout != null) {
            timers.add(workers.schedule(() -> expire.accept(Outcome.TIMED_OUT), request.timeout));
        }
        long soft = request.policy.softTimeout;
        if (soft > 0 && rescue.old(request) != null) {
            timers.add(workers.schedule(() -> expire.accept(Outcome.SLOW), Duration.ofNanos(soft)));
        }
        return timers;
    }

    /** Ends a wait for another's flight in time: its load may have begun earlier, and may take as long as it wants. */
    List<Future<?>> limits(Request request, Flight joined, Consumer<Outcome.TimedOut> expire) {
        List<Future<?>> timers = new ArrayList<>(2);
        long soft = request.policy.softTimeout;
        long hard = request.policy.hardTimeout;
        long waited = soft > 0 ? elapsed(joined) : 0;
        if (waited >= soft && waited > 0) {
            expire.accept(Outcome.SLOW);
        } else if (waited > 0) {
            timers.add(workers.schedule(() -> expire.accept(Outcome.SLOW), Duration.ofNanos(soft - waited)));
        }
        if (hard > 0) {
            timers.add(workers.schedule(() -> expire.accept(Outcome.TOO_SLOW), Duration.ofNanos(hard)));
        }
        return timers;
    }

    /** How long a flight's load has run. */
    long elapsed(Flight flight) {
        Load load = flight.load;
        return load.asOf() == Load.NOT_BEGUN ? 0 : ticker.nanos() - load.began();
    }

    /** A caller goes on without a flight, whose load is kept all the same. */
    void leaveBehind(Request request, Flight flight, Waiter waiter) {
        Waiter late = new Waiter() {
            @Override
            void done(Outcome outcome) {
                rescue.failedLate(outcome, request);
            }
        };
        flight.leaveBehind(waiter, late);
    }
}
