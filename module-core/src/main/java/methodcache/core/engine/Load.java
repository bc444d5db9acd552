package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import methodcache.api.Cancellation;
import methodcache.core.cluster.Stamp;
import methodcache.core.key.Shown;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * One run of a loader, for one key or for many. Knows the load whose loader asked for it, so that a key that leads back to itself
 * is seen, and what it waits for, for {@link WaitGraph}. It is its loader's {@link Cancellation}.
 *
 * <p>Concurrency: cancellation and the running thread are guarded by the monitor, under which the thread is interrupted, so that
 * an interrupt can't hit it after the loader has returned. Actions run outside.
 */
final class Load implements Cancellation {

    /** {@link #asOf} before the loader runs: no event covers what hasn't begun. */
    static final long NOT_BEGUN = Long.MAX_VALUE;

    private static final ThreadLocal<@Nullable Load> CURRENT = new ThreadLocal<>();

    /** What this load waits for; guarded by the lock of {@link WaitGraph}. */
    final List<Load> awaited = new ArrayList<>(0);

    final @Nullable Load parent;

    private final Engine owner;
    private final Collection<?> keys;
    private volatile long asOf = NOT_BEGUN;
    private volatile long began;
    private volatile int walk;
    private volatile @Nullable Stamp applied;
    private volatile Ahead ahead = Ahead.NOTHING;
    private volatile boolean accepted;
    private volatile boolean cancelled;
    private boolean ended;
    private int wanted;
    private @Nullable Thread runner;
    private List<Runnable> actions = List.of();
    private volatile boolean awaitedByLoader;
    private @Nullable Runnable pressed;
    private @Nullable Future<?> limit;
    private volatile @Nullable Pass pass;

    /**
     * Makes a load.
     *
     * @param owner the engine whose keys these are
     * @param parent the load whose loader asks for it, or null
     * @param keys the store keys it loads
     */
    Load(Engine owner, @Nullable Load parent, Collection<?> keys) {
        this.owner = owner;
        this.parent = parent;
        this.keys = keys;
        this.wanted = keys.size();
    }

    /** The load whose loader runs on this thread. */
    static @Nullable Load current() {
        return CURRENT.get();
    }

    /** Makes a load the current one of this thread; returns the one before, to be restored. */
    static @Nullable Load enter(@Nullable Load load) {
        Load before = CURRENT.get();
        if (load == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(load);
        }
        return before;
    }

    /** Runs a task as part of this load. */
    <R> Callable<R> within(Callable<R> task) {
        return () -> {
            Load before = enter(this);
            try {
                return task.call();
            } finally {
                enter(before);
            }
        };
    }

    /** The loads from the outermost down to this one, if one of them loads the key; null otherwise. */
    @Nullable
    String chainTo(Object asking, Object key) {
        for (Load load = this; load != null; load = load.parent) {
            if (load.owner == asking && load.keys.contains(key)) {
                return chain();
            }
        }
        return null;
    }

    private String chain() {
        StringBuilder text = new StringBuilder();
        for (Load load = this; load != null; load = load.parent) {
            String first = StoreKeys.text(load.keys.iterator().next());
            text.insert(0, (text.isEmpty() ? "" : " → ")).insert(0, Shown.text(first) + Shown.more(load.keys.size()));
        }
        return text.toString();
    }

    /** Its keys, as text. */
    List<String> texts() {
        return keys.stream().map(StoreKeys::text).toList();
    }

    /** It was on its way before the cache began to close. */
    void accept() {
        accepted = true;
    }

    boolean isAccepted() {
        return accepted;
    }

    /** All its keys are known now: for a load of many, which is made before they are claimed. */
    synchronized void keysKnown() {
        wanted = keys.size();
    }

    long asOf() {
        return asOf;
    }

    /** When the loader began, by the ticker. */
    long began() {
        return began;
    }

    /** The walk over all entries that went on when the load was made known. */
    int walk() {
        return walk;
    }

    void walk(int number) {
        walk = number;
    }

    /** What the node had applied of the cluster's log before the loader ran; null where nothing is shared. */
    @Nullable
    Stamp applied() {
        return applied;
    }

    /** What the cluster said before the loader ran. */
    Ahead ahead() {
        return ahead;
    }

    void ahead(Ahead said) {
        ahead = said;
    }

    /** What lets its loader run. */
    void pass(Pass given) {
        pass = given;
    }

    /** Does something with what lets its loader run, where it is on its way. */
    void passed(Consumer<Pass> action) {
        Pass given = pass;
        if (given != null) {
            action.accept(given);
        }
    }

    /** What comes if it doesn't end in time; in place of what was to come before. */
    void limited(Future<?> due) {
        boolean late;
        synchronized (this) {
            late = ended;
            limit = due;
        }
        if (late) {
            due.cancel(false);
        }
    }

    /** Whether another load's loader waits for it. */
    boolean isAwaitedByLoader() {
        return awaitedByLoader;
    }

    /** Another load's loader waits for it: it must not wait for its turn. */
    void awaitedByLoader() {
        awaitedByLoader = true;
        press();
    }

    /** What ends its wait for its turn. */
    void onPressed(Runnable action) {
        synchronized (this) {
            if (!awaitedByLoader && !cancelled && !ended) {
                pressed = action;
                return;
            }
        }
        action.run();
    }

    /** Ends its wait for its turn. */
    void press() {
        Runnable action;
        synchronized (this) {
            action = pressed;
            pressed = null;
        }
        if (action != null) {
            action.run();
        }
    }

    /** The loader is about to run, or the second layer is asked before it does. */
    void begin(long published, @Nullable Stamp appliedBefore, long nanos) {
        applied = appliedBefore;
        began = nanos;
        asOf = published;
    }

    /** The loader is about to run on this thread, which may be interrupted to end it; false when it is cancelled already. */
    synchronized boolean runOn(Thread thread) {
        if (cancelled) {
            return false;
        }
        runner = thread;
        return true;
    }

    /** This thread goes on to something else, though the load may go on elsewhere: it isn't to be interrupted for it any more. */
    synchronized void runOff(Thread thread) {
        if (runner == thread) {
            runner = null;
        }
    }

    /** The loader has ended: nothing is cancelled any more. True for the first to say so. */
    synchronized boolean end() {
        if (cancelled && runner == Thread.currentThread()) {
            // The interrupt was meant for the loader, not for what this thread does next.
            Thread.interrupted();
        }
        runner = null;
        boolean first = !ended;
        ended = true;
        actions = List.of();
        if (limit != null) {
            limit.cancel(false);
        }
        return first;
    }

    /** Whether it has ended. */
    synchronized boolean isOver() {
        return ended;
    }

    /** One of its keys is wanted by nobody; with the last one the load is cancelled. */
    void unwanted() {
        boolean last;
        synchronized (this) {
            wanted--;
            last = wanted == 0;
        }
        if (last) {
            cancel();
        }
    }

    void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled || ended) {
                return;
            }
            cancelled = true;
            due = actions;
            actions = List.of();
            if (runner != null) {
                runner.interrupt();
            }
        }
        press();
        for (Runnable action : due) {
            try {
                action.run();
            } catch (Throwable failure) {
                owner.counters().callbackFailed("an action of onCancel(…)", this, failure);
            }
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        requireNonNull(action, "action");
        synchronized (this) {
            if (ended) {
                return;
            }
            if (!cancelled) {
                List<Runnable> more = new ArrayList<>(actions);
                more.add(action);
                actions = more;
                return;
            }
        }
        action.run();
    }
}
