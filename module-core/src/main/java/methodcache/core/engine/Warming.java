package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import methodcache.api.CacheClosedException;
import methodcache.api.WarmingRate;
import methodcache.api.WarmingReport;
import methodcache.core.cluster.Limited;
import org.jspecify.annotations.Nullable;

/**
 * Asks for many keys, step by step, at a bounded rate: each step is a call like a caller's, for one key or for a batch. When a step ends,
 * or when the next one's time comes, what may begin begins; on the threads that complete futures, never on the caller's own.
 *
 * <p>Concurrency: steps are begun by one thread at a time, which goes on as often as others {@link #goOn ask} meanwhile; what only it
 * uses is said to be the beginner's. The rest is guarded by the monitor, under which nothing is called that users or providers wrote.
 */
public final class Warming {

    /** Makes requests. */
    public interface Requests {

        /**
         * A request for a key.
         *
         * @param key what the caller gave
         * @param loading makes the value; null where that isn't for the request to do
         * @return a new one
         */
        Request of(String key, @Nullable Loading loading);
    }

    private static final long SECOND = 1_000_000_000;

    /** Where keys are closer than this, as much of a delay is made up for: no timer is that exact. */
    private static final long SLACK = 10_000_000;

    private static final long SHORTEST_TIMER = 1_000_000;

    /** After so many keys in a row that took nothing of the rate, others have the thread. */
    private static final int PASSED_AT_ONCE = 1_000;

    private final Engine engine;
    private final List<String> keys;
    private final Function<List<String>, WarmingStep> steps;
    private final int stepSize;
    private final int concurrency;
    private final long interval;
    private final CallerFuture<WarmingReport> future;

    /** The load whose loader began the warming. */
    private final @Nullable Load scope;

    /** Is never asked: it carries the caller's context to the threads that begin steps, and through these to the loaders. */
    private final Request carrier;

    /** How often the beginner is asked to go on. */
    private final AtomicInteger asked = new AtomicInteger();

    /** Who is on the way into the caller's context. */
    private volatile @Nullable Thread entering;

    /** The first key that isn't begun yet. The beginner's. */
    private int next;

    /** When the next step may begin, by the ticker. The beginner's. */
    private long due;

    /** How many keys in a row took nothing of the rate. The beginner's. */
    private int passed;

    private final WarmingTally tally = new WarmingTally();
    private final Map<WarmingStep, CompletableFuture<?>> inFlight = new HashMap<>();
    private @Nullable Future<?> timer;
    private boolean ticking;
    private int running;
    private boolean over;

    private Warming(
            Engine engine,
            List<String> keys,
            WarmingRate rate,
            int stepSize,
            Function<List<String>, WarmingStep> steps,
            Request carrier) {
        this.engine = engine;
        this.keys = keys;
        this.steps = steps;
        this.stepSize = stepSize;
        this.carrier = carrier;
        concurrency = rate.concurrency();
        // Rounded up, so that no second has one more.
        interval = (SECOND + rate.keysPerSecond() - 1) / rate.keysPerSecond();
        scope = Load.current();
        future = new CallerFuture<>(engine.workers().callbacks(), this::callerEnded);
    }

    /**
     * Begins to ask for keys one by one.
     *
     * @param engine runs it
     * @param keys at least one, each once; not changed any more
     * @param requests makes the request of a key
     * @param loader makes a value
     * @param rate its limits
     * @return the caller's own future
     */
    public static CompletableFuture<WarmingReport> ofEach(
            Engine engine, List<String> keys, Requests requests, Loading.Blocking loader, WarmingRate rate) {
        Function<List<String>, WarmingStep> steps = key -> new WarmingStep.One(engine, requests, loader, key.get(0));
        return new Warming(engine, keys, rate, 1, steps, requests.of(keys.get(0), null)).run();
    }

    /**
     * Begins to ask for keys in batches.
     *
     * @param engine runs it
     * @param keys at least one, each once; not changed any more
     * @param requests makes the request of a key
     * @param loader makes the values of a batch
     * @param rate its limits
     * @return the caller's own future
     */
    public static CompletableFuture<WarmingReport> ofBatches(
            Engine engine, List<String> keys, Requests requests, BulkLoading.Blocking loader, WarmingRate rate) {
        Function<List<String>, WarmingStep> steps = batch -> new WarmingStep.Batch(engine, requests, loader, batch);
        int size = Math.min(rate.batchSize(), rate.keysPerSecond());
        return new Warming(engine, keys, rate, size, steps, requests.of(keys.get(0), null)).run();
    }

    private CompletableFuture<WarmingReport> run() {
        try {
            engine.checkOpen();
            carrier.task = this::inContext;
            engine.meeting().propagate(carrier);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        due = now();
        engine.workers().endsAtClose(future);
        engine.workers().callback(this::goOn);
        return future;
    }

    private long now() {
        return engine.parts().ticker().nanos();
    }

    // ---------------------------------------------------------------- beginning steps

    /** Something has changed by which a step may begin. Who is first to say so begins them, for whoever says so meanwhile, too. */
    private void goOn() {
        int heard = asked.incrementAndGet();
        if (heard > 1) {
            return;
        }
        while (heard > 0) {
            enterContext();
            heard = asked.addAndGet(-heard);
        }
    }

    /** Begins steps in the caller's context; without it where it leads nowhere, and then loaders fail by the same fault. */
    private void enterContext() {
        entering = Thread.currentThread();
        try {
            requireNonNull(carrier.propagated).run();
        } catch (Throwable failure) {
            if (entering == null) {
                engine.counters()
                        .callbackFailed("a task of contextPropagation(…)", carrier.policy, carrier.key, failure);
            }
        }
        inContext();
    }

    private void inContext() {
        if (entering == Thread.currentThread()) {
            entering = null;
            beginSteps();
        }
    }

    private void beginSteps() {
        // What the loader that began it has left behind isn't part of that loader's load.
        Load before = Load.enter(scope == null || scope.isOver() ? null : scope);
        try {
            while (mayBegin()) {
                begin();
            }
        } catch (Throwable broken) {
            fail(broken);
        } finally {
            Load.enter(before);
        }
    }

    private boolean mayBegin() {
        WarmingReport report = null;
        synchronized (this) {
            boolean all = next == keys.size();
            if (over || running == concurrency || (all && running > 0)) {
                return false;
            }
            if (all) {
                over = true;
                report = tally.report();
            }
        }
        if (report != null) {
            stop();
            future.answer(report, null);
            return false;
        }
        long wait = due - now();
        if (wait > 0) {
            tickAfter(wait);
        }
        return wait <= 0;
    }

    private void begin() {
        long now = now();
        int end = Math.min(next + stepSize, keys.size());
        WarmingStep step = steps.apply(keys.subList(next, end));
        synchronized (this) {
            running++;
        }
        CompletableFuture<?> call = step.begin();
        take(step.taken(), end - next, now);
        next = end;
        boolean late;
        synchronized (this) {
            late = over;
            if (!late) {
                inFlight.put(step, call);
            }
        }
        if (late) {
            call.cancel(true);
        }
        Limited.then(call, (value, failure) -> ended(step, failure));
    }

    /** Takes the time of a step's keys; that of others than the first layer's. */
    private void take(int taken, int size, long now) {
        if (taken > 0) {
            long earliest = interval < SLACK ? now - SLACK : now;
            due = (due - earliest > 0 ? due : earliest) + taken * interval;
            passed = 0;
            return;
        }
        passed += size;
        if (passed >= PASSED_AT_ONCE) {
            passed = 0;
            due = now + SHORTEST_TIMER;
        }
    }

    private void tickAfter(long wait) {
        synchronized (this) {
            if (ticking) {
                return;
            }
            ticking = true;
        }
        Workers workers = engine.workers();
        Future<?> set =
                workers.schedule(() -> workers.callback(this::tick), Duration.ofNanos(Math.max(wait, SHORTEST_TIMER)));
        boolean late;
        synchronized (this) {
            timer = set;
            late = over;
        }
        if (late) {
            set.cancel(false);
        }
    }

    // ---------------------------------------------------------------- going on and ending

    private void tick() {
        synchronized (this) {
            ticking = false;
        }
        goOn();
    }

    private void ended(WarmingStep step, @Nullable Throwable failure) {
        synchronized (this) {
            running--;
            inFlight.remove(step);
            if (!over) {
                step.tell(tally, failure);
            }
        }
        if (failure instanceof CacheClosedException && !engine.parts().gate().isOpen()) {
            fail(failure);
        } else {
            goOn();
        }
    }

    private void fail(Throwable failure) {
        if (endsNow()) {
            stop();
            future.answer(null, failure);
        }
    }

    private void callerEnded() {
        if (endsNow()) {
            stop();
        }
    }

    private synchronized boolean endsNow() {
        boolean first = !over;
        over = true;
        return first;
    }

    /** Lets go of what is on its way. */
    private void stop() {
        Future<?> set;
        List<CompletableFuture<?>> calls;
        synchronized (this) {
            set = timer;
            calls = List.copyOf(inFlight.values());
        }
        if (set != null) {
            set.cancel(false);
        }
        calls.forEach(call -> call.cancel(true));
    }
}
