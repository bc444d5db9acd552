package methodcache.core.layer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.CacheLayer;
import methodcache.api.Ticker;
import methodcache.api.spi.LockManager;
import methodcache.core.cluster.Limited;
import methodcache.core.cluster.Tasks;
import methodcache.core.key.Shown;
import methodcache.core.policy.Failures;
import methodcache.core.stats.Condition;
import org.jspecify.annotations.Nullable;

/** The locks of a cluster, for loads. Never fails: whoever gets no lock is told why. Thread-safe. */
public final class Locks implements AutoCloseable {

    /** How long a lock outlives a holder that died. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Object GAVE_UP = new Object();

    private final LockManager manager;
    private final Duration limit;
    private final Tasks tasks;
    private final Ticker ticker;
    private final LayerCounters counters;
    private final Failures failures;
    private final Breaker breaker;

    /**
     * What asking for a lock came to.
     *
     * @param lease the lock; null for none
     * @param failure why there is none; null where it was held by others for too long
     */
    public record Taken(@Nullable Lease lease, @Nullable Throwable failure) {

        /** Nothing, since the service has failed. */
        public static Taken failed(@Nullable Throwable failure) {
            return new Taken(null, failure);
        }
    }

    /**
     * Makes one.
     *
     * @param manager gives locks; closed with this
     * @param limit of each operation
     * @param tasks run what follows on one
     * @param ticker tells when a lease ends
     * @param condition is told whether they work
     * @param counters count
     * @param failures are told
     */
    public Locks(
            LockManager manager,
            Duration limit,
            Tasks tasks,
            Ticker ticker,
            Condition condition,
            LayerCounters counters,
            Failures failures) {
        this.manager = manager;
        this.limit = limit;
        this.tasks = tasks;
        this.ticker = ticker;
        this.counters = counters;
        this.failures = failures;
        breaker = new Breaker(ticker, condition);
    }

    /**
     * Takes the lock of a key.
     *
     * @param key the store key
     * @param permits how many may hold it
     * @param patience how long to wait for it
     * @return the lease, or why there is none
     */
    public CompletableFuture<Taken> acquire(Object key, int permits, Duration patience) {
        boolean probes = breaker.isOpen();
        if (!breaker.allows()) {
            return CompletableFuture.completedFuture(Taken.failed(
                    new IllegalStateException("it has failed several times, and is asked again in a second")));
        }
        if (!probes) {
            return ask(key, permits, patience);
        }
        // To one who waits, a service that is dead looks like a lock that others hold. Asked without patience, one that
        // lives answers within the limit; only then it is worth while to wait.
        return ask(key, permits, Duration.ZERO).thenCompose(taken -> {
            boolean isHeld = taken.lease() == null && taken.failure() == null;
            return isHeld && !patience.isZero()
                    ? ask(key, permits, patience)
                    : CompletableFuture.completedFuture(taken);
        });
    }

    private CompletableFuture<Taken> ask(Object key, int permits, Duration patience) {
        LockManager.Ask ask = new LockManager.Ask(key.toString(), permits, LEASE, patience);
        AtomicReference<@Nullable Object> taken = new AtomicReference<>();
        return Limited.within(
                        () -> manager.acquire(ask).thenApply(grant -> kept(grant, taken)),
                        Limited.plus(patience, limit),
                        tasks)
                .handle((grant, failure) -> {
                    if (failure != null) {
                        breaker.failed(Limited.unwrapped(failure));
                        failures.layer(CacheLayer.L2, "lock " + Shown.key(key), Limited.unwrapped(failure));
                        if (taken.getAndSet(GAVE_UP) instanceof LockManager.Grant late) {
                            Limited.then(Limited.within(late::release, limit, tasks), (done, broken) -> {});
                        }
                        return Taken.failed(Limited.unwrapped(failure));
                    }
                    breaker.worked();
                    return grant.isEmpty()
                            ? new Taken(null, null)
                            : new Taken(new Lease(grant.get(), LEASE, limit, tasks, ticker), null);
                });
    }

    /** A load runs without the lock that it wanted. */
    public void ranWithout() {
        counters.withoutLock.increment();
    }

    /** A grant that comes after its call has gone on without is let go. */
    private static Optional<LockManager.Grant> kept(
            Optional<LockManager.Grant> grant, AtomicReference<@Nullable Object> taken) {
        if (grant.isPresent() && !taken.compareAndSet(null, grant.get())) {
            grant.get().release();
            return Optional.empty();
        }
        return grant;
    }

    /** Lets a lease go. */
    public CompletableFuture<Void> release(Object key, Lease lease) {
        return lease.release().exceptionally(failure -> {
            failures.layer(CacheLayer.L2, "unlock " + Shown.key(key), Limited.unwrapped(failure));
            return null;
        });
    }

    @Override
    public void close() {
        manager.close();
    }
}
