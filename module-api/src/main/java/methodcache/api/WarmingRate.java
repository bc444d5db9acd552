package methodcache.api;

/**
 * How fast {@link WarmingOperations warming} may go, so that the source stays free for those who wait for an answer.
 *
 * <p>Keys are begun at even distances, a second over {@code keysPerSecond} each, and a batch takes the time of all its keys. Time in which
 * nothing could be begun, since too many loads were in flight, isn't made up for: a slow source makes the warming slow. Only where
 * keys are closer than 10 ms, those that have fallen due within such a time are begun together, so that a rate is kept which no timer
 * is exact enough for.
 *
 * @param keysPerSecond how many keys are begun per second at the most; positive
 * @param concurrency how many loads are in flight at the most, of a key or of a batch; positive
 * @param batchSize how many keys a batch has at the most; positive. It never has more than are begun in a second
 */
public record WarmingRate(int keysPerSecond, int concurrency, int batchSize) {

    private static final int CONCURRENCY = 4;
    private static final int BATCH_SIZE = 100;

    /**
     * Checks that all are positive.
     *
     * @param keysPerSecond how many keys are begun per second at the most
     * @param concurrency how many loads are in flight at the most
     * @param batchSize how many keys a batch has at the most
     * @throws IllegalArgumentException if one isn't positive
     */
    public WarmingRate {
        positive("keysPerSecond", keysPerSecond);
        positive("concurrency", concurrency);
        positive("batchSize", batchSize);
    }

    /**
     * So many keys per second, with 4 loads in flight and batches of 100 keys: few at once, since a source has other callers.
     *
     * @param keys how many; positive
     * @return the rate
     * @throws IllegalArgumentException if it isn't positive
     */
    public static WarmingRate perSecond(int keys) {
        return new WarmingRate(keys, CONCURRENCY, BATCH_SIZE);
    }

    /**
     * The same rate with another number of loads in flight. Keys per second come to no more than this number over the time that a load
     * takes.
     *
     * @param loads how many loads are in flight at the most, of a key or of a batch; positive
     * @return a rate
     * @throws IllegalArgumentException if it isn't positive
     */
    public WarmingRate withConcurrency(int loads) {
        return new WarmingRate(keysPerSecond, loads, batchSize);
    }

    /**
     * The same rate with batches of another size; of use to {@code warmMany} only.
     *
     * @param keys how many keys a batch has at the most; positive
     * @return a rate
     * @throws IllegalArgumentException if it isn't positive
     */
    public WarmingRate withBatchSize(int keys) {
        return new WarmingRate(keysPerSecond, concurrency, keys);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
