package methodcache.testkit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What fails, for a node or for a whole {@link ReferenceCluster}; nothing at first. A node suffers both its own faults and the cluster's.
 * Each holds until it is ended; several may hold at once.
 *
 * <p>Thread-safe. What an ended fault held up happens before the call that ends it returns.
 */
public final class ReferenceFaults {

    /** What becomes of calls of listeners. */
    enum Notices {
        PASS,
        HOLD,
        DROP,
        DUPLICATE
    }

    private final ReferenceCore core;
    private final Map<ReferenceOperation, Integer> failures = new EnumMap<>(ReferenceOperation.class);
    private final Map<ReferenceOperation, Integer> lostAnswers = new EnumMap<>(ReferenceOperation.class);
    private boolean unreachable;
    private boolean frozen;
    private boolean answersLost;
    private Duration delay = Duration.ZERO;
    private Notices notices = Notices.PASS;

    ReferenceFaults(ReferenceCore core) {
        this.core = core;
    }

    /**
     * Lets operations fail at once, with nothing done, and calls of listeners get lost. Who waits for a lock gets a failure. What is
     * frozen already stays so. Listeners are told that the connection is lost.
     */
    public void disconnect() {
        core.change(() -> {
            unreachable = true;
            core.disconnected(this);
        });
    }

    /** Ends {@link #disconnect()}. Listeners are told that the connection is back. */
    public void reconnect() {
        core.change(() -> {
            unreachable = false;
            core.reconnected(this);
        });
    }

    /**
     * Lets operations neither complete nor fail. A stage fails by itself after {@link methodcache.api.spi.ClusterSettings#timeout()},
     * or when what it came from is closed; the operation itself is carried out nevertheless, when the frost is over, be it late: a
     * write then goes over newer ones, and a lock is held until its lease ends by nobody who knows. Calls of listeners wait as well.
     */
    public void freeze() {
        core.change(() -> frozen = true);
    }

    /** Ends {@link #freeze()}. All that was held up happens now, in the order it was asked for. */
    public void thaw() {
        core.change(() -> {
            frozen = false;
            core.released();
        });
    }

    /**
     * Lets each operation take a while: it happens and completes at the end of that, if it can be reached then and isn't frozen. What
     * takes longer than {@link methodcache.api.spi.ClusterSettings#timeout()} happens after its stage has failed.
     *
     * @param duration how long each takes, from now on; zero ends it. The longer of a node's and the cluster's counts
     * @throws IllegalArgumentException if it is negative
     */
    public void delay(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, was " + duration);
        }
        core.change(() -> delay = duration);
    }

    /** Lets operations happen, but their stages fail at once: what was written is there, and who wrote it doesn't know. */
    public void loseAnswers() {
        core.change(() -> answersLost = true);
    }

    /** Ends {@link #loseAnswers()}. */
    public void keepAnswers() {
        core.change(() -> answersLost = false);
    }

    /**
     * Lets the next operations of a kind fail at once, with nothing done.
     *
     * @param operation of which kind
     * @param times how many; replaces what was said before for this kind, and zero ends it
     * @throws IllegalArgumentException if it is negative
     */
    public void failNext(ReferenceOperation operation, int times) {
        put(failures, operation, times);
    }

    /**
     * Lets the next operations of a kind happen, but their stages fail.
     *
     * @param operation of which kind
     * @param times how many; replaces what was said before for this kind, and zero ends it
     * @throws IllegalArgumentException if it is negative
     */
    public void loseNextAnswers(ReferenceOperation operation, int times) {
        put(lostAnswers, operation, times);
    }

    /** Holds calls of listeners back until {@link #passNotifications()}. */
    public void holdNotifications() {
        core.change(() -> notices = Notices.HOLD);
    }

    /** Loses calls of listeners, until {@link #passNotifications()}. */
    public void dropNotifications() {
        core.change(() -> notices = Notices.DROP);
    }

    /** Has listeners called twice each time, until {@link #passNotifications()}. */
    public void duplicateNotifications() {
        core.change(() -> notices = Notices.DUPLICATE);
    }

    /** Has listeners called once each time, as at first, and for what was held back now. */
    public void passNotifications() {
        core.change(() -> {
            notices = Notices.PASS;
            core.released();
        });
    }

    /** Ends all faults. What was held up happens now; listeners are told where the connection was lost. */
    public void heal() {
        core.change(() -> {
            failures.clear();
            lostAnswers.clear();
            answersLost = false;
            delay = Duration.ZERO;
            notices = Notices.PASS;
            frozen = false;
            boolean wasUnreachable = unreachable;
            unreachable = false;
            core.released();
            if (wasUnreachable) {
                core.reconnected(this);
            }
        });
    }

    private void put(Map<ReferenceOperation, Integer> counts, ReferenceOperation operation, int times) {
        Objects.requireNonNull(operation, "operation");
        if (times < 0) {
            throw new IllegalArgumentException("times must not be negative, were " + times);
        }
        core.change(() -> counts.put(operation, times));
    }

    boolean unreachable() {
        return unreachable;
    }

    boolean frozen() {
        return frozen;
    }

    Duration delay() {
        return delay;
    }

    Notices notices() {
        return notices;
    }

    /** Whether the operation fails; uses one of the failures up. */
    boolean takesFailure(ReferenceOperation operation) {
        return takes(failures, operation);
    }

    /** Whether the answer is lost; uses one of the losses up. */
    boolean takesAnswer(ReferenceOperation operation) {
        return answersLost || takes(lostAnswers, operation);
    }

    private static boolean takes(Map<ReferenceOperation, Integer> counts, ReferenceOperation operation) {
        int left = counts.getOrDefault(operation, 0);
        counts.put(operation, Math.max(0, left - 1));
        return left > 0;
    }
}
