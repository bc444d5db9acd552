package methodcache.provider.ignite;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;

/**
 * One who wants a lock: tries, waits until it is told that the lock may be free, and tries again, until its patience is over. It also
 * tries from time to time without being told, as the end of a lease is told late, and nothing is while a query is made anew.
 */
final class Acquisition {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LAST_PAUSE_MILLIS = 250;

    private final IgniteLockManager manager;
    private final Ask ask;
    private final String lock;
    private final CompletableFuture<Optional<Grant>> result = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private final long patienceNanos;
    private volatile long pauseMillis = FIRST_PAUSE_MILLIS;

    Acquisition(IgniteLockManager manager, Ask ask) {
        this.manager = manager;
        this.ask = ask;
        lock = Keys.encode(ask.key());
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(Life.millis(ask.patience()));
    }

    CompletableFuture<Optional<Grant>> result() {
        return result;
    }

    /** Tries, and goes on by itself. */
    void attempt() {
        if (result.isDone()) {
            return;
        }
        long left = patienceNanos - (System.nanoTime() - start);
        // Before the try, so that what becomes free after it is heard of.
        CompletableFuture<Boolean> signal = manager.waiters().join(lock);
        CompletableFuture<Void> unused = manager.locks().take(ask).handle((held, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (held.isPresent()) {
                grant(held.get());
            } else if (left <= 0) {
                result.complete(Optional.empty());
            } else {
                pause(signal, left);
                return null;
            }
            manager.waiters().leave(lock, signal);
            return null;
        });
    }

    private void grant(Held held) {
        IgniteGrant grant = new IgniteGrant(manager, held);
        if (!result.complete(Optional.of(grant))) {
            CompletableFuture<Void> unused = manager.release(held); // nobody waits any more
        }
    }

    private void pause(CompletableFuture<Boolean> signal, long leftNanos) {
        manager.expectSignals();
        long pauseNanos = Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        pauseMillis = Math.min(LAST_PAUSE_MILLIS, pauseMillis + pauseMillis / 2);
        CompletableFuture<Void> unused = signal.completeOnTimeout(false, Math.max(1, pauseNanos), TimeUnit.NANOSECONDS)
                .thenAccept(told -> {
                    if (!told) {
                        manager.waiters().leave(lock, signal);
                    }
                    manager.execute(this::attempt);
                });
    }
}
