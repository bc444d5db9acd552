package methodcache.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheLoadException;
import methodcache.core.cluster.Limited;
import org.jspecify.annotations.Nullable;

/**
 * A bulk call that blocks nobody. A round is over when its own load and every flight it joined have ended; whoever ends last goes
 * on.
 *
 * <p>Concurrency: guarded by its monitor, except that a part is written by whoever answers it, before it is counted as ended.
 */
public final class StagedBulkCall extends BulkCall {

    /** Waits for another's flight of one key. */
    private final class Joined extends Waiter {

        final Part part;
        final Flight flight;

        Joined(Part part, Flight flight) {
            this.part = part;
            this.flight = flight;
        }

        @Override
        void done(Outcome outcome) {
            endWait();
            engine.workers().callback(() -> take(part, outcome));
        }
    }

    /** The keys of a round that are left to load. */
    private static final class Leading {
        volatile List<Own> own;

        Leading(List<Own> own) {
            this.own = own;
        }
    }

    private final BulkLoading loader;
    private final CallerFuture<Map<String, Object>> future;
    private List<Own> own = List.of();
    private List<Joined> joined = new ArrayList<>();
    /** The thread that makes the call, until the caller has the future. */
    private volatile @Nullable Thread beginning;

    private int outstanding;
    private boolean over;
    private @Nullable Throwable failure;

    /**
     * Makes a call, to be run once.
     *
     * @param engine runs it
     * @param requests by the key that the caller gave, in the caller's order, each store key once
     * @param loader makes the values of the missing ones; a blocking one runs on the cache's executor
     */
    public StagedBulkCall(Engine engine, Map<String, Request> requests, BulkLoading loader) {
        super(engine, requests);
        this.loader = loader;
        this.future = new CallerFuture<>(engine.workers().callbacks(), this::callerEnded);
    }

    /**
     * Begins the call.
     *
     * @return the caller's own future
     */
    public CompletableFuture<Map<String, Object>> run() {
        try {
            lookUp();
            if (complete()) {
                return CompletableFuture.completedFuture(result());
            }
            if (loader instanceof BulkLoading.Blocking) {
                engine.propagate(carrier());
            }
        } catch (RuntimeException refused) {
            fail();
            return CompletableFuture.failedFuture(refused);
        }
        beginning = Thread.currentThread();
        nextRound();
        beginning = null;
        return future;
    }

    /** The request that carries the caller's context for all rounds: later ones begin on other threads. */
    private Request carrier() {
        return parts.get(0).request;
    }

    private void nextRound() {
        try {
            round();
        } catch (RuntimeException refused) {
            failed(refused);
            ended();
        }
    }

    private void round() {
        synchronized (this) {
            joined = new ArrayList<>();
            // One for this method itself, so that the round can't end before it has begun everything.
            outstanding = 1;
        }
        List<Own> claimed = claim();
        boolean late;
        synchronized (this) {
            own = claimed;
            late = over;
            if (!claimed.isEmpty()) {
                outstanding++;
            }
        }
        if (late) {
            letGo();
        }
        if (!claimed.isEmpty()) {
            lead(claimed);
        }
        ended();
    }

    private void lead(List<Own> led) {
        Load load = led.get(0).flight().load;
        if (loader instanceof BulkLoading.Staged) {
            leadNow(led, load);
            return;
        }
        try {
            engine.runner().accept(load, flights(led));
        } catch (CacheClosedException closed) {
            leadEnded(led, load, new Outcome.Failure(closed), 0);
            return;
        }
        load.onCancel(() -> leadEnded(led, load, cancelled(load), 0));
        new Handover(
                        carrier(),
                        () -> leadOnWorker(led, load),
                        why -> leadEnded(led, load, new Outcome.Failure(why), 0),
                        counters)
                .to(engine.workers(), load);
    }

    private void leadOnWorker(List<Own> led, Load load) {
        load.runOn(Thread.currentThread());
        leadNow(led, load);
        // Nothing of this load's interrupt is left to the thread's next task.
        Thread.interrupted();
    }

    private void leadNow(List<Own> led, Load load) {
        if (load.isCancelled()) {
            leadEnded(led, load, cancelled(load), 0);
            return;
        }
        try {
            engine.runner().begin(load, flights(led));
        } catch (RuntimeException closed) {
            leadEnded(led, load, new Outcome.Failure(closed), 0);
            return;
        }
        Leading leading = new Leading(led);
        load.onCancel(() -> leadEnded(leading.own, load, cancelled(load), since(load.began())));
        Asking asking = ahead(led);
        if (asking == null) {
            loadNow(led, load);
            return;
        }
        CompletableFuture<Ahead> asked = asking.said;
        if (asked.isDone()) {
            afterCluster(leading, load, asked.join());
        } else {
            Limited.then(
                    asked,
                    (ahead, failure) -> engine.workers()
                            .callback(() -> afterCluster(leading, load, ahead == null ? Ahead.FAILED : ahead)));
        }
    }

    private void afterCluster(Leading leading, Load load, Ahead ahead) {
        if (load.isCancelled()) {
            return;
        }
        List<Own> left = answered(leading.own, ahead);
        leading.own = left;
        if (left.isEmpty()) {
            ended();
        } else {
            loadNow(left, load);
        }
    }

    private void loadNow(List<Own> led, Load load) {
        long began = load.began();
        Context context = led.get(0).part().request.context();
        context.load = load;
        Outcome begun = engine.runner().run(load, () -> begin(led, context));
        if (begun instanceof Outcome.Value value && value.value() instanceof CompletionStage<?> stage) {
            stage.whenComplete((result, failed) -> leadEnded(
                    led,
                    load,
                    failed != null
                            ? new Outcome.Failure(Thrown.unwrapped(failed))
                            : engine.runner().run(load, () -> checked(led, result)),
                    since(began)));
        } else {
            leadEnded(led, load, begun, since(began));
        }
    }

    /** The map, or a stage of it. */
    private Object begin(List<Own> led, Context context) throws Exception {
        if (loader instanceof BulkLoading.Blocking blocking) {
            return checked(led, blocking.load(missing(led), context));
        }
        CompletionStage<?> stage = ((BulkLoading.Staged) loader).load(missing(led), context);
        if (stage == null) {
            throw new CacheLoadException(
                    "its loader returned null instead of a stage",
                    led.get(0).flight().load.texts(),
                    null);
        }
        return stage;
    }

    private Outcome cancelled(Load load) {
        return new Outcome.Failure(engine.parts().gate().cancelledOf(load));
    }

    private long since(long began) {
        return engine.parts().ticker().nanos() - began;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the write
    private void leadEnded(List<Own> led, Load load, Outcome ending, long nanos) {
        if (!engine.runner().finish(load)) {
            return;
        }
        // Cancelling interrupts the loader, whose failure may get here before the cancellation itself does.
        Outcome outcome = ending instanceof Outcome.Failure && load.isCancelled() ? cancelled(load) : ending;
        settle(led, outcome, false, nanos);
        Outcome.Failure failed = failure(led, outcome);
        if (failed != null) {
            failed(thrown(load, failed));
        }
        ended();
    }

    @Override
    boolean joined(Part part, Flight flight) {
        Joined waiter = new Joined(part, flight);
        if (!waiter.mayWait(scope, flight.load)) {
            part.alone = true;
            return false;
        }
        synchronized (this) {
            outstanding++;
            joined.add(waiter);
        }
        if (engine.join(flight, waiter)) {
            return true;
        }
        waiter.endWait();
        synchronized (this) {
            outstanding--;
            joined.remove(waiter);
        }
        return false;
    }

    private void take(Part part, Outcome outcome) {
        Outcome end = endOf(part, outcome);
        if (end instanceof Outcome.Value value) {
            answer(part, value.value());
        } else if (end instanceof Outcome.Hit hit) {
            hit(part, hit.entry(), hit.layer());
        } else if (end instanceof Outcome.Failure failed) {
            failed(thrown(part, failed));
        }
        ended();
    }

    private synchronized void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    /** One of the round's loads has ended. */
    private void ended() {
        boolean again;
        synchronized (this) {
            outstanding--;
            if (outstanding > 0 || over) {
                return;
            }
            over = failure != null || complete();
            again = !over;
        }
        if (again) {
            engine.workers().callback(this::nextRound);
            return;
        }
        if (Thread.currentThread() == beginning) {
            answer();
        } else {
            engine.workers().callback(this::answer);
        }
    }

    private void answer() {
        fail();
        future.answer(failure == null ? result() : null, failure);
    }

    private void callerEnded() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        letGo();
        fail();
    }

    private void letGo() {
        List<Own> led;
        List<Joined> others;
        synchronized (this) {
            led = own;
            own = List.of();
            others = joined;
            joined = new ArrayList<>();
        }
        for (Own mine : led) {
            if (mine.flight().release()) {
                engine.abandoned(mine.flight());
            }
        }
        for (Joined other : others) {
            other.endWait();
            engine.leave(other.flight, other);
        }
    }
}
