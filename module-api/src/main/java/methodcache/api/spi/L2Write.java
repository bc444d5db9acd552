package methodcache.api.spi;

import java.time.Duration;

/** One write to an {@link L2Store}. */
public sealed interface L2Write {

    /**
     * The key that is written.
     *
     * @return at most 1 000 characters
     */
    String key();

    /**
     * Sets a value, whether or not there is one, and its life, whatever life that one had.
     *
     * @param key the key
     * @param value the value; neither side changes the array afterwards
     * @param life how long it is held; positive
     */
    @SuppressWarnings("ArrayRecordComponent") // a hand-over, which nobody compares
    record Put(String key, byte[] value, Duration life) implements L2Write {}

    /**
     * Removes what there is.
     *
     * @param key the key
     */
    record Remove(String key) implements L2Write {}
}
