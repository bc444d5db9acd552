package methodcache.provider.ehcache;

import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import methodcache.api.spi.L1Entry;
import methodcache.api.spi.L1EvictionListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells one listener of evictions, on a daemon thread of its own that exists only while there is something to tell: an
 * eviction happens in a put, under locks of the engine and of the map. A listener too slow for its store loses what
 * exceeds the queue; the log says how much, and nobody waits. Thread-safe.
 */
final class EvictionNotifier {
    private static final System.Logger LOG = System.getLogger(EvictionNotifier.class.getName());
    private static final int QUEUE = 1 << 16;
    private static final long IDLE_SECONDS = 1;
    private static final long STOP_SECONDS = 1;

    private final String cacheName;
    private final L1EvictionListener listener;
    private final ThreadPoolExecutor executor;
    private final AtomicLong lost = new AtomicLong();
    private volatile @Nullable Thread worker;

    EvictionNotifier(String cacheName, L1EvictionListener listener) {
        this(cacheName, listener, QUEUE);
    }

    EvictionNotifier(String cacheName, L1EvictionListener listener, int queue) {
        this.cacheName = cacheName;
        this.listener = listener;
        executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(queue),
                this::thread,
                (task, full) -> refused(full));
        executor.allowCoreThreadTimeOut(true);
    }

    void evicted(Object key, L1Entry entry) {
        executor.execute(() -> listener.evicted(key, entry));
    }

    /** How many evictions the listener will never hear of. */
    long lost() {
        return lost.get();
    }

    /** Tells what is queued, then ends; doesn't wait. */
    void finish() {
        executor.shutdown();
    }

    /** Drops what is queued and waits a moment for the thread to end, unless a listener calls it. */
    void stop() {
        executor.shutdownNow();
        if (Thread.currentThread() == worker) {
            return;
        }
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "cache {0}: the eviction listener is still busy after close", cacheName);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "methodcache-evictions-" + cacheName);
        thread.setDaemon(true);
        worker = thread;
        return thread;
    }

    private void refused(ThreadPoolExecutor full) {
        if (full.isShutdown()) {
            return; // an eviction that began before the listener was replaced
        }
        long count = lost.incrementAndGet();
        if (Long.bitCount(count) == 1) { // the first, then ever more rarely
            LOG.log(
                    Level.WARNING,
                    "cache {0}: the eviction listener is too slow; evictions it didn''t hear of: {1}",
                    cacheName,
                    count);
        }
    }
}
