package methodcache.testkit;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An executor that queues tasks until it is told to run them, so that a test decides when something asynchronous
 * happens. Thread-safe. Tasks run on the thread that calls {@link #runNext} or {@link #runAll}.
 */
public final class ManualExecutor implements Executor {
    private final Queue<Runnable> queue = new ArrayDeque<>();

    /** Makes an executor with nothing queued. */
    public ManualExecutor() {}

    /**
     * Queues a task; never runs it here, never refuses it.
     *
     * @param task what to run
     * @throws NullPointerException if it is null
     */
    @Override
    public synchronized void execute(Runnable task) {
        queue.add(Objects.requireNonNull(task, "task"));
    }

    /**
     * Runs the task that waits longest. What it throws comes out of this call.
     *
     * @return whether there was one
     */
    public boolean runNext() {
        Runnable next = poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /**
     * Runs tasks until none is queued, those that tasks queue included.
     *
     * @return how many ran
     * @throws RuntimeException what a task threw, and likewise an {@link Error}, after all others ran; what further
     *     tasks threw is suppressed in it
     */
    public int runAll() {
        Failures failures = new Failures();
        int ran = 0;
        for (Runnable next = poll(); next != null; next = poll()) {
            failures.run(next);
            ran++;
        }
        failures.rethrow();
        return ran;
    }

    /**
     * How many tasks wait.
     *
     * @return at least 0
     */
    public synchronized int queued() {
        return queue.size();
    }

    private synchronized @Nullable Runnable poll() {
        return queue.poll();
    }
}
