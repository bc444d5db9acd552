package methodcache.testkit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.LockManager;

/** A lock that a node was given. */
final class ReferenceGrant implements LockManager.Grant {
    private final ReferenceConnection connection;
    private final ReferenceLocks locks;
    private final String key;
    private final ReferenceLocks.Lease lease;

    ReferenceGrant(ReferenceConnection connection, ReferenceLocks locks, String key, ReferenceLocks.Lease lease) {
        this.connection = connection;
        this.locks = locks;
        this.key = key;
        this.lease = lease;
    }

    @Override
    public long token() {
        return lease.token();
    }

    @Override
    public CompletionStage<Boolean> renew(Duration length) {
        if (length.isZero() || length.isNegative()) {
            return connection.call(
                    ReferenceOperation.RENEW,
                    1,
                    call -> call.fail(new IllegalArgumentException("lease must be positive, was " + length)));
        }
        return connection.call(ReferenceOperation.RENEW, 1, call -> call.succeed(locks.renew(key, lease, length)));
    }

    @Override
    public CompletionStage<Void> release() {
        return connection.call(ReferenceOperation.RELEASE, 1, call -> {
            locks.release(key, lease);
            call.succeed(null);
        });
    }

    @Override
    public String toString() {
        return "lock " + key + ", token " + token();
    }
}
