package methodcache.api;

import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Runs a task later. The cache uses it for time limits of waits and for the sweep of dead entries; the default is one
 * daemon thread per cache that exists only while something is scheduled. Thread-safe.
 */
@FunctionalInterface
public interface Scheduler {

    /**
     * Runs a task once, on any thread, no earlier than after the delay. The task is quick and doesn't block.
     *
     * @param task what to run
     * @param delay how long to wait; zero or negative means soon
     * @return cancels the task if it hasn't begun
     */
    Future<?> schedule(Runnable task, Duration delay);

    /**
     * Whether this thread, which runs what has fallen due, may be held up: then the cache completes futures on it, with the steps that
     * users hung on them, instead of on threads of its own. Loaders that block never run on it. For tests, in which whoever moves the time
     * wants to see what came of it. Quick; asked on any thread. Default: false.
     *
     * @return true only on a thread that runs tasks of this scheduler
     */
    default boolean completesHere() {
        return false;
    }
}
