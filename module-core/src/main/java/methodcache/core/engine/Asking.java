package methodcache.core.engine;

import java.util.concurrent.CompletableFuture;

/**
 * What is asked of the cluster before a load. Whoever waits for it may go on without; then nothing that comes later touches the load.
 *
 * <p>Concurrency: its monitor orders giving up, and what is done to the load.
 */
final class Asking {

    /** What the cluster says; never fails. */
    final CompletableFuture<Ahead> said = new CompletableFuture<>();

    private boolean givenUp;

    /** Nobody waits any more. */
    synchronized void giveUp() {
        givenUp = true;
    }

    /** Does something to the load, if it still waits for this; tells whether it does. */
    synchronized boolean ifWaitedFor(Runnable action) {
        if (!givenUp) {
            action.run();
        }
        return !givenUp;
    }
}
