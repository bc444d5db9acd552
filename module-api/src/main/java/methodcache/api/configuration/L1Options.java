package methodcache.api.configuration;

import java.util.function.ToIntBiFunction;

/** The first layer: how much it holds. Mutable, for one thread, until {@code build()}. */
public interface L1Options {

    /**
     * Limits the number of entries. Default: 10 000. Not together with {@link #maximumWeight}.
     *
     * @param entries positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    L1Options maximumEntries(long entries);

    /**
     * Limits the sum of the entries' weights instead of their number; needs {@link #weigher}.
     *
     * @param weight positive, in the weigher's unit
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    L1Options maximumWeight(long weight);

    /**
     * Weighs an entry, once, when it is made. A value it throws for or finds a negative weight for is passed on and not kept.
     *
     * @param weigher key and value to weight, at least 0; thread-safe and quick. A null value weighs 1 without asking it
     * @return this
     */
    L1Options weigher(ToIntBiFunction<? super String, Object> weigher);

    /**
     * Sets an option of the provider by name; which there are is the provider's to say.
     *
     * @param option its name
     * @param value its value
     * @return this
     */
    L1Options set(String option, String value);
}
