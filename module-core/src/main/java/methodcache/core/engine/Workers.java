package methodcache.core.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheClosedException;
import methodcache.api.Scheduler;
import methodcache.core.cluster.Limited;
import methodcache.core.cluster.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a cache: for blocking loads that nobody's thread runs, for completing futures, and for what is due later. Own
 * ones are daemons, end when idle, and are gone after {@link #close}; given ones are left alone. Futures are completed by threads
 * of their own, so that slow loads can't hold them up.
 */
public final class Workers implements Tasks {

    private static final int QUEUED = 10_000;
    private static final int SPARE = 1_000;
    private static final int IDLE_SECONDS = 30;

    private final List<ExecutorService> owned = new ArrayList<>();
    private final Executor loads;
    private final Executor nestedLoads;
    private final Executor callbacks;
    private final Scheduler scheduler;
    private final String cache;
    private final Map<Object, CompletableFuture<?>> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private @Nullable ExecutorService timer;

    /**
     * Makes the threads, none of which runs yet.
     *
     * @param cache the name of the cache
     * @param given runs loads and callbacks; null for own threads
     * @param loadThreads bounds the own pool
     * @param givenScheduler runs what is due later; null for an own one
     */
    public Workers(String cache, @Nullable Executor given, int loadThreads, @Nullable Scheduler givenScheduler) {
        this.cache = cache;
        if (given != null) {
            loads = given;
            nestedLoads = given;
            callbacks = given;
        } else {
            ThreadFactory virtual = virtualThreads("methodcache-" + cache + "-load-");
            if (virtual != null) {
                loads = own(perTask(virtual));
                nestedLoads = loads;
                callbacks = loads;
            } else {
                loads = own(pool("methodcache-" + cache + "-load-", loadThreads, new LinkedBlockingQueue<>(QUEUED)));
                nestedLoads = own(pool("methodcache-" + cache + "-nested-load-", SPARE, new SynchronousQueue<>()));
                callbacks = own(forkJoin("methodcache-" + cache + "-callback-"));
            }
        }
        scheduler = givenScheduler != null ? givenScheduler : ownScheduler(cache);
    }

    /** Runs a blocking load. */
    void load(Runnable task) {
        loads.execute(task);
    }

    /**
     * Runs a blocking load that another load's loader asks for and may wait for: beside the bound, since queued behind such loaders
     * it would keep them waiting for ever. Where there are far too many of these, they queue up all the same.
     */
    void loadNested(Runnable task) {
        try {
            nestedLoads.execute(task);
        } catch (RejectedExecutionException full) {
            loads.execute(task);
        }
    }

    /** Why a load was rejected, and what to do. */
    String refusal() {
        return owned.isEmpty()
                ? "the executor given with executor(…) rejected it; give one that is running and takes more tasks"
                : "every thread for asynchronous loads is taken and their queue is full; raise loadThreads(…), or give an"
                        + " executor(…)";
    }

    /**
     * Runs what completes a future. Where no thread can be had, on this one: late is better than never; and likewise where a test
     * waits for it on this one.
     */
    @Override
    public void callback(Runnable task) {
        if (scheduler.completesHere()) {
            task.run();
            return;
        }
        try {
            callbacks.execute(task);
        } catch (Throwable refused) {
            task.run();
        }
    }

    Executor callbacks() {
        return callbacks;
    }

    /** Runs a task later; not at all once the cache is closed. */
    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        try {
            return scheduler.schedule(task, delay);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void endsAtClose(CompletableFuture<?> operation) {
        Object mark = new Object();
        pending.put(mark, operation);
        Limited.then(operation, (value, failure) -> pending.remove(mark));
        // Looked at after it was added: either closing sees the operation, or the operation sees that it is too late.
        if (closed) {
            end(operation);
        }
    }

    /** Ends what providers haven't answered, as they should have when they were closed: nobody keeps its time any more. */
    void endPending() {
        closed = true;
        pending.values().forEach(this::end);
    }

    private void end(CompletableFuture<?> operation) {
        operation.completeExceptionally(new CacheClosedException(cache, (String) null));
    }

    /**
     * Lets what completes futures run to its end, for a second; loads have been cancelled before. Called by a loader, it doesn't
     * wait, since it would wait for itself: the threads end with their last task.
     *
     * @param loadsAreLeft whether what is scheduled already is still to come, for loads that haven't been cancelled
     */
    void close(boolean loadsAreLeft) {
        ExecutorService ownTimer = timer;
        if (ownTimer != null && loadsAreLeft) {
            ownTimer.shutdown();
        } else if (ownTimer != null) {
            ownTimer.shutdownNow();
        }
        owned.forEach(ExecutorService::shutdown);
        if (Load.current() == null) {
            owned.forEach(Workers::end);
        }
    }

    private static void end(ExecutorService executor) {
        try {
            if (executor.awaitTermination(1, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (executor instanceof ForkJoinPool) {
            // It would forget what is queued; so it ends with its last task.
            return;
        }
        // What never got a thread completes futures that somebody may wait for.
        executor.shutdownNow().forEach(Runnable::run);
    }

    private Scheduler ownScheduler(String cache) {
        ScheduledThreadPoolExecutor own =
                new ScheduledThreadPoolExecutor(1, daemons("methodcache-" + cache + "-timer-"));
        own.setRemoveOnCancelPolicy(true);
        own.setKeepAliveTime(1, TimeUnit.SECONDS);
        own.allowCoreThreadTimeOut(true);
        timer = own;
        return (task, delay) -> own.schedule(task, saturatedNanos(delay), TimeUnit.NANOSECONDS);
    }

    static long saturatedNanos(Duration delay) {
        return delay.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 2 : delay.toNanos();
    }

    private <E extends ExecutorService> E own(E executor) {
        owned.add(executor);
        return executor;
    }

    /** A pool that starts a thread before it queues; with a queue that holds nothing, idle threads come first. */
    private static ThreadPoolExecutor pool(String prefix, int threads, BlockingQueue<Runnable> queue) {
        int core = queue instanceof SynchronousQueue ? 0 : threads;
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(core, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, daemons(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Steps that users hang on futures may block, even for another future of this pool: a fork-join pool makes up for that. */
    private static ForkJoinPool forkJoin(String prefix) {
        ForkJoinPool.ForkJoinWorkerThreadFactory named = pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName(prefix + thread.getPoolIndex());
            return thread;
        };
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new ForkJoinPool(
                threads, named, null, true, 0, threads + SPARE, 1, pool -> true, IDLE_SECONDS, TimeUnit.SECONDS);
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Virtual threads where the JDK has them for good (21); found by name, since this is compiled for 17. */
    private static @Nullable ThreadFactory virtualThreads(String prefix) {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> virtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = lookup.findVirtual(virtual, "name", MethodType.methodType(virtual, String.class, long.class))
                    .invoke(
                            lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtual))
                                    .invoke(),
                            prefix,
                            1L);
            return (ThreadFactory) lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(named);
        } catch (Throwable missing) {
            throw new LinkageError("this JDK should have virtual threads", missing);
        }
    }

    private static ExecutorService perTask(ThreadFactory threads) {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class))
                    .invoke(threads);
        } catch (Throwable missing) {
            throw new LinkageError("this JDK should have newThreadPerTaskExecutor", missing);
        }
    }
}
