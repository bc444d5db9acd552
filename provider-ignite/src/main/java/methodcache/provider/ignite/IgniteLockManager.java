package methodcache.provider.ignite;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManager;

/** Locks in a cache of their own; see {@link LockCache} for why they are some. */
final class IgniteLockManager implements LockManager {
    private final long timeoutMillis;
    private final Session session;
    private final LockCache locks;
    private final Watch watch;
    private final Waiters waiters = new Waiters();
    private final Set<Acquisition> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    IgniteLockManager(ClusterSettings settings, Options options) {
        timeoutMillis = Life.millis(settings.timeout());
        CacheSpec spec = CacheSpec.locks(settings.cacheName(), options);
        watch = new Watch(spec.name(), this::changed, waiters::wakeAll, this::check);
        session = new Session(settings, options, spec, watch::open, watch::isWanted);
        locks = new LockCache(session);
    }

    private void check() {
        session.check();
    }

    private void changed(CacheEntryEvent<? extends String, ? extends byte[]> event) {
        if (event.getEventType() == EventType.REMOVED || event.getEventType() == EventType.EXPIRED) {
            String lock = LockCache.lockOf(event.getKey());
            if (lock != null) {
                waiters.wake(lock);
            }
        }
    }

    @Override
    public CompletionStage<Optional<Grant>> acquire(Ask ask) {
        Acquisition acquisition = new Acquisition(this, ask);
        CompletableFuture<Optional<Grant>> result = acquisition.result();
        waiting.add(acquisition);
        CompletionStage<Optional<Grant>> unused = result.whenComplete((grant, failure) -> waiting.remove(acquisition));
        if (closed) {
            result.completeExceptionally(Session.closed());
        }
        acquisition.attempt();
        return result.orTimeout(Life.millis(ask.patience()) + timeoutMillis, TimeUnit.MILLISECONDS);
    }

    LockCache locks() {
        return locks;
    }

    Waiters waiters() {
        return waiters;
    }

    /** Asks the cluster to tell when locks become free; nothing is asked as long as nobody waits. */
    void expectSignals() {
        watch.want();
    }

    void execute(Runnable work) {
        session.execute(work);
    }

    CompletableFuture<Void> release(Held held) {
        return locks.release(held).thenAccept(was -> waiters.wake(held.lock()));
    }

    @Override
    public void close() {
        closed = true;
        session.close();
        waiting.forEach(acquisition -> acquisition.result().completeExceptionally(Session.closed()));
    }
}
