package methodcache.core.layer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import methodcache.api.spi.L2Write;
import methodcache.core.cluster.Limited;

/**
 * Writes that nobody waits for, one batch after the other, so that those of one key stay in order.
 *
 * <p>Concurrency: guarded by its monitor; batches are sent outside.
 */
final class Background {

    private static final int BATCH = 100;

    private final Function<List<L2Write>, CompletableFuture<Void>> send;
    private final int most;
    private final Deque<L2Write> queue = new ArrayDeque<>();
    private boolean sending;

    Background(Function<List<L2Write>, CompletableFuture<Void>> send, int most) {
        this.send = send;
        this.most = most;
    }

    /** Takes a write; false when too many wait. */
    boolean add(L2Write write) {
        synchronized (this) {
            if (queue.size() >= most) {
                return false;
            }
            queue.add(write);
            if (sending) {
                return true;
            }
            sending = true;
        }
        next();
        return true;
    }

    /** How many wait. */
    synchronized int size() {
        return queue.size();
    }

    private void next() {
        // A loop where batches end at once, a chain where they don't.
        for (; ; ) {
            List<L2Write> batch = batch();
            if (batch.isEmpty()) {
                return;
            }
            CompletableFuture<Void> sent = sent(batch);
            if (!sent.isDone()) {
                Limited.then(sent, (done, failure) -> next());
                return;
            }
        }
    }

    private CompletableFuture<Void> sent(List<L2Write> batch) {
        try {
            return send.apply(batch);
        } catch (Throwable broken) {
            // Counted where it was sent; the next ones go on.
            return CompletableFuture.failedFuture(broken);
        }
    }

    /** The next writes, of different keys; none when there are none, and then nothing is being sent. */
    private synchronized List<L2Write> batch() {
        List<L2Write> batch = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (batch.size() < BATCH && !queue.isEmpty() && keys.add(queue.peek().key())) {
            batch.add(queue.remove());
        }
        sending = !batch.isEmpty();
        return batch;
    }
}
