package methodcache.core.invalidation;

import java.util.Arrays;

/** When events happened: which number was the last at a time. Bounded, so it gets coarser with age, always to the earlier number. */
final class Journal {

    private static final int SIZE = 1_024;

    private final long[] nanos = new long[SIZE];
    private final long[] numbers = new long[SIZE];
    private int count;

    /** Notes an event; times never fall. */
    synchronized void add(long at, long number) {
        if (count == SIZE) {
            for (int i = 0; i < SIZE / 2; i++) {
                nanos[i] = nanos[2 * i];
                numbers[i] = numbers[2 * i];
            }
            count = SIZE / 2;
        }
        if (count > 0 && nanos[count - 1] == at) {
            numbers[count - 1] = number;
            return;
        }
        nanos[count] = at;
        numbers[count++] = number;
    }

    /** The number of the last event known to have happened by then; 0 when none is. */
    synchronized long at(long time) {
        for (int i = count - 1; i >= 0; i--) {
            if (nanos[i] - time <= 0) {
                return numbers[i];
            }
        }
        return 0;
    }

    @Override
    public synchronized String toString() {
        return Arrays.toString(Arrays.copyOf(numbers, count));
    }
}
