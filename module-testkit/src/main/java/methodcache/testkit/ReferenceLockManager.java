package methodcache.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.LockManager;

/** A way to the locks of a cache in the cluster. */
final class ReferenceLockManager implements LockManager {
    private final ReferenceConnection connection;

    ReferenceLockManager(ReferenceConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<Optional<Grant>> acquire(Ask ask) {
        return connection.call(
                ReferenceOperation.ACQUIRE,
                1,
                limit(ask.patience()),
                call -> connection.memory().locks().acquire(call, ask));
    }

    @Override
    public void close() {
        connection.close();
    }

    private Duration limit(Duration patience) {
        long nanos = ReferenceCore.nanos(connection.timeout()) + ReferenceCore.nanos(patience);
        return Duration.ofNanos(nanos < 0 ? Long.MAX_VALUE : nanos);
    }
}
