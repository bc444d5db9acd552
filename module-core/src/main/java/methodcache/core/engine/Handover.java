package methodcache.core.engine;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import methodcache.api.CacheLoadException;

/**
 * A load's way to another thread, which leads through user code: the executor, and the task that carries the caller's context. Whatever
 * these do, either the load runs, once, or it is told why it doesn't.
 */
final class Handover implements Runnable {

    private final Request request;
    private final Runnable task;
    private final Consumer<Throwable> refused;
    private final Counters counters;
    private final AtomicBoolean settled = new AtomicBoolean();

    /**
     * Makes a way for one load.
     *
     * @param request the call that leads
     * @param task runs the load
     * @param refused hears why the load can't run
     * @param counters count what the caller's context throws after the load
     */
    Handover(Request request, Runnable task, Consumer<Throwable> refused, Counters counters) {
        this.request = request;
        this.task = task;
        this.refused = refused;
        this.counters = counters;
    }

    /**
     * Sends the load on its way.
     *
     * @param workers run it
     * @param load the load; one that a loader asks for is nested
     */
    void to(Workers workers, Load load) {
        request.task = this;
        try {
            if (load.parent == null) {
                workers.load(() -> inContext(load));
            } else {
                workers.loadNested(() -> inContext(load));
            }
        } catch (RejectedExecutionException full) {
            refuse(new CacheLoadException(workers.refusal(), load.texts(), full));
        } catch (Throwable broken) {
            refuse(broken);
        }
    }

    private void inContext(Load load) {
        Runnable propagated = request.propagated;
        try {
            (propagated == null ? this : propagated).run();
        } catch (Throwable failure) {
            if (!refuse(failure)) {
                counters.callbackFailed("a task of contextPropagation(…)", load, failure);
            }
        }
        if (!settled.get()) {
            refuse(new CacheLoadException(
                    "the task that contextPropagation(…) returned didn't run the one that it was given",
                    load.texts(),
                    null));
        }
    }

    @Override
    public void run() {
        if (settled.compareAndSet(false, true)) {
            task.run();
        }
    }

    private boolean refuse(Throwable why) {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            refused.accept(why);
        }
        return first;
    }
}
