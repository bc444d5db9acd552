package methodcache.core.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The end of an engine: new calls are refused, loads in flight may finish until a deadline, then they are cancelled, and threads and
 * store are let go.
 *
 * <p>Whoever closes waits for loads, with two exceptions, since it would wait for itself. A loader doesn't wait for the loads that wait
 * for it, its own among them: they go on until they end by themselves or the deadline comes, though the cache is closed by then. And
 * what closing itself calls, such as an action of {@code onCancel}, comes back at once if it closes again. Others who close meanwhile
 * wait until it is done.
 */
final class Closing {

    private final Engine.Parts parts;
    private final ActiveLoads active;
    /** Stops what the cache does by itself. */
    private final Runnable stop;

    private final long timeout;

    /** Gives back what no call needs any more. */
    private final Runnable release;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Thread closer;
    private volatile long deadline;

    Closing(Engine.Parts parts, ActiveLoads active, Runnable stop, Duration timeout, Runnable release) {
        this.parts = parts;
        this.active = active;
        this.stop = stop;
        this.timeout = Workers.saturatedNanos(timeout);
        this.release = release;
    }

    void close() {
        if (!parts.gate().beginClosing()) {
            awaitTheOther();
            return;
        }
        closer = Thread.currentThread();
        deadline = System.nanoTime() + timeout;
        try {
            parts.stamps().seal();
            stop.run();
            boolean inTime = active.awaitOthers(timeout);
            finish(inTime ? deadline - System.nanoTime() : 0);
        } finally {
            closer = null;
            done.countDown();
        }
    }

    /** Ends all but the loads that wait for this thread, if there is time left for them. */
    private void finish(long left) {
        parts.gate().close();
        boolean spares = left > 0 && active.anyWaitsForThisThread();
        cancel(spares ? ActiveLoads::waitsForThisThread : load -> false);
        if (spares) {
            Future<?> limit = parts.workers().schedule(() -> cancel(load -> false), Duration.ofNanos(left));
            active.whenAllHaveEnded(() -> limit.cancel(false));
        }
        parts.workers().close(spares);
        try {
            release.run();
        } finally {
            parts.workers().endPending();
        }
    }

    private void cancel(Predicate<Load> spared) {
        Function<Flight, Outcome> outcome =
                flight -> new Outcome.Failure(parts.gate().refusal(flight.key));
        parts.flights().endAll(spared, outcome);
        active.cancelAll(spared, outcome);
    }

    private void awaitTheOther() {
        if (closer == Thread.currentThread() || Load.current() != null) {
            return;
        }
        try {
            done.await();
            // If it was a loader that closed, its load may still be about to end.
            active.awaitOthers(deadline - System.nanoTime());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
