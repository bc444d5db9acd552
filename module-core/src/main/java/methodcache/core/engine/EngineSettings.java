package methodcache.core.engine;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import methodcache.core.cluster.ClusterLog;
import methodcache.core.cluster.Tasks;
import methodcache.core.configuration.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is made of.
 *
 * @param name the name of the cache
 * @param l1 its store, closed with the engine
 * @param counters what it counts with
 * @param workers its threads, closed with the engine
 * @param time clock, randomness and limits
 * @param propagation carries a caller's context to the thread that loads for it
 * @param policies tells which policies are in force: another object after each change
 * @param remote makes what the cache has of a cluster, closed with the engine; null where it has none
 */
public record EngineSettings(
        String name,
        Settings.L1 l1,
        Counters counters,
        Workers workers,
        Settings.Time time,
        UnaryOperator<Runnable> propagation,
        Supplier<?> policies,
        @Nullable Joining remote) {

    /** Joins a cluster. */
    public interface Joining {

        /**
         * Makes what the cache has of it.
         *
         * @param applied applies what other nodes did
         * @param tasks runs what follows on an operation
         * @return not started yet
         */
        Remote join(ClusterLog.Applied applied, Tasks tasks);

        /**
         * How long to wait at the start for the cluster's log, and for each operation later.
         *
         * @return positive
         */
        Duration limit();
    }
}
