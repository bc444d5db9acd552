package methodcache.core.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import methodcache.api.CacheLoadException;
import methodcache.api.CircuitOpenException;
import methodcache.api.Ticker;
import methodcache.core.cluster.Limited;
import methodcache.core.engine.Bulkhead.Turn;
import methodcache.core.layer.Lease;
import methodcache.core.layer.Locks;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Protection;
import org.jspecify.annotations.Nullable;

/**
 * What stands around loaders: the circuit breaker of their policy, and the bound on how many run, here and in the cluster. A load waits for its
 * place first, and is then let through by the breaker, as it is at that moment. Thread-safe.
 *
 * <p>Whoever waits for its place must not be waited for by one who has a place: a load that another load's loader asks for goes in beside the
 * bound, and so does one that a loader begins to wait for.
 */
final class Guards {

    private static final CompletableFuture<Pass> FREE = CompletableFuture.completedFuture(Pass.FREE);

    private final Owned<CircuitBreaker> breakers = new Owned<>(CircuitBreaker::new);
    private final Owned<Bulkhead> bulkheads = new Owned<>(Bulkhead::new);
    private final Ticker ticker;
    private final Workers workers;
    private final @Nullable Locks locks;
    private final Duration patience;

    /**
     * Makes them.
     *
     * @param ticker tells when a breaker lets a probe through
     * @param workers tell when a load has waited too long
     * @param locks bound loads in the cluster; null for none
     * @param patience how long a load waits for its turn
     */
    Guards(Ticker ticker, Workers workers, @Nullable Locks locks, Duration patience) {
        this.ticker = ticker;
        this.workers = workers;
        this.locks = locks;
        this.patience = patience;
    }

    /**
     * Waits, without blocking, until a load may run.
     *
     * @param policy of the call that leads
     * @param load the load; when it is cancelled, it waits no longer
     * @return never fails; who gets a pass gives it back
     */
    CompletableFuture<Pass> enter(CompiledPolicy policy, Load load) {
        Protection.CircuitBreaker said = policy.breaker;
        Protection.Bulkhead bound = policy.bulkhead;
        if (said == null && bound == null) {
            return FREE;
        }
        CircuitBreaker breaker = said == null ? null : breakers.of(said.of().owner());
        if (breaker != null && said != null && breaker.refuses(ticker.nanos())) {
            return CompletableFuture.completedFuture(refused(said, breaker, load));
        }
        if (bound == null) {
            return CompletableFuture.completedFuture(through(said, breaker, load, null));
        }
        return place(bound, load)
                .thenApply(leave -> leave.isEmpty()
                        ? Pass.refused(tooMany(bound, load))
                        : through(said, breaker, load, leave.get()));
    }

    /** How many loads wait for their place. */
    long waiting() {
        return bulkheads.sum(Bulkhead::waiting);
    }

    /** How many breakers are open. */
    long open() {
        return breakers.sum(breaker -> breaker.isOpen() ? 1 : 0);
    }

    private Pass through(
            Protection.@Nullable CircuitBreaker said,
            @Nullable CircuitBreaker breaker,
            Load load,
            @Nullable Runnable leave) {
        if (said == null || breaker == null) {
            return Pass.of(null, null, CircuitBreaker.CLOSED, leave, ticker::nanos);
        }
        long ticket = breaker.enter(ticker.nanos(), said.openFor());
        if (ticket == CircuitBreaker.REFUSED) {
            if (leave != null) {
                leave.run();
            }
            return refused(said, breaker, load);
        }
        return Pass.of(said, breaker, ticket, leave, ticker::nanos);
    }

    private Pass refused(Protection.CircuitBreaker said, CircuitBreaker breaker, Load load) {
        return Pass.refused(new CircuitOpenException(
                said.of().shown(), load.texts(), Duration.ofNanos(breaker.left(ticker.nanos()))));
    }

    /** A place for a load; completes with what gives it back, or with nothing where it has waited too long. */
    private CompletableFuture<Optional<Runnable>> place(Protection.Bulkhead bound, Load load) {
        Bulkhead bulkhead = bulkheads.of(bound.of().owner());
        if (load.parent != null || load.isAwaitedByLoader()) {
            bulkhead.enterBeside();
            return placed(bulkhead::leave);
        }
        CompletableFuture<Turn> turn = bulkhead.enter(bound.permits());
        if (!turn.isDone()) {
            load.onPressed(() -> leaveQueue(bulkhead, turn, Turn.PRESSED));
            Future<?> timer = workers.schedule(() -> leaveQueue(bulkhead, turn, Turn.EXPIRED), patience);
            Limited.then(turn, (ended, failure) -> timer.cancel(false));
        }
        return turn.thenCompose(ended -> {
            if (ended == Turn.EXPIRED) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            if (ended == Turn.PRESSED) {
                bulkhead.enterBeside();
                return placed(bulkhead::leave);
            }
            String shared = bound.of().shared();
            return locks == null || shared == null
                    ? placed(bulkhead::leave)
                    : inCluster(locks, shared, bound.permits(), bulkhead, load).thenApply(Optional::of);
        });
    }

    private static CompletableFuture<Optional<Runnable>> placed(Runnable leave) {
        return CompletableFuture.completedFuture(Optional.of(leave));
    }

    private static void leaveQueue(Bulkhead bulkhead, CompletableFuture<Turn> turn, Turn why) {
        if (turn.complete(why)) {
            bulkhead.forget(turn);
        }
    }

    private CacheLoadException tooMany(Protection.Bulkhead bound, Load load) {
        return new CacheLoadException(
                "it has waited for its turn as long as joinLimit allows (" + patience + "), behind others of "
                        + bound.of().shown() + ": raise withMaxConcurrentLoads(" + bound.permits()
                        + "), or look for what their loaders wait for; a loader that asks the cache on a thread of its own says so with"
                        + " context.within(…)",
                load.texts(),
                null);
    }

    private CompletableFuture<Runnable> inCluster(
            Locks used, String shared, int permits, Bulkhead bulkhead, Load load) {
        // No key of a call begins so.
        String key = "@!bulkhead:" + shared;
        CompletableFuture<Runnable> placed = new CompletableFuture<>();
        load.onPressed(() -> placed.complete(bulkhead::leave));
        Limited.then(used.acquire(key, permits, patience), (taken, failure) -> {
            Lease lease = taken == null ? null : taken.lease();
            if (lease == null) {
                used.ranWithout();
                placed.complete(bulkhead::leave);
            } else if (!placed.complete(() -> {
                bulkhead.leave();
                release(used, key, lease);
            })) {
                release(used, key, lease);
            }
        });
        return placed;
    }

    private static void release(Locks used, String key, Lease lease) {
        Limited.then(used.release(key, lease), (done, failure) -> {});
    }

    /** Waits, blocking, until a load may run; where the thread is interrupted, it doesn't run. */
    Pass awaited(CompiledPolicy policy, Load load) {
        CompletableFuture<Pass> entering = enter(policy, load);
        try {
            return entering.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            load.press();
            Limited.then(entering, (late, failure) -> {
                if (late != null) {
                    late.letGo();
                }
            });
            return Pass.refused(new InterruptedException("interrupted while it waited for its turn to load"));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a load's turn failed where it can't", impossible.getCause());
        }
    }
}
