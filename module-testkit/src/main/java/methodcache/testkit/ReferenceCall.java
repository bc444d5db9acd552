package methodcache.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One operation on its way to the cluster and back. Guarded by the core's monitor. */
final class ReferenceCall<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final ReferenceConnection connection;
    private final ReferenceOperation operation;
    private final Consumer<ReferenceCall<T>> work;
    private boolean done;
    private @Nullable Runnable limitOff;

    ReferenceCall(ReferenceConnection connection, ReferenceOperation operation, Consumer<ReferenceCall<T>> work) {
        this.connection = connection;
        this.operation = operation;
        this.work = work;
    }

    CompletionStage<T> answer() {
        return answer.minimalCompletionStage();
    }

    void send(Duration timeout) {
        if (!connection.unreachable() && connection.takesFailure(operation)) {
            fail(new IOException(this + " fails as it was told to"));
            return;
        }
        Duration delay = connection.delay();
        if (delay.isZero()) {
            arrive();
        } else if (connection.unreachable()) {
            fail(unreachable());
        } else {
            connection.core().later(this::arrive, delay);
        }
        if (!done) {
            limitOff = connection
                    .core()
                    .later(() -> fail(new TimeoutException(this + " took longer than " + timeout)), timeout);
        }
    }

    private void arrive() {
        if (connection.unreachable()) {
            fail(unreachable());
        } else {
            proceed();
        }
    }

    /** Happens, unless it is frozen: also where nobody waits for it any more. */
    void proceed() {
        if (connection.frozen()) {
            connection.core().frozen(this);
        } else {
            work.accept(this);
        }
    }

    void succeed(@Nullable T value) {
        if (done) {
            return;
        }
        if (connection.unreachable()) {
            fail(unreachable());
        } else if (connection.takesAnswer(operation)) {
            fail(new IOException(this + " happened, but its answer is lost"));
        } else {
            done();
            connection.core().tell(() -> answer.complete(value));
        }
    }

    void fail(Throwable failure) {
        if (!done) {
            done();
            connection.core().tell(() -> answer.completeExceptionally(failure));
        }
    }

    boolean isDone() {
        return done;
    }

    ReferenceConnection connection() {
        return connection;
    }

    ConnectException unreachable() {
        return new ConnectException(connection.nodeName() + " can't reach the cluster");
    }

    private void done() {
        done = true;
        connection.done(this);
        if (limitOff != null) {
            limitOff.run();
        }
    }

    @Override
    public String toString() {
        return operation + " of " + connection.nodeName();
    }
}
