package methodcache.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import org.jspecify.annotations.Nullable;

/** The locks of one cache: who holds them, and who waits, in the order they came. Guarded by the core's monitor. */
final class ReferenceLocks {

    /** A lock that is held, until its lease ends. */
    static final class Lease {
        private final long token;
        private long begun;
        private long length;

        Lease(long token) {
            this.token = token;
        }

        long token() {
            return token;
        }
    }

    /** Who waits, and whether that has been long enough; said to those only who can be reached. */
    private static final class Waiter {
        private final ReferenceCall<Optional<Grant>> call;
        private final Ask ask;
        private boolean over;

        Waiter(ReferenceCall<Optional<Grant>> call, Ask ask) {
            this.call = call;
            this.ask = ask;
        }
    }

    /** One lock. */
    private static final class Lock {
        private final List<Lease> held = new ArrayList<>();
        private final List<Waiter> waiting = new ArrayList<>();
        private long lastToken;
        private @Nullable Runnable watchOff;
    }

    private final ReferenceCore core;
    private final Map<String, Lock> locks = new HashMap<>();

    ReferenceLocks(ReferenceCore core) {
        this.core = core;
    }

    void acquire(ReferenceCall<Optional<Grant>> call, Ask ask) {
        Lock lock = locks.computeIfAbsent(ask.key(), added -> new Lock());
        Waiter waiter = new Waiter(call, ask);
        if (call.isDone()) { // asked for so long ago that nobody knows of it: taken if it is free
            dropEnded(lock);
            if (lock.held.size() < ask.permits()) {
                grant(lock, ask);
            }
            return;
        }
        waiter.over = ask.patience().isZero();
        lock.waiting.add(waiter);
        serve(lock);
        if (!call.isDone()) {
            core.later(() -> patienceIsOver(lock, waiter), ask.patience());
        }
    }

    boolean renew(String key, Lease lease, Duration length) {
        if (!isHeld(key, lease)) {
            return false;
        }
        begin(lease, length);
        return true;
    }

    void release(String key, Lease lease) {
        Lock lock = locks.get(key);
        if (lock != null && lock.held.remove(lease)) {
            serve(lock);
        }
    }

    private boolean isHeld(String key, Lease lease) {
        Lock lock = locks.get(key);
        if (lock == null) {
            return false;
        }
        dropEnded(lock);
        return lock.held.contains(lease);
    }

    void serveAll() {
        locks.values().forEach(this::serve);
    }

    void disconnected() {
        for (Lock lock : locks.values()) {
            for (Waiter waiter : lock.waiting) {
                if (waiter.call.connection().unreachable()) {
                    waiter.call.fail(waiter.call.unreachable());
                }
            }
            serve(lock);
        }
    }

    void lose() {
        for (Lock lock : locks.values()) {
            lock.held.clear();
            lock.lastToken = 0;
            serve(lock);
        }
    }

    private void patienceIsOver(Lock lock, Waiter waiter) {
        waiter.over = true;
        serve(lock);
    }

    /** Gives the lock to those who wait longest, as far as it is free, and nothing to those who waited too long. */
    private void serve(Lock lock) {
        dropEnded(lock);
        Iterator<Waiter> inOrder = lock.waiting.iterator();
        while (inOrder.hasNext()) {
            Waiter waiter = inOrder.next();
            if (waiter.call.isDone()) {
                inOrder.remove();
            } else if (!waiter.call.connection().frozen()) {
                if (lock.held.size() < waiter.ask.permits()) {
                    inOrder.remove();
                    Lease lease = grant(lock, waiter.ask);
                    waiter.call.succeed(
                            Optional.of(new ReferenceGrant(waiter.call.connection(), this, waiter.ask.key(), lease)));
                } else if (waiter.over) {
                    inOrder.remove();
                    waiter.call.succeed(Optional.empty());
                }
            }
        }
        watchLeases(lock);
    }

    private Lease grant(Lock lock, Ask ask) {
        Lease lease = new Lease(++lock.lastToken);
        begin(lease, ask.lease());
        lock.held.add(lease);
        return lease;
    }

    private void begin(Lease lease, Duration length) {
        lease.begun = core.nanos();
        lease.length = ReferenceCore.nanos(length);
    }

    private void dropEnded(Lock lock) {
        lock.held.removeIf(lease -> left(lease) <= 0);
    }

    private long left(Lease lease) {
        return lease.length - (core.nanos() - lease.begun);
    }

    /** While somebody waits, the lock is looked at again when the next lease ends. */
    private void watchLeases(Lock lock) {
        if (lock.watchOff != null) {
            lock.watchOff.run();
            lock.watchOff = null;
        }
        if (!lock.waiting.isEmpty() && !lock.held.isEmpty()) {
            long next = lock.held.stream().mapToLong(this::left).min().getAsLong();
            lock.watchOff = core.later(() -> serve(lock), Duration.ofNanos(next));
        }
    }
}
