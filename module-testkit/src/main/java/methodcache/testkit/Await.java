package methodcache.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread does, without a sleep of fixed length: looks again and again, up to a limit. */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 200_000;

    private Await() {}

    /**
     * Waits until a condition holds, for 20 seconds at the most.
     *
     * @param condition looked at on this thread, about every fifth of a millisecond
     * @param state what to say when the time is up: what was waited for and how things stand
     * @throws AssertionError if it didn't hold in time, or the thread was interrupted, with what {@code state} says
     */
    public static void until(BooleanSupplier condition, Supplier<String> state) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting: " + state.get());
            }
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("not within " + LIMIT + ": " + state.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
