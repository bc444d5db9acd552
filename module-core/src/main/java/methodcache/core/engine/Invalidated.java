package methodcache.core.engine;

import java.util.concurrent.CompletableFuture;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;

/**
 * An invalidation that is applied on this node, and on its way to others.
 *
 * @param soFar what was done here
 * @param later the same, once others can hear of it or it is known that they can't yet; never fails
 */
public record Invalidated(InvalidationReport soFar, CompletableFuture<InvalidationReport> later) {

    /**
     * One that waits for others.
     *
     * @param invalidation what was asked for
     * @return nothing done yet
     */
    public static Invalidated gathered(Invalidation invalidation) {
        InvalidationReport report = new InvalidationReport(invalidation, 0, 0, false);
        return new Invalidated(report, CompletableFuture.completedFuture(report));
    }

    /**
     * Waits until others can hear of it, or it is known that they can't yet; where the thread is interrupted, not any longer.
     *
     * @return what was done
     */
    public InvalidationReport report() {
        return Cluster.awaited(later, soFar);
    }
}
