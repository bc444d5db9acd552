package methodcache.core.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** What runs tasks. Thread-safe. */
public interface Tasks {

    /** Runs a task that doesn't block, on a thread of the cache's; on this one where none can be had. */
    void callback(Runnable task);

    /** Runs a task later; not at all once the cache is closed. */
    Future<?> schedule(Runnable task, Duration delay);

    /** Takes care that what is waited for ends: it fails when the cache is closed, at once where that is so already. */
    void endsAtClose(CompletableFuture<?> operation);
}
