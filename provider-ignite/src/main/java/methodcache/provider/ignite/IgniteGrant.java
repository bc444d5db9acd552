package methodcache.provider.ignite;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.LockManager.Grant;

/** A lock that is held, by the record that says so. */
final class IgniteGrant implements Grant {
    private final IgniteLockManager manager;
    private final Held held;

    IgniteGrant(IgniteLockManager manager, Held held) {
        this.manager = manager;
        this.held = held;
    }

    @Override
    public long token() {
        return held.token();
    }

    @Override
    public CompletionStage<Boolean> renew(Duration lease) {
        return manager.locks().renew(held, lease);
    }

    @Override
    public CompletionStage<Void> release() {
        return manager.release(held);
    }

    @Override
    public String toString() {
        return "grant " + held.token() + " of " + held.lock();
    }
}
