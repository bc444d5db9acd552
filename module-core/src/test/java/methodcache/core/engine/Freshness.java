package methodcache.core.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import methodcache.api.MethodCache;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * What the models share: whoever asks after a change has returned (written to the database, then invalidated or put) gets a value loaded
 * after it, whether it hits, loads or joins a load. Lincheck runs random programs of three threads and looks for a read that isn't so.
 * (Not checked is that reads agree on a change that has yet to return: they needn't. And Lincheck's model checker takes minutes for
 * a whole cache.)
 *
 * <p>A database of two rows that count their changes; a read is fresh when it gives no less than had returned when it began.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
public abstract class Freshness {

    private final AtomicIntegerArray database = new AtomicIntegerArray(2);

    /** How many changes of a row have returned. */
    private final AtomicIntegerArray changed = new AtomicIntegerArray(2);

    private final Object[] rowLocks = {new Object(), new Object()};
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    final MethodCache cache;

    Freshness(int capacity) {
        cache = MethodCache.configure()
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(capacity))
                .executor(Runnable::run)
                .scheduler((task, delay) -> {
                    FutureTask<?> later = new FutureTask<>(task, null);
                    due.add(later);
                    return later;
                })
                .build();
    }

    /** Time passes for what is due next: a walk over all entries, or the limit of a wait. */
    @Operation
    public void sweep() {
        Runnable next = due.poll();
        if (next != null) {
            next.run();
        }
    }

    /** What a loader does: it reads, and then takes its time, so that changes overtake it. */
    @SuppressWarnings("ThreadPriorityCheck") // only makes what is looked for likelier where there are few cores
    final int row(int key) {
        int read = database.get(key);
        for (int i = 0; i < 300; i++) {
            Thread.onSpinWait();
        }
        Thread.yield();
        return read;
    }

    final boolean isFresh(int key, IntSupplier read) {
        int before = changed.get(key);
        return read.getAsInt() >= before;
    }

    /** Writes to the database, then invalidates. */
    final void change(int key, Runnable invalidation) {
        database.incrementAndGet(key);
        invalidation.run();
        changed.incrementAndGet(key);
    }

    /**
     * As {@link #change}, one at a time for each row, as in a transaction: of two who write a row and put what they wrote, the cache
     * can't know who wrote last.
     */
    final void changeAlone(int key, IntConsumer invalidationOrPut) {
        synchronized (rowLocks[key]) {
            int written = database.incrementAndGet(key);
            invalidationOrPut.accept(written);
            changed.incrementAndGet(key);
        }
    }

    final void check() {
        new StressOptions()
                .iterations(12)
                .threads(3)
                .actorsPerThread(3)
                .invocationsPerIteration(1_000)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Fresh.class)
                .check(getClass());
    }
}
