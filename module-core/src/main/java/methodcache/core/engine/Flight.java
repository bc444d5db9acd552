package methodcache.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Stamps;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/**
 * One key being loaded, and who wants it. It can be joined while somebody wants it; when the last one leaves, it is abandoned
 * for good, and the next caller starts anew.
 *
 * <p>Concurrency: guarded by itself; nothing is called while its monitor is held. Whether it is its key's current flight is for
 * {@link FlightTable} to say.
 */
final class Flight {

    final Object key;
    final int version;

    /** What its leader says the value is. */
    final @Nullable ValueType type;

    final Load load;

    /** The scope of its links, as text. */
    final String scope;

    /** Whether its value is kept in L1. */
    final boolean writesL1;

    /** Loads of this long after an event aren't kept; 0 for none. */
    final long grace;

    private final Links links;

    /** Whether the value may have links of its own, which are known only then. */
    private final boolean open;

    /** By what the value would be reached, as far as was known when its load began. */
    private volatile @Nullable Reach expected;

    /** The overdue flight that this one takes over from. Guarded by the table's lock of the key. */
    @Nullable
    Flight behind;

    private int wanted;
    private @Nullable Waiter first;
    private @Nullable Outcome outcome;
    private @Nullable Future<?> limit;

    /** Read without the monitor, which each joiner passes once as it is. */
    private volatile boolean limited;

    private volatile boolean overdue;

    private Flight(Request request, Load load) {
        key = request.key;
        version = request.policy.version;
        type = request.type;
        grace = request.policy.grace;
        writesL1 = request.policy.writesL1;
        links = request.policy.links(request.arguments());
        open = !request.policy.fromValue.isEmpty();
        scope = open || !links.isEmpty() ? request.scope() : StoreKeys.NO_SCOPE;
        this.load = load;
        wanted = 1;
    }

    /** A flight whose leader stays until it ends, or lets go with {@link #release}. */
    static Flight held(Request request, Load load) {
        return new Flight(request, load);
    }

    /** Its loader is about to run: what its value will be linked to is to be remembered from now on. */
    void expect(Stamps stamps) {
        if (!links.isEmpty()) {
            expected = stamps.linking().expect(key, scope, links);
        }
        if (grace > 0) {
            stamps.expectGrace(grace);
        }
    }

    @Nullable
    Reach expected() {
        return expected;
    }

    /** Whether its value may have links that only the value knows. */
    boolean isOpen() {
        return open;
    }

    /** By what its value would be reached, as far as is known now. */
    @Nullable
    Reach reach(Stamps stamps) {
        return links.hasEdges() ? stamps.linking().expected(key, scope, links, load.asOf(), expected) : expected;
    }

    /** Hands a held flight to the waiter for whom somebody else's thread will lead it; before it begins. */
    synchronized void awaitedBy(Waiter leader) {
        link(leader);
        leader.joined = false;
    }

    /** Adds a waiter; false when the flight is over or abandoned, and then its key has another one, or none. */
    synchronized boolean join(Waiter waiter) {
        if (outcome != null || wanted == 0 || overdue) {
            return false;
        }
        wanted++;
        link(waiter);
        waiter.joined = true;
        return true;
    }

    /** Ends one caller's wait; true when it was the last and the flight is abandoned by that. */
    synchronized boolean leave(Waiter waiter) {
        if (outcome != null || !unlink(waiter)) {
            return false;
        }
        return release();
    }

    /** Lets go of a held flight; true when nobody else wants it. */
    synchronized boolean release() {
        wanted--;
        return wanted == 0 && outcome == null;
    }

    /** Ends the flight and tells everybody. The first outcome stands. */
    void complete(Outcome ended) {
        List<Waiter> told;
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = ended;
            told = unlinkAll(false);
            if (limit != null) {
                limit.cancel(false);
            }
        }
        new Telling(told, ended).tell();
    }

    /** Sends those who joined away, to begin again without it; true when nobody is left. */
    boolean dismissJoiners() {
        List<Waiter> sent;
        boolean abandoned;
        synchronized (this) {
            if (outcome != null) {
                return false;
            }
            overdue = true;
            sent = unlinkAll(true);
            wanted -= sent.size();
            abandoned = wanted == 0 && !sent.isEmpty();
        }
        for (Waiter waiter : sent) {
            waiter.done(Outcome.RETRY);
        }
        return abandoned;
    }

    /** Whether a limit on the joiners' wait has yet to be set; asked by one who has just joined. */
    boolean needsLimit() {
        return !limited;
    }

    synchronized void limit(Future<?> timer) {
        limited = true;
        if (outcome != null || limit != null) {
            timer.cancel(false);
        } else {
            limit = timer;
        }
    }

    /** It can't be joined any more; its load runs on. */
    void overdue() {
        overdue = true;
    }

    /**
     * A waiter goes on without the flight, whose load isn't to be cancelled for that: somebody else hears how it ends.
     *
     * @return false when it is over
     */
    synchronized boolean leaveBehind(Waiter waiter, Waiter instead) {
        if (outcome != null || !unlink(waiter)) {
            return false;
        }
        link(instead);
        instead.joined = waiter.joined;
        return true;
    }

    /** Whether its joiners were sent away: it can't be joined any more. */
    boolean isOverdue() {
        return overdue;
    }

    /** Whether somebody waits for it. */
    synchronized boolean isWanted() {
        return wanted > 0;
    }

    synchronized boolean isOver() {
        return outcome != null;
    }

    /** Whether this flight, or one that it takes over from, takes over from another; under the table's lock of the key. */
    boolean takesOverFrom(Flight other) {
        Flight earlier = behind;
        while (earlier != null && earlier != other) {
            earlier = earlier.behind;
        }
        return earlier != null;
    }

    /** The last that it takes over from whose load still runs; under the table's lock of the key. */
    @Nullable
    Flight loadingBehind() {
        Flight earlier = behind;
        while (earlier != null && earlier.load.isOver()) {
            earlier = earlier.behind;
        }
        return earlier;
    }

    private void link(Waiter waiter) {
        waiter.previous = null;
        waiter.next = first;
        if (first != null) {
            first.previous = waiter;
        }
        first = waiter;
    }

    private boolean unlink(Waiter waiter) {
        if (waiter.previous == null && waiter != first) {
            return false;
        }
        if (waiter.previous == null) {
            first = waiter.next;
        } else {
            waiter.previous.next = waiter.next;
        }
        if (waiter.next != null) {
            waiter.next.previous = waiter.previous;
        }
        waiter.previous = null;
        waiter.next = null;
        return true;
    }

    private List<Waiter> unlinkAll(boolean joinersOnly) {
        List<Waiter> all = new ArrayList<>();
        for (Waiter waiter = first; waiter != null; ) {
            Waiter following = waiter.next;
            if (!joinersOnly || waiter.joined) {
                unlink(waiter);
                all.add(waiter);
            }
            waiter = following;
        }
        return all;
    }
}
