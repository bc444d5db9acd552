package methodcache.api.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Locks that the nodes of a cluster share. A lock is a lease: it falls free when its holder doesn't renew it in time.
 *
 * <p>Thread-safe. No method blocks: each gives a stage that completes, and fails with any exception where the operation failed or took
 * longer than {@link ClusterSettings#timeout()}, or after {@link #close}; {@link #acquire} may take the wait that was asked for besides.
 * No method throws but {@link NullPointerException}, at once and for an argument that is null; null is in no answer, either. Stages may be
 * completed on any thread. Locks that lost their server work again when that is back, without being made anew; what was held then may be
 * lost.
 */
public interface LockManager extends AutoCloseable {

    /**
     * What is asked for.
     *
     * @param key the name of the lock; any text, of at most 1 000 characters. One that nobody has asked for yet is free
     * @param permits how many may hold it at a time; positive, and the same for all who ask for this key
     * @param lease how long it is held unless it is renewed; positive
     * @param patience how long to wait for it; zero for not at all
     */
    record Ask(String key, int permits, Duration lease, Duration patience) {

        /**
         * Checks the numbers.
         *
         * @param key the name of the lock
         * @param permits how many may hold it
         * @param lease how long it is held
         * @param patience how long to wait
         * @throws IllegalArgumentException if permits or lease aren't positive, or the patience is negative
         */
        public Ask {
            if (permits <= 0 || lease.isZero() || lease.isNegative() || patience.isNegative()) {
                throw new IllegalArgumentException("permits and lease must be positive and patience not negative, were "
                        + permits + ", " + lease + " and " + patience);
            }
        }
    }

    /** A lock that is held. Thread-safe. */
    interface Grant {

        /**
         * The fencing token: greater than that of every earlier grant of the same key, whatever became of its holder, as long as the
         * cluster keeps its memory; a provider that can, by a clock say, makes it greater also where the cluster has lost it. A resource that remembers the greatest it has seen can refuse a holder who has lost the lock
         * without knowing (Kleppmann, How to do distributed locking, 2016).
         *
         * @return positive
         */
        long token();

        /**
         * Holds it for another lease, from now.
         *
         * @param lease how long; positive
         * @return false if it isn't held any more; somebody else may hold it
         */
        CompletionStage<Boolean> renew(Duration lease);

        /**
         * Lets it go. What others hold isn't touched; does nothing where it isn't held any more.
         *
         * @return completes when it is free
         */
        CompletionStage<Void> release();
    }

    /**
     * Takes a lock as soon as it is free, and lets those who wait know when one becomes free.
     *
     * @param ask which one, and for how long
     * @return the lock, or nothing where the wait was too short
     */
    CompletionStage<Optional<Grant>> acquire(Ask ask);

    /**
     * Lets go of connections and threads; does nothing the second time. Who waits gets a failure. Locks that are held fall free with
     * their lease.
     */
    @Override
    void close();
}
