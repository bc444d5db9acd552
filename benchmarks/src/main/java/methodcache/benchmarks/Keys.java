package methodcache.benchmarks;

import java.util.Arrays;
import java.util.Random;

/**
 * Which key a call asks for: Zipf-distributed with exponent 0.99 over the resident ones, as key-value workloads are (Cooper et al.,
 * "Benchmarking cloud serving systems with YCSB", SoCC 2010). The strings are equal to the ones that were put, not the same objects,
 * as a caller's are.
 */
final class Keys {

    static final int RESIDENT = 10_000;
    private static final int DRAWN = 1 << 16;

    private final String[] texts = new String[DRAWN];
    private final Long[] ids = new Long[DRAWN];

    Keys() {
        double[] cumulated = new double[RESIDENT];
        double sum = 0;
        for (int i = 0; i < RESIDENT; i++) {
            sum += 1 / Math.pow(i + 1, 0.99);
            cumulated[i] = sum;
        }
        Random random = new Random(42);
        for (int i = 0; i < DRAWN; i++) {
            int at = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
            long id = Math.min(RESIDENT - 1, at < 0 ? -at - 1 : at);
            ids[i] = id;
            texts[i] = text(id);
        }
    }

    /** A new string for an id. */
    static String text(long id) {
        return "user:" + id;
    }

    String text(int call) {
        return texts[call & (DRAWN - 1)];
    }

    long id(int call) {
        return ids[call & (DRAWN - 1)];
    }
}
