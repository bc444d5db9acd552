package methodcache.core.layer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import methodcache.api.LockLease;
import methodcache.api.Ticker;
import methodcache.api.spi.LockManager;
import methodcache.core.cluster.Limited;
import methodcache.core.cluster.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held while a load runs: renewed three times within its lease.
 *
 * <p>Concurrency: guarded by its monitor; operations run outside.
 */
public final class Lease implements LockLease {

    private final LockManager.Grant grant;
    private final Duration lease;
    private final Duration limit;
    private final Tasks tasks;
    private final Ticker ticker;
    private long end;
    private boolean over;
    private @Nullable Future<?> next;

    Lease(LockManager.Grant grant, Duration lease, Duration limit, Tasks tasks, Ticker ticker) {
        this.grant = grant;
        this.lease = lease;
        this.limit = limit;
        this.tasks = tasks;
        this.ticker = ticker;
        end = ticker.nanos() + lease.toNanos();
        renewLater();
    }

    @Override
    public long token() {
        return grant.token();
    }

    @Override
    public synchronized boolean isHeld() {
        return !over && end - ticker.nanos() > 0;
    }

    private synchronized void renewLater() {
        if (!over) {
            next = tasks.schedule(() -> tasks.callback(this::renew), lease.dividedBy(3));
        }
    }

    private void renew() {
        if (!isHeld()) {
            return;
        }
        long asked = ticker.nanos();
        Limited.then(Limited.within(() -> grant.renew(lease), limit, tasks), (held, failure) -> {
            if (held != null) {
                renewed(held, asked);
            }
            // After a failure it may be held all the same, until its end.
            renewLater();
        });
    }

    private synchronized void renewed(boolean held, long asked) {
        if (held) {
            end = asked + lease.toNanos();
        } else {
            over = true;
        }
    }

    /** Lets it go; the load has ended. */
    CompletableFuture<Void> release() {
        synchronized (this) {
            over = true;
            if (next != null) {
                next.cancel(false);
            }
        }
        return Limited.within(grant::release, limit, tasks);
    }
}
