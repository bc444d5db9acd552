package methodcache.api.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What keeps many callers from loading one value at the same moment, besides that calls for one key on one node share one load, which they
 * always do. Immutable.
 */
public sealed interface StampedeProtection {

    /**
     * Nothing more than the shared load: what a weaker layer said of refreshing ahead and of a distributed lock is taken back.
     *
     * @return the same as {@code new None()}
     */
    static StampedeProtection none() {
        return new None();
    }

    /**
     * Loads under a lock that the cluster shares.
     *
     * @param timeout how long to wait for it; zero or more
     * @return as {@link PolicyBuilder#withDistributedLock(Duration)}
     */
    static StampedeProtection distributedLock(Duration timeout) {
        return new DistributedLock(timeout, 1);
    }

    /**
     * Refreshes a value early, at a random time near its end.
     *
     * @param beta 1 is the optimum of the paper; more refreshes earlier
     * @return as {@link Probabilistic}
     */
    static StampedeProtection probabilistic(double beta) {
        return new Probabilistic(beta);
    }

    /**
     * Refreshes a value at the first hit within a time before its end.
     *
     * @param window positive
     * @return as {@link PolicyBuilder#withRefreshAhead(Duration)}
     */
    static StampedeProtection refreshAhead(Duration window) {
        return new RefreshAhead(window);
    }

    /** Nothing more than the shared load. */
    record None() implements StampedeProtection {}

    /**
     * Loads under a lock that the cluster shares; the same as {@link PolicyBuilder#withDistributedLock(Duration, int)}.
     *
     * @param timeout how long to wait for it; zero or more
     * @param maxConcurrency how many nodes may load a key at a time; positive
     */
    record DistributedLock(Duration timeout, int maxConcurrency) implements StampedeProtection {

        /**
         * Checks its parts.
         *
         * @param timeout how long to wait for it
         * @param maxConcurrency how many nodes may load a key at a time
         * @throws IllegalArgumentException if the time is negative or the number not positive
         */
        public DistributedLock {
            if (requireNonNull(timeout, "timeout").isNegative() || maxConcurrency <= 0) {
                throw new IllegalArgumentException("withDistributedLock needs a timeout of zero or more and a positive"
                        + " maxConcurrency, was " + timeout + " and " + maxConcurrency);
            }
        }
    }

    /**
     * XFetch: each hit near the end of a value's life draws whether it refreshes the value in the background, the likelier the nearer that is and
     * the longer the load took. It does if {@code cost × beta × -ln(u) ≥ left}, with {@code u} uniform in (0, 1], the measured time that the
     * value's load took, and the life that is left. Nodes so refresh at different times without talking to each other. A hit draws only where
     * that can be: within 20 × beta × cost of the end, beyond which its probability is below 10⁻⁸. At most one refresh of a key runs on a
     * node; one that fails leaves the value, as {@link PolicyBuilder#withRefreshAhead(Duration)} says.
     *
     * <p>Source: A. Vattani, F. Chierichetti, K. Lowenstein, <a href="https://doi.org/10.14778/2757807.2757813">Optimal Probabilistic Cache
     * Stampede Prevention</a>, PVLDB 8(8), 2015.
     *
     * @param beta positive; 1 is the optimum of the paper, more refreshes earlier
     */
    record Probabilistic(double beta) implements StampedeProtection {

        /**
         * Checks its part.
         *
         * @param beta the factor
         * @throws IllegalArgumentException if beta isn't positive and finite
         */
        public Probabilistic {
            if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("beta must be positive and finite, was " + beta);
            }
        }
    }

    /**
     * Refreshes a value at the first hit within a time before its end; the same as {@link PolicyBuilder#withRefreshAhead(Duration)}.
     *
     * @param window positive, and shorter than the duration
     */
    record RefreshAhead(Duration window) implements StampedeProtection {

        /**
         * Checks its part.
         *
         * @param window before the end
         * @throws IllegalArgumentException if the window isn't positive
         */
        public RefreshAhead {
            if (requireNonNull(window, "window").isNegative() || window.isZero()) {
                throw new IllegalArgumentException("refreshAhead must be positive, was " + window);
            }
        }
    }
}
