package methodcache.blackbox;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import methodcache.testkit.Await;

/**
 * Somebody who makes a call, and what becomes of it.
 *
 * @param given the future that the cache gave; the same as the value where a thread waits
 * @param value its value
 * @param thread the thread that blocks; null where none does
 */
record Caller(CompletableFuture<?> given, CompletableFuture<String> value, Thread thread) {

    /** Makes a call on a thread of its own. */
    static Caller blocking(Callable<String> call) {
        CompletableFuture<String> value = new CompletableFuture<>();
        Thread thread = Rig.daemon("caller", () -> {
            try {
                value.complete(call.call());
            } catch (Throwable failure) {
                value.completeExceptionally(failure);
            }
        });
        return new Caller(value, value, thread);
    }

    /** Waits until this caller waits: a thread that is parked; a future waits from the beginning. */
    Caller awaitWaiting() {
        if (thread != null) {
            Await.until(
                    () -> thread.getState() == Thread.State.WAITING
                            || thread.getState() == Thread.State.TIMED_WAITING
                            || value.isDone(),
                    () -> "a caller waits; it is " + thread.getState());
        }
        return this;
    }

    /** Ends the wait the way its form allows: by interruption or by cancelling. */
    void giveUp() {
        if (thread != null) {
            thread.interrupt();
        } else {
            given.cancel(true);
        }
    }
}
