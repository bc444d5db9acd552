package methodcache.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A service that waits as for a database, the same time each call and without using a core, and counts its calls. */
final class SlowUsers implements UserService {

    static final long NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public User find(long id) {
        long began = System.nanoTime();
        calls.incrementAndGet();
        for (long left = NANOS; left > 0; left = began + NANOS - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return new User(id, "name");
    }

    /** How often it was called since this was asked last. */
    int takeCalls() {
        return calls.getAndSet(0);
    }
}
