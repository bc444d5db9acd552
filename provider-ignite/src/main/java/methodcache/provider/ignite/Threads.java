package methodcache.provider.ignite;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a {@link Session}, all daemons: one that connects, and may block as long as that takes, and a few that start
 * operations and complete stages.
 */
final class Threads {
    private static final int WORKERS = 3;
    private static final long IDLE_SECONDS = 5;

    private final String name;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor connector;

    Threads(String name) {
        this.name = name;
        workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory("worker"));
        workers.allowCoreThreadTimeOut(true);
        connector = new ScheduledThreadPoolExecutor(1, factory("connector"));
        connector.setRemoveOnCancelPolicy(true);
        connector.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        connector.allowCoreThreadTimeOut(true);
    }

    private ThreadFactory factory(String kind) {
        return work -> daemon(work, kind);
    }

    Thread daemon(Runnable work, String kind) {
        Thread thread = new Thread(work, "methodcache-ignite-" + kind + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Has a worker do it.
     *
     * @throws RejectedExecutionException after the shutdown
     */
    void execute(Runnable work) {
        workers.execute(work);
    }

    /** Has a worker do it, or does it here after the shutdown, for stages that still complete then. */
    void run(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException shutDown) {
            work.run();
        }
    }

    /** Has the connector, who catches what it may throw, do it after a delay; does nothing after the shutdown. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void connect(Runnable work, long delayMillis) {
        try {
            connector.schedule(work, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException shutDown) {
            // Nobody wants a connection any more.
        }
    }

    /** Interrupts a connecting that is under way, and drops those that wait. */
    void stopConnecting() {
        connector.shutdownNow();
    }

    /** Lets the workers do what they have, and end. */
    void finish() {
        workers.shutdown();
    }
}
