package methodcache.provider.ignite;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.ClientAtomicLong;
import org.apache.ignite.client.ClientException;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.client.events.ConnectionClosedEvent;
import org.apache.ignite.client.events.ConnectionEventListener;
import org.apache.ignite.configuration.ClientConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The client of a {@link Session} and whether it is of use. While the first connecting is under way, operations wait for it; after one
 * that failed they fail at once, until one succeeds. Connecting goes on in the background, ever less often, up to once a second.
 *
 * <p>Only the connector thread connects, and what it does is always the same: make the client if there is none, make the cache if there
 * is none, call the hook. So whoever sees a sign of trouble just asks for that.
 *
 * <p>Guarded by this: {@code client}, {@code ready}, {@code closed} change together, so that a client which is made while the connection
 * is closed is closed, too.
 */
final class Connection {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final long FIRST_DELAY_MILLIS = 25;
    private static final long LAST_DELAY_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 1_000;
    private static final long ANSWER_MILLIS = 2_000;

    private final CacheSpec spec;
    private final ClientConfiguration configuration;
    private final Advice advice;
    private final Threads threads;
    private final Function<IgniteClient, Runnable> connected;
    private final BooleanSupplier keepLooking;
    /** Guards whether a look is due, and when. */
    private final Object schedule = new Object();

    private boolean scheduled;
    private long next;
    private volatile CompletableFuture<IgniteClient> ready = new CompletableFuture<>();
    private @Nullable IgniteClient client;
    private boolean closed;
    /** These are the connector's. */
    private long delayMillis = FIRST_DELAY_MILLIS;

    private boolean checked;
    /** What was said of an outage already. */
    private final Set<String> said = new HashSet<>();

    Connection(
            CacheSpec spec,
            ClientSettings settings,
            Threads threads,
            Function<IgniteClient, Runnable> connected,
            BooleanSupplier keepLooking) {
        this.keepLooking = keepLooking;
        this.spec = spec;
        configuration = settings.configuration();
        advice = settings.advice();
        this.threads = threads;
        this.connected = connected;
        configuration.setEventListeners(new ConnectionEventListener() {
            @Override
            public void onConnectionClosed(ConnectionClosedEvent event) {
                suspect();
            }
        });
        check();
    }

    /** The client; incomplete before the first connecting is over, failed while there is none. */
    CompletionStage<IgniteClient> client() {
        return ready;
    }

    /** Has operations wait until the connector has seen that all is well. */
    void renew() {
        synchronized (this) {
            if (!closed && ready.isDone()) {
                ready = new CompletableFuture<>();
            }
        }
        check();
    }

    /** Has the connector look, soon, if all seems well; otherwise it does so anyway, at its own pace. */
    void suspect() {
        if (isUp()) {
            check();
        }
    }

    private boolean isUp() {
        CompletableFuture<IgniteClient> current = ready;
        return current.isDone() && !current.isCompletedExceptionally();
    }

    /** Has the connector see that all is well, soon. */
    void check() {
        check(0);
    }

    private void check(long delay) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay);
        synchronized (schedule) {
            if (scheduled && next - due <= 0) {
                return; // somebody looks sooner
            }
            scheduled = true;
            next = due;
        }
        threads.connect(() -> connectIfDue(due), delay);
    }

    private void connectIfDue(long due) {
        synchronized (schedule) {
            if (!scheduled || next != due) {
                return; // it was done sooner
            }
            scheduled = false;
        }
        connect();
    }

    private void connect() {
        try {
            IgniteClient current = clientOrNew();
            if (current == null) {
                return;
            }
            if (!answers(current)) {
                discard(current);
                return;
            }
            awaitStarted(current);
            spec.ensure(current);
            if (!checked) {
                spec.check(current);
                checked = true;
            }
            Runnable afterwards = connected.apply(current);
            delayMillis = FIRST_DELAY_MILLIS;
            said.clear();
            publish(current);
            afterwards.run();
            if (keepLooking.getAsBoolean()) {
                check(LAST_DELAY_MILLIS);
            }
        } catch (RuntimeException | LinkageError failure) {
            down(failure);
        }
    }

    private @Nullable IgniteClient clientOrNew() {
        synchronized (this) {
            if (closed || client != null) {
                return closed ? null : client;
            }
        }
        IgniteClient made = Ignition.startClient(configuration);
        synchronized (this) {
            if (!closed) {
                client = made;
                return made;
            }
        }
        made.close();
        return null;
    }

    /**
     * Whether there is still somebody at the other end. Ignite doesn't notice when a connection is reset, as it is when a server dies
     * that hasn't read all: such a client never answers again, nor connects anew.
     */
    private static boolean answers(IgniteClient current) {
        try {
            current.cacheNamesAsync().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException silent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failure) {
            throw new ClientException(failure.getCause());
        }
    }

    private void discard(IgniteClient silent) {
        synchronized (this) {
            if (closed) {
                return;
            }
            client = null;
        }
        threads.daemon(silent::close, "close").start();
        down(new IllegalStateException("no answer within " + ANSWER_MILLIS + " ms"));
    }

    /**
     * Waits until the node has started. It listens to clients long before, and a cache that is made then fails its start, or is one
     * whose events nobody hears. To look for a counter, there being none, is the one request that waits for the start.
     */
    private static void awaitStarted(IgniteClient current) {
        ClientAtomicLong none = current.atomicLong("methodcache", 0, false);
        LOG.log(Level.TRACE, "the node has started; counter: {0}", none);
    }

    private synchronized void publish(IgniteClient current) {
        if (closed || isUp()) {
            return;
        }
        if (!ready.complete(current)) {
            LOG.log(Level.INFO, "ignite cache {0}: connected again", spec.name());
            ready = CompletableFuture.completedFuture(current);
        }
    }

    private void down(Throwable failure) {
        String toDo = advice.on(failure, checked);
        String what = "ignite cache " + spec.name() + ": no connection to "
                + String.join(",", configuration.getAddresses()) + (toDo.isEmpty() ? "" : "; " + toDo);
        IllegalStateException reason = new IllegalStateException(what, failure);
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!ready.completeExceptionally(reason)) {
                ready = CompletableFuture.failedFuture(reason);
            }
        }
        // An outage is said once, and again if there is more to say.
        if (said.add(toDo)) {
            LOG.log(Level.WARNING, "{0}; will try until there is one: {1}", what, failure);
        }
        check(delayMillis);
        delayMillis = Math.min(LAST_DELAY_MILLIS, 2 * delayMillis);
    }

    /** Closes the client, and gives up waiting for that after a second; false where it was closed before. */
    boolean close() {
        IgniteClient current;
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
            current = client;
            if (!ready.completeExceptionally(Session.closed())) {
                ready = CompletableFuture.failedFuture(Session.closed());
            }
        }
        threads.stopConnecting();
        if (current != null) {
            close(current);
        }
        threads.finish();
        return true;
    }

    private void close(IgniteClient current) {
        Thread closer = threads.daemon(current::close, "close");
        closer.start();
        try {
            closer.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
