package methodcache.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Several threads that begin at once. */
final class Together {

    /** What one of some threads does. */
    @FunctionalInterface
    interface Work {
        void run(int thread) throws Exception;
    }

    private Together() {}

    /** Lets threads go at once, waits for all, and passes on what one throws, at once: others may wait for what that one had. */
    static void run(int threads, Work work) throws Exception {
        CountDownLatch ready = new CountDownLatch(threads);
        AtomicInteger running = new AtomicInteger(threads);
        CompletableFuture<Void> end = new CompletableFuture<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            L1Tests.threads("tck-" + thread).execute(() -> {
                try {
                    ready.countDown();
                    ready.await();
                    work.run(thread);
                    if (running.decrementAndGet() == 0) {
                        end.complete(null);
                    }
                } catch (Throwable failure) { // passed on by the future
                    end.completeExceptionally(failure);
                }
            });
        }
        end.get(50, TimeUnit.SECONDS);
    }
}
