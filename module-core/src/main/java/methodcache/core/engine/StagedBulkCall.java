package methodcache.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
        private final AtomicBoolean told = new AtomicBoolean();
        private @Nullable Future<?> limit;

        Joined(Part part, Flight flight) {
            this.part = part;
            this.flight = flight;
        }

        /** It waits from now on, for as long as the call's hard time-out allows. */
        void limit() {
            long hard = part.request.policy.hardTimeout;
            if (hard > 0) {
                limit = engine.workers().schedule(() -> done(Engine.tooSlow(part.request)), Duration.ofNanos(hard));
            }
        }

        @Override
        void done(Outcome outcome) {
            if (told.compareAndSet(false, true)) {
                endWait();
                engine.workers().callback(() -> {
                    left();
                    take(part, outcome);
                });
            }
        }

        private void left() {
            engine.meeting().leave(flight, this);
            unlimited();
        }

        private void unlimited() {
            if (limit != null) {
                limit.cancel(false);
            }
        }
    }

    /** The load of a round: the keys that are left to load, and whether the call has gone on. */
    private static final class Leading {
        final Load load;
        final AtomicBoolean told = new AtomicBoolean();
        volatile List<Own> own;

        Leading(List<Own> own) {
            this.own = own;
            load = own.get(0).flight().load;
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
    private final List<Future<?>> soft = new ArrayList<>(0);

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

    @Override
    BulkLoading loader() {
        return loader;
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
                engine.meeting().propagate(carrier());
            }
        } catch (Throwable refused) {
            fail(refused);
            return CompletableFuture.failedFuture(refused);
        }
        beginning = Thread.currentThread();
        long limit = carrier().policy.softTimeout;
        if (limit > 0) {
            limitSoftly(limit);
        }
        nextRound();
        beginning = null;
        if (limit > 0) {
            // What others load may have begun earlier.
            long waited = longest();
            if (waited > 0) {
                limitSoftly(limit - waited);
            }
        }
        return future;
    }

    private synchronized long longest() {
        return joined.stream()
                .mapToLong(other -> engine.meeting().elapsed(other.flight))
                .max()
                .orElse(0);
    }

    private void limitSoftly(long nanos) {
        if (nanos <= 0) {
            engine.workers().callback(this::slow);
            return;
        }
        Future<?> due = engine.workers().schedule(() -> engine.workers().callback(this::slow), Duration.ofNanos(nanos));
        boolean late;
        synchronized (this) {
            late = over;
            if (!late) {
                soft.add(due);
            }
        }
        if (late) {
            due.cancel(false);
        }
    }

    /** The loads take longer than the soft time-out: where there is an old value for each key, the call goes on with these. */
    private void slow() {
        Map<Part, Entry> old = new LinkedHashMap<>();
        for (Part part : parts) {
            Entry entry = part.answered() ? null : engine.rescue().old(part.request);
            if (entry != null) {
                old.put(part, entry);
            } else if (!part.answered()) {
                return;
            }
        }
        List<Joined> others;
        synchronized (this) {
            if (over || old.isEmpty()) {
                return;
            }
            over = true;
            others = joined;
        }
        for (Joined other : others) {
            other.endWait();
            engine.meeting().leaveBehind(other.part.request, other.flight, other);
        }
        old.forEach((part, entry) -> {
            engine.rescue().serveMeanwhile(entry, part.request);
            answer(part, entry.value);
        });
        answer();
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
        Leading leading = new Leading(led);
        Load load = leading.load;
        for (Own own : led) {
            Exception refusal = engine.runner().refusal(own.part().request);
            if (refusal != null) {
                requests(led).forEach(Request::refused);
                leadEnded(leading, new Outcome.Failure(refusal), 0);
                return;
            }
        }
        if (loader instanceof BulkLoading.Staged) {
            leadNow(leading);
            return;
        }
        try {
            engine.runner().accept(load, flights(led));
        } catch (CacheClosedException closed) {
            leadEnded(leading, new Outcome.Failure(closed), 0);
            return;
        }
        load.onCancel(() -> leadEnded(leading, cancelled(load), 0));
        limit(leading);
        new Handover(
                        carrier(),
                        () -> leadOnWorker(leading),
                        why -> leadEnded(leading, new Outcome.Failure(why), 0),
                        counters)
                .to(engine.workers(), load);
    }

    private void limit(Leading leading) {
        engine.runner().limit(leading.load, flights(leading.own), carrier(), failure -> told(leading, failure));
    }

    private void leadOnWorker(Leading leading) {
        leading.load.runOn(Thread.currentThread());
        leadNow(leading);
        // Nothing of this load's interrupt is left to the thread's next task, and none comes while the load waits for
        // the cluster.
        leading.load.runOff(Thread.currentThread());
        Thread.interrupted();
    }

    private void leadNow(Leading leading) {
        Load load = leading.load;
        if (load.isCancelled()) {
            leadEnded(leading, cancelled(load), 0);
            return;
        }
        try {
            engine.runner().begin(load, flights(leading.own));
        } catch (RuntimeException closed) {
            leadEnded(leading, new Outcome.Failure(closed), 0);
            return;
        }
        load.onCancel(() -> leadEnded(leading, cancelled(load), since(load.began())));
        if (loader instanceof BulkLoading.Staged) {
            limit(leading);
        }
        Asking asking = ahead(leading.own);
        if (asking == null) {
            loadNow(leading);
            return;
        }
        CompletableFuture<Ahead> asked = asking.said;
        if (asked.isDone()) {
            afterCluster(leading, asked.join());
        } else {
            Limited.then(
                    asked,
                    (ahead, failure) ->
                            engine.workers().callback(() -> afterWait(leading, ahead == null ? Ahead.FAILED : ahead)));
        }
    }

    /** Goes on, on a thread that may be interrupted as long as a blocking loader runs on it. */
    private void afterWait(Leading leading, Ahead ahead) {
        Load load = leading.load;
        boolean blocks = loader instanceof BulkLoading.Blocking && load.runOn(Thread.currentThread());
        afterCluster(leading, ahead);
        if (blocks) {
            load.runOff(Thread.currentThread());
            if (load.isCancelled()) {
                Thread.interrupted();
            }
        }
    }

    private void afterCluster(Leading leading, Ahead ahead) {
        if (leading.load.isCancelled()) {
            return;
        }
        List<Own> left = answered(leading.own, ahead);
        leading.own = left;
        if (!left.isEmpty()) {
            loadNow(leading);
        } else if (leading.told.compareAndSet(false, true)) {
            ended();
        }
    }

    private void loadNow(Leading leading) {
        Load load = leading.load;
        List<Own> led = leading.own;
        Context context = led.get(0).part().request.context();
        context.load = load;
        if (loader instanceof BulkLoading.Blocking blocking) {
            Outcome outcome = engine.runner()
                    .guarded(requests(led), load, () -> checked(led, blocking.load(missing(led), context)));
            leadEnded(leading, outcome, since(load.began()));
            return;
        }
        engine.runner().enter(requests(led), load, refusal -> {
            if (refusal == null) {
                beginStage(leading, (BulkLoading.Staged) loader, context);
            } else {
                stageEnded(leading, new Outcome.Failure(refusal));
            }
        });
    }

    private void beginStage(Leading leading, BulkLoading.Staged staged, Context context) {
        Load load = leading.load;
        List<Own> led = leading.own;
        Outcome begun = engine.runner().run(load, () -> begin(led, staged, context));
        if (begun instanceof Outcome.Value value && value.value() instanceof CompletionStage<?> stage) {
            stage.whenComplete((result, failed) -> stageEnded(
                    leading,
                    failed != null
                            ? new Outcome.Failure(Thrown.unwrapped(failed))
                            : engine.runner().run(load, () -> checked(led, result))));
        } else {
            stageEnded(leading, begun);
        }
    }

    private void stageEnded(Leading leading, Outcome outcome) {
        engine.runner().ended(leading.load, outcome);
        leadEnded(leading, outcome, since(leading.load.began()));
    }

    /** A stage of the map. */
    private static Object begin(List<Own> led, BulkLoading.Staged staged, Context context) throws Exception {
        CompletionStage<?> stage = staged.load(missing(led), context);
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
    private void leadEnded(Leading leading, Outcome ending, long nanos) {
        Load load = leading.load;
        if (!engine.runner().finish(load)) {
            return;
        }
        if (load.isCancelled()) {
            load.passed(Pass::letGo);
        }
        // Cancelling interrupts the loader, whose failure may get here before the cancellation itself does.
        Outcome outcome = ending instanceof Outcome.Failure && load.isCancelled() ? cancelled(load) : ending;
        settle(leading.own, outcome, false, nanos);
        told(leading, outcome);
    }

    /** How the call's own load has ended for it: once, be it that the load takes too long. */
    private void told(Leading leading, Outcome outcome) {
        if (!leading.told.compareAndSet(false, true)) {
            return;
        }
        boolean late;
        synchronized (this) {
            late = over;
        }
        if (late) {
            requests(leading.own).forEach(request -> engine.rescue().failedLate(outcome, request));
        } else {
            if (outcome instanceof Outcome.Failure failure) {
                Throwable thrown = thrown(leading.load, failure);
                leading.own.forEach(mine -> mine.part().failure = thrown);
            }
            Outcome.Failure failed = failure(leading.own, outcome);
            if (failed != null) {
                failed(thrown(leading.load, failed));
            }
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
        waiter.limit();
        if (engine.meeting().join(flight, waiter)) {
            return true;
        }
        waiter.told.set(true);
        waiter.unlimited();
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
            part.failure = thrown(part, failed);
            failed(part.failure);
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
        synchronized (this) {
            soft.forEach(due -> due.cancel(false));
        }
        fail(failure);
        future.answer(failure == null ? result() : null, failure);
    }

    private void callerEnded() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            soft.forEach(due -> due.cancel(false));
        }
        letGo();
        fail(null);
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
                engine.meeting().abandoned(mine.flight());
            }
        }
        for (Joined other : others) {
            other.endWait();
            engine.meeting().leave(other.flight, other);
        }
    }
}
