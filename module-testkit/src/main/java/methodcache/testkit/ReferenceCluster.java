package methodcache.testkit;

import java.util.Objects;
import java.util.concurrent.Executor;
import methodcache.api.Scheduler;
import methodcache.api.Ticker;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;

/**
 * A cluster in one JVM, plain and obviously right: a store, a log and locks in memory, which several caches share as its nodes. It fails
 * when it is told to, for one node or for all:
 *
 * <pre>{@code
 * TestClock clock = new TestClock();
 * ReferenceCluster cluster = new ReferenceCluster(clock);
 * ReferenceCluster.Node a = cluster.node("a"); // a.store(), a.backplane(), a.locks(): providers, to be handed to a cache
 * ReferenceCluster.Node b = cluster.node("b");
 * a.faults().freeze();                         // what a asks from now on waits
 * clock.advance(timeout);                      // … and times out
 * a.faults().thaw();                           // what it wrote happens now
 * cluster.loseMemory();                        // for all
 * }</pre>
 *
 * <p>As long as nothing is delayed or frozen, stages are complete when they are returned; {@link #completeOn} changes that. Caches are
 * kept apart by name. There is nothing to close.
 *
 * <p>Thread-safe. Operations happen one after the other, each as a whole.
 */
public final class ReferenceCluster {
    private final ReferenceCore core;

    /** Makes a cluster in real time. */
    public ReferenceCluster() {
        this(System::nanoTime, new ReferenceScheduler());
    }

    /**
     * Makes a cluster whose lives, leases, delays and time limits go by a clock of the test.
     *
     * @param clock the test moves it; what falls due happens in {@link TestClock#advance}
     * @throws NullPointerException if it is null
     */
    public ReferenceCluster(TestClock clock) {
        this(clock, clock);
    }

    /**
     * Makes a cluster whose lives, leases, delays and time limits go by a clock of any kind.
     *
     * @param ticker the time
     * @param scheduler what runs when a time has come, by the same clock
     * @throws NullPointerException if one is null
     */
    public ReferenceCluster(Ticker ticker, Scheduler scheduler) {
        core = new ReferenceCore(
                Objects.requireNonNull(ticker, "ticker"), Objects.requireNonNull(scheduler, "scheduler"));
    }

    /**
     * Has stages completed and listeners called on threads of the caller's choice, from now on. Default: the thread that asks, or, where
     * something had to wait, the one that ends the wait.
     *
     * @param executor runs each completion and each call as a task; a {@link ManualExecutor} leaves the time to the test
     * @throws NullPointerException if it is null
     */
    public void completeOn(Executor executor) {
        core.completeOn(Objects.requireNonNull(executor, "executor"));
    }

    /**
     * A node.
     *
     * @param name whose; a node is made when its name is said first
     * @return for one name always the same
     * @throws NullPointerException if it is null
     */
    public Node node(String name) {
        return core.node(Objects.requireNonNull(name, "name"));
    }

    /**
     * What fails for all nodes, besides what fails for each by {@link Node#faults()}.
     *
     * @return always the same
     */
    public ReferenceFaults faults() {
        return core.faults();
    }

    /**
     * Empties stores, logs and locks of all caches. Each log begins another epoch, at position 1; tokens begin at 1; who waits for a
     * lock gets it. Listeners are told.
     */
    public void loseMemory() {
        core.change(core::loseMemory);
    }

    /**
     * Limits what logs keep, now and from now on. Default: all.
     *
     * @param most how many events at most, the last ones, by each cache's log; zero for none
     * @throws IllegalArgumentException if it is negative
     */
    public void keepEvents(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("events kept must not be negative, were " + most);
        }
        core.change(() -> core.keepEvents(most));
    }

    /**
     * One of the machines of a cluster, with ways to the store, the log and the locks; all three are named "reference" and have no
     * options. A fault of the node is one of all that was made by its providers, and of its alone. Thread-safe.
     */
    public static final class Node {
        private final ReferenceCore core;
        private final String name;
        private final ReferenceFaults faults;
        private final ReferenceCounts counts = new ReferenceCounts();

        Node(ReferenceCore core, String name) {
            this.core = core;
            this.name = name;
            faults = new ReferenceFaults(core);
        }

        /**
         * What the node is called.
         *
         * @return as it was asked for
         */
        public String name() {
            return name;
        }

        /**
         * The way to the cluster's store.
         *
         * @return a provider, whose stores fail by this node's faults
         */
        public L2StoreProvider store() {
            return new ReferenceProviders.Store(core, this);
        }

        /**
         * The way to the cluster's log. An append is told to all listeners but those of the same backplane.
         *
         * @return a provider, whose backplanes fail by this node's faults
         */
        public BackplaneProvider backplane() {
            return new ReferenceProviders.Log(core, this);
        }

        /**
         * The way to the cluster's locks. Who waits longest gets a lock first.
         *
         * @return a provider, whose locks fail by this node's faults
         */
        public LockManagerProvider locks() {
            return new ReferenceProviders.Locks(core, this);
        }

        /**
         * What fails for this node, besides what fails for all by {@link ReferenceCluster#faults()}.
         *
         * @return always the same
         */
        public ReferenceFaults faults() {
            return faults;
        }

        /**
         * How often this node asked for something, whether or not it got an answer: round trips, as each is one call.
         *
         * @param operation what it asked for
         * @return since the node was made or {@link #resetCounts()} was called
         */
        public long calls(ReferenceOperation operation) {
            synchronized (core) {
                return counts.calls(operation);
            }
        }

        /**
         * How much this node asked for, whether or not it got an answer: keys, writes, events.
         *
         * @param operation what it asked for
         * @return since the node was made or {@link #resetCounts()} was called
         */
        public long items(ReferenceOperation operation) {
            synchronized (core) {
                return counts.items(operation);
            }
        }

        /** Begins to count anew, at zero. */
        public void resetCounts() {
            synchronized (core) {
                counts.reset();
            }
        }

        ReferenceCounts counts() {
            return counts;
        }
    }
}
