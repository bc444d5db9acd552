package methodcache.api.configuration;

import java.util.function.ToIntBiFunction;

/**
 * The first layer: how much it holds. It has one limit: of several that were said in different {@code l1(…)} the last holds, and two in
 * one {@code l1(…)} are a problem of {@code build()}. Mutable, for one thread, until {@code build()}.
 */
public interface L1Options {

    /**
     * Limits the number of entries. Default: 10 000. Replaces a {@link #maximumWeight} and its weigher that an earlier {@code l1(…)}
     * said.
     *
     * @param entries positive
     * @return this
     * @throws IllegalArgumentException if it isn't positive
     */
    L1Options maximumEntries(long entries);

    /**
     * Limits the sum of the entries' weights instead of their number; needs {@link #weigher}. Replaces {@link #maximumEntries} of an
     * earlier {@code l1(…)}.
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
