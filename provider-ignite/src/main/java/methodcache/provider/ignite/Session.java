package methodcache.provider.ignite;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import methodcache.api.spi.ClusterSettings;
import org.apache.ignite.client.ClientCache;
import org.apache.ignite.client.ClientConnectionException;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.internal.client.thin.ClientServerError;
import org.jspecify.annotations.Nullable;

/**
 * One cache of the cluster as a client sees it: operations that don't block, end in time, and find the cache made.
 *
 * <p>Ignite's asynchronous operations connect on the caller's thread, ask for the partitions there, and never time out. So each is
 * started on a thread of ours, and has a limit of ours.
 */
final class Session implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    /** Ignite's code for "cache does not exist". */
    private static final int NO_CACHE = 1000;

    private final CacheSpec spec;
    private final long timeoutNanos;
    private final Threads threads;
    private final Connection connection;

    /**
     * Begins to connect.
     *
     * @param settings limits
     * @param options where to connect
     * @param spec the cache
     * @param connected is called on a thread that may block, when there is a connection and before operations use it; if it
     *     fails, that is a connection that failed. What it gives is run when operations use the connection, and throws nothing
     * @param keepLooking whether to look every second if the connection is still good, because somebody waits for what comes over it
     */
    Session(
            ClusterSettings settings,
            Options options,
            CacheSpec spec,
            Function<IgniteClient, Runnable> connected,
            BooleanSupplier keepLooking) {
        this.spec = spec;
        timeoutNanos = nanos(settings.timeout());
        threads = new Threads(spec.name());
        connection = new Connection(
                spec, new ClientSettings(options, settings.timeout(), threads::run), threads, connected, keepLooking);
    }

    private static long nanos(Duration duration) {
        return TimeUnit.MILLISECONDS.toNanos(Life.millis(duration));
    }

    /** Runs an operation on the cache; the stage completes in time, whatever becomes of it. */
    <T> CompletableFuture<T> call(Function<ClientCache<String, byte[]>, CompletionStage<T>> operation) {
        CompletableFuture<T> result = limited();
        CompletionStage<T> unused = result.whenComplete((value, failure) -> {
            if (failure instanceof TimeoutException) {
                connection.suspect();
            }
        });
        start(operation, result, true);
        return result;
    }

    private <T> void start(
            Function<ClientCache<String, byte[]>, CompletionStage<T>> operation,
            CompletableFuture<T> result,
            boolean mayRetry) {
        connection.client().whenComplete((client, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
                return;
            }
            try {
                threads.execute(() -> attempt(client, operation, result, mayRetry));
            } catch (RejectedExecutionException closed) {
                result.completeExceptionally(closed());
            }
        });
    }

    /** A stage that fails after the time that an operation has. */
    <T> CompletableFuture<T> limited() {
        return new CompletableFuture<T>().orTimeout(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** A stage with the outcome of another, if that comes in time. */
    <T> CompletableFuture<T> limited(CompletionStage<T> stage) {
        CompletableFuture<T> result = limited();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Has a worker do it. */
    void execute(Runnable work) {
        threads.run(work);
    }

    private <T> void attempt(
            IgniteClient client,
            Function<ClientCache<String, byte[]>, CompletionStage<T>> operation,
            CompletableFuture<T> result,
            boolean mayRetry) {
        if (result.isDone()) {
            return; // its time was up before its turn
        }
        CompletionStage<T> stage;
        try {
            stage = operation.apply(client.cache(spec.name()));
        } catch (RuntimeException failure) {
            stage = CompletableFuture.failedFuture(failure);
        }
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else if (mayRetry && isNoCache(failure)) {
                // A server that started again between two operations; the connector makes the cache.
                connection.renew();
                start(operation, result, false);
            } else {
                failed(failure, result);
            }
        });
    }

    private void failed(Throwable failure, CompletableFuture<?> result) {
        if (causedBy(failure, ClientConnectionException.class) != null) {
            connection.suspect();
        }
        result.completeExceptionally(failure);
    }

    private static boolean isNoCache(Throwable failure) {
        ClientServerError error = causedBy(failure, ClientServerError.class);
        return error != null && error.getCode() == NO_CACHE;
    }

    static <E extends Throwable> @Nullable E causedBy(Throwable failure, Class<E> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** Has the hook called again, soon: for what it has to do anew. */
    void check() {
        connection.check();
    }

    static IllegalStateException closed() {
        return new IllegalStateException("closed");
    }

    /** Lets go of the connection and of all threads, within about a second; does nothing the second time. */
    @Override
    public void close() {
        if (connection.close()) {
            LOG.log(Level.DEBUG, "ignite cache {0}: closed", spec.name());
        }
    }
}
