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
}
