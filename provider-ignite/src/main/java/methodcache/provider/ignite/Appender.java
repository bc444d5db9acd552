package methodcache.provider.ignite;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.spi.Backplane.Position;
import methodcache.provider.ignite.AppendRound.Pending;

/** Appends in rounds, one at a time: the appends of one node don't fight for positions, and many cost little more than one. */
final class Appender {
    private static final int MOST = 64;

    private final Session session;
    private final LogCache log;
    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;

    Appender(Session session, LogCache log) {
        this.session = session;
        this.log = log;
    }

    CompletableFuture<Position> append(byte[] event) {
        Pending pending = new Pending(LogCache.record(event), session.limited());
        queue.add(pending);
        work();
        return pending.result();
    }

    private void work() {
        while (busy.compareAndSet(false, true)) {
            List<Pending> batch = batch();
            if (!batch.isEmpty()) {
                // By a worker: with no connection a round is over at once, and this would go ever deeper.
                CompletableFuture<Void> unused =
                        new AppendRound(log, batch).run().whenComplete((done, failure) -> session.execute(this::goOn));
                return;
            }
            busy.set(false);
            if (queue.isEmpty()) {
                return;
            }
        }
    }

    private void goOn() {
        busy.set(false);
        work();
    }

    private List<Pending> batch() {
        List<Pending> batch = new ArrayList<>();
        while (batch.size() < MOST) {
            Pending pending = queue.poll();
            if (pending == null) {
                break;
            }
            if (closed) {
                pending.result().completeExceptionally(Session.closed());
            } else if (!pending.result().isDone()) {
                batch.add(pending);
            }
        }
        return batch;
    }

    /** What isn't on its way fails. */
    void close() {
        closed = true;
        work();
    }
}
