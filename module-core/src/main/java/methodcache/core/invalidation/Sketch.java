package methodcache.core.invalidation;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A set of fixed size that may seem to hold what was never added, but always holds what was. Takes half a megabyte from the first
 * element on; with a million elements it errs one time in seven, with a hundred thousand hardly ever.
 *
 * <p>Concurrency: one writer at a time, any readers.
 *
 * <p>Source: B. H. Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, CACM 13 (1970).
 */
public final class Sketch {

    private static final int BITS = 1 << 22;
    private static final int HASHES = 4;

    private static final AtomicLongArray NONE = new AtomicLongArray(0);

    private volatile AtomicLongArray words = NONE;

    /** Whether nothing was ever added. */
    public boolean isEmpty() {
        return words.length() == 0;
    }

    /** Adds an element. */
    public void add(Object element) {
        AtomicLongArray into = words;
        if (into.length() == 0) {
            into = new AtomicLongArray(BITS / Long.SIZE);
        }
        long hash = mixed(element.hashCode());
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            into.set(bit / Long.SIZE, into.get(bit / Long.SIZE) | 1L << bit);
        }
        words = into;
    }

    /** Whether an element may have been added; false if it was not. */
    public boolean mayHold(Object element) {
        AtomicLongArray from = words;
        if (from.length() == 0) {
            return false;
        }
        long hash = mixed(element.hashCode());
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            if ((from.get(bit / Long.SIZE) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(long hash, int i) {
        return ((int) hash + i * ((int) (hash >>> 32) | 1)) & (BITS - 1);
    }

    /** The finalizer of MurmurHash3, so that the halves of the result are as good as independent. */
    private static long mixed(int hash) {
        long mixed = hash * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
