package methodcache.api;

import java.util.concurrent.CancellationException;

/**
 * Tells a loader that nobody waits for its value any more, or that the cache closes. A blocking loader that the cache runs on
 * its executor is interrupted as well. Thread-safe.
 */
public interface Cancellation {

    /**
     * Whether the load is cancelled.
     *
     * @return true from then on
     */
    boolean isCancelled();

    /**
     * Runs an action when the load is cancelled, at once if it already is; on the thread that cancels. At most once; not
     * at all when the load ends first.
     *
     * @param action quick and doesn't throw
     */
    void onCancel(Runnable action);

    /**
     * Ends the loader early when the load is cancelled.
     *
     * @throws CancellationException if it is
     */
    default void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancellationException("the load is cancelled: nobody waits for its value");
        }
    }
}
