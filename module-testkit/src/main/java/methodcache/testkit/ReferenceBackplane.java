package methodcache.testkit;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.Backplane;

/** A way to the log of a cache in the cluster. */
final class ReferenceBackplane implements Backplane {
    private final ReferenceConnection connection;

    ReferenceBackplane(ReferenceConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<Extent> extent() {
        return connection.call(
                ReferenceOperation.EXTENT,
                1,
                call -> call.succeed(connection.memory().log().extent()));
    }

    @Override
    public CompletionStage<Position> append(byte[] event) {
        Objects.requireNonNull(event, "event");
        return connection.call(ReferenceOperation.APPEND, 1, call -> {
            Position position = connection.memory().log().append(event);
            connection.core().appended(connection);
            call.succeed(position);
        });
    }

    @Override
    public CompletionStage<Slice> read(String epoch, long from, int most) {
        Objects.requireNonNull(epoch, "epoch");
        return connection.call(ReferenceOperation.READ, 1, call -> {
            if (most <= 0) {
                call.fail(new IllegalArgumentException("most must be positive, was " + most));
            } else {
                call.succeed(connection.memory().log().read(epoch, from, most));
            }
        });
    }

    @Override
    public void listen(Runnable appended) {
        connection.listen(Objects.requireNonNull(appended, "appended"));
    }

    @Override
    public void close() {
        connection.close();
    }
}
