package methodcache.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import methodcache.api.Scheduler;
import methodcache.api.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Ticker, wall clock and scheduler in one, standing still until it is told to {@link #advance}. Hand one instance to
 * the cache as all three, as {@link TestCaches#on} does, and a test decides when an entry expires or a time limit
 * strikes, without sleeping.
 *
 * <p>Thread-safe. Tasks run only in {@code advance}, on the thread that calls it, so what they did is seen when it
 * returns. A future of the cache whose time limit strikes is complete then.
 */
// Concurrency: `queue`, `elapsed` and `orders` are guarded by `this`, which is never held while a task runs. One thread
// at a time advances, by `advancing`, which is always taken before `this`.
public final class TestClock implements Ticker, Scheduler, InstantSource {

    /** Below zero, and zero is minutes away: finds code that takes 0 for "never" or expects time to be positive. */
    private static final long ORIGIN = -TimeUnit.MINUTES.toNanos(7);

    private final Instant start;
    private final ReentrantLock advancing = new ReentrantLock();
    private final PriorityQueue<Task> queue = new PriorityQueue<>();
    private long elapsed;
    private long orders;

    /** Makes a clock that stands at the start of the year 2030, UTC. */
    public TestClock() {
        this(Instant.parse("2030-01-01T00:00:00Z"));
    }

    /**
     * Makes a clock that stands at a time of the caller's choice.
     *
     * @param start what {@link #instant()} says until the clock is advanced
     * @throws NullPointerException if it is null
     */
    public TestClock(Instant start) {
        this.start = Objects.requireNonNull(start, "start");
    }

    /** The time of the ticker; not zero at the start, as only differences mean anything. */
    @Override
    public synchronized long nanos() {
        return ORIGIN + elapsed;
    }

    /** The time of the wall clock: the start and all that was advanced since. */
    @Override
    public synchronized Instant instant() {
        return start.plusNanos(elapsed);
    }

    /**
     * Puts a task down for later. It never runs here: a delay of zero or less means the next {@link #advance}, be it by
     * zero.
     *
     * @param task what to run
     * @param delay how long from now, by this clock
     * @return cancels the task, if it hasn't begun; completes with what the task throws
     * @throws NullPointerException if one is null
     */
    @Override
    public synchronized Future<?> schedule(Runnable task, Duration delay) {
        Objects.requireNonNull(task, "task");
        long due = plus(elapsed, Math.max(0, saturatedNanos(delay)));
        Task scheduled = new Task(task, due, orders++);
        queue.add(scheduled);
        return scheduled;
    }

    /** True in {@link #advance}: what comes of a task is seen when that returns. */
    @Override
    public boolean completesHere() {
        return advancing.isHeldByCurrentThread();
    }

    /**
     * How many tasks wait for their time. Neither run nor cancelled ones count.
     *
     * @return at least 0
     */
    public synchronized int pendingTasks() {
        return queue.size();
    }

    /**
     * Moves the time on, and runs what falls due on the way: in the order of due times, for equal ones of scheduling,
     * on this thread. A task sees its own due time as now; what it schedules runs too, if it falls due in time. Another
     * thread that advances meanwhile waits.
     *
     * @param duration how far; zero runs what is due now
     * @throws IllegalArgumentException if the duration is negative
     * @throws IllegalStateException if a task of this clock calls it
     * @throws RuntimeException what a task threw, and likewise an {@link Error}, after all others ran and the time was
     *     reached; what further tasks threw is suppressed in it
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, was " + duration);
        }
        if (advancing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a task must not advance the clock that runs it");
        }
        advancing.lock();
        try {
            runUntil(plus(elapsedNow(), saturatedNanos(duration)));
        } finally {
            advancing.unlock();
        }
    }

    private void runUntil(long target) {
        Failures failures = new Failures();
        for (Task next = nextUntil(target); next != null; next = nextUntil(target)) {
            next.run();
            if (next.failure != null) {
                failures.add(next.failure);
            }
        }
        failures.rethrow();
    }

    /** Takes the next task due and moves the time to it, or to the target when there is none. */
    private synchronized @Nullable Task nextUntil(long target) {
        Task next = queue.peek();
        if (next == null || next.due > target) {
            elapsed = target;
            return null;
        }
        elapsed = next.due;
        return queue.remove();
    }

    private synchronized long elapsedNow() {
        return elapsed;
    }

    private synchronized void forget(Task task) {
        queue.remove(task);
    }

    private static long plus(long elapsed, long nanos) {
        long sum = elapsed + nanos;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long saturatedNanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    /** A task put down; it keeps what it throws, as a FutureTask tells only those who ask its future. */
    private final class Task extends FutureTask<@Nullable Void> implements Comparable<Task> {
        private final long due;
        private final long order;
        private @Nullable Throwable failure; // written and read by the thread that advances

        Task(Runnable task, long due, long order) {
            super(task, null);
            this.due = due;
            this.order = order;
        }

        @Override
        protected void setException(Throwable thrown) {
            failure = thrown;
            super.setException(thrown);
        }

        @Override
        protected void done() {
            if (isCancelled()) {
                forget(this);
            }
        }

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
