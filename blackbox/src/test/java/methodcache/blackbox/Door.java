package methodcache.blackbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A place in a loader where it is stopped until the test lets it through. */
final class Door {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicInteger passing = new AtomicInteger();

    /** Called by the loader: says that it is here and waits. */
    void pass() throws InterruptedException {
        passing.incrementAndGet();
        reached.countDown();
        if (!opened.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody opened the door");
        }
    }

    /** As {@link #pass()}, for a loader that doesn't let itself be interrupted. */
    void passStubbornly() {
        boolean interrupted = false;
        for (; ; ) {
            try {
                pass();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitReached() {
        try {
            if (!reached.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came to the door");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    void open() {
        opened.countDown();
    }

    /** How often somebody came. */
    int visits() {
        return passing.get();
    }
}
