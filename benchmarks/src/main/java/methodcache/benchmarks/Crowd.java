package methodcache.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Threads that make one call each, all at the same moment.
 *
 * <p>Concurrency: what they call is written before the gate opens and read behind it. The gate wakes them one after the other, as
 * any way to wake threads does, so its time is part of what is measured; {@link StampedeBenchmark#sharedFuture} tells how much of it.
 */
final class Crowd {

    private final long id;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch answered;
    private volatile @Nullable LongFunction<User> call;
    private volatile @Nullable Throwable failure;

    /** Starts the threads; all of them wait at the gate when this returns. */
    Crowd(ThreadFactory factory, int size, long id) {
        this.id = id;
        answered = new CountDownLatch(size);
        List<Thread> threads = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Thread thread = factory.newThread(this::one);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** Opens the gate; returns when the last thread has its user, which is the one of the id, or throws. */
    void callAtOnce(LongFunction<User> asked) throws InterruptedException {
        call = asked;
        gate.countDown();
        answered.await();
        if (failure != null) {
            throw new IllegalStateException("a call failed", failure);
        }
    }

    private void one() {
        try {
            gate.await();
            LongFunction<User> asked = call;
            if (asked == null || asked.apply(id).id() != id) {
                throw new IllegalStateException("another user than " + id);
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            answered.countDown();
        }
    }
}
