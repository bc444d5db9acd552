package methodcache.testkit;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import methodcache.api.Scheduler;

/** Real time: one daemon thread, which ends when there has been nothing to do for a while. */
final class ReferenceScheduler implements Scheduler {
    private final ScheduledThreadPoolExecutor executor;

    ReferenceScheduler() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "reference-cluster");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(100, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        return executor.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
    }
}
