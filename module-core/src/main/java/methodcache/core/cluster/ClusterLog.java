package methodcache.core.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import methodcache.api.spi.Backplane;
import methodcache.core.invalidation.Announced;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.LinkNews;
import methodcache.core.invalidation.Node;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Target;
import methodcache.core.policy.Links;
import methodcache.core.stats.Condition;
import org.jspecify.annotations.Nullable;

/**
 * This node's part in the cluster's log: publishes its own events, and applies those of others by a {@link Follower}.
 *
 * <p>An own event is pending from before it is applied here until its position is; whatever of the second layer it touches isn't served
 * meanwhile. One that can't be appended stays pending, and is tried again, for as long as this node lives. More than {@value
 * #MOST_OUTGOING} of these become one that touches everything.
 *
 * <p>Concurrency: what is known of the log changes under this object's monitor, within which events are applied; so its lock comes before
 * those of {@link methodcache.core.invalidation.Stamps}. Operations of the log run outside. An event's targets are raised before its
 * position counts as applied, and before it ceases to be pending.
 */
public final class ClusterLog implements AutoCloseable {

    static final int MOST_OUTGOING = 1_000;

    /** How many looks at the log, a second apart. */
    private static final int DOUBTS = 2;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Backplane backplane;
    private final Applied applied;
    private final Tasks tasks;
    private final Duration limit;
    private final LogCounters counters;
    private final Condition condition;
    private final BiConsumer<String, Throwable> failures;
    private final UUID node = UUID.randomUUID();
    private final AtomicLong sequences = new AtomicLong();
    private final Map<Long, Outgoing> outgoing = new ConcurrentHashMap<>();
    /** What other nodes' events reach as far as only this node knows, and whether it goes or expires. Guarded by this. */
    private final Map<Target, Boolean> relayed = new LinkedHashMap<>();

    /** What those events named, or followed from. Guarded by this. */
    private final Set<Target> relayedBecause = new LinkedHashSet<>();

    /** Writes whose values aren't shared yet. */
    private final Set<Outgoing> puts = ConcurrentHashMap.newKeySet();

    private final LinkExchange links;
    private final Follower follower;
    private volatile boolean down;
    private volatile boolean closed;
    private volatile @Nullable Future<?> next;

    /**
     * Opens the log, and doesn't read it yet.
     *
     * @param backplane the log, closed with this
     * @param applied applies what others did
     * @param tasks run what follows on an operation
     * @param limit of each operation
     * @param counters count
     * @param condition is told whether the log works
     * @param failures is told what was to be done and why it failed
     */
    public ClusterLog(
            Backplane backplane,
            Applied applied,
            Tasks tasks,
            Duration limit,
            LogCounters counters,
            Condition condition,
            BiConsumer<String, Throwable> failures) {
        this.condition = condition;
        this.backplane = backplane;
        this.tasks = tasks;
        this.limit = limit;
        this.counters = counters;
        this.failures = failures;
        this.applied = applied;
        links = new LinkExchange(this, applied, node);
        follower = new Follower(this, applied, counters);
    }

    /** What applies events to this node. */
    public interface Applied {

        /**
         * Applies another node's event.
         *
         * @param event what it names
         * @param reached is told each target, before anything is done to it
         */
        void apply(Event event, Announced reached);

        /** Events may have been missed: whatever was kept or is being loaded is no longer sure. */
        void missed();

        /**
         * By what a value is reached, with what this node knows of what it depends on.
         *
         * @param key its store key
         * @param scope the scope of its links, as text
         * @param links what was said of it
         * @param said by what it is reached, as another node knew
         * @return that, and more
         */
        Reach known(Object key, String scope, Links links, Reach said);

        /**
         * Another node says by what a key is reached.
         *
         * @param said what was said of it
         */
        void heard(Node said);

        /**
         * Something on a node depends on a target.
         *
         * @param target a key, a prefix or a pattern
         * @return what this node knows of the key; null where that is nothing
         */
        @Nullable
        Node wanted(Target target);

        /**
         * Tells all that something on this node depends on.
         *
         * @param to takes them
         */
        void forEachDependedOn(Consumer<Target> to);
    }

    /**
     * Begins to read.
     *
     * @return completes when values of the second layer can be judged for the first time
     */
    public CompletableFuture<Void> start() {
        backplane.listen(follower::nudge);
        tick();
        return follower.ready();
    }

    private void tick() {
        if (closed) {
            return;
        }
        try {
            follower.check();
            doubt();
            retry();
            relay();
            links.tell();
        } catch (Throwable broken) {
            failed("look after the log", broken);
        } finally {
            next = tasks.schedule(() -> tasks.callback(this::tick), PAUSE);
        }
    }

    // ---------------------------------------------------------------- judging

    /** What this node has applied; null while it can't judge. To be read before a load begins. */
    public @Nullable Stamp applied() {
        Era era = follower.era();
        return era == null || !era.isReady() ? null : new Stamp(era.epoch, era.applied());
    }

    /**
     * Whether a value of the second layer can't be served.
     *
     * @param asOf what its node had applied when its load began
     * @param key its store key
     * @param scope the scope of its links, as text
     * @param links what was said of it
     * @param said by what else it is reached, as its node knew
     * @return true where an event touches it, or nobody knows
     */
    public boolean covers(Stamp asOf, Object key, String scope, Links links, @Nullable Reach said) {
        // What this node knows of what it depends on counts as well.
        Reach reach = said == null ? null : applied.known(key, scope, links, said);
        Era era = follower.era();
        if (era == null || !era.isReady() || !era.epoch.equals(asOf.epoch())) {
            return true;
        }
        // Before the positions: an event is among these before it ceases to be pending.
        for (Outgoing pending : outgoing.values()) {
            if (pending.touches(key, reach)) {
                return true;
            }
        }
        // An event that ceased to be pending in another epoch isn't among this one's positions.
        return era.positions.cover(key, reach, asOf.position()) || follower.era() != era;
    }

    // ---------------------------------------------------------------- own events

    /**
     * An event is about to be applied here: from now on, nothing that it touches is served from the second layer.
     *
     * @param event what it names
     * @return to be told of what else it reaches, and published
     */
    public Outgoing pend(Event event) {
        return pend(event, Set.of());
    }

    private Outgoing pend(Event event, Set<Target> because) {
        Outgoing own = new Outgoing(sequences.incrementAndGet(), puts, null, because);
        own.add(event);
        outgoing.put(own.sequence, own);
        return own;
    }

    /**
     * The same of a write, whose value is to be shared as of the event: unless another own event touches it before it is.
     *
     * @param key the key that is written
     * @return to be told of what else it reaches, and published; {@link #written} ends it
     */
    public Outgoing pendWrite(Object key) {
        Outgoing own = new Outgoing(sequences.incrementAndGet(), puts, key, Set.of());
        puts.add(own);
        own.add(Event.of(new Target.Key(key)));
        outgoing.put(own.sequence, own);
        return own;
    }

    /** A write is shared, or won't be. */
    public void written(Outgoing own) {
        puts.remove(own);
    }

    /**
     * Publishes an event that was applied here.
     *
     * @param own from {@link #pend}
     * @return completes with the event's position, once it is applied here; or, at once where the log is known to be out of reach, with
     *     nothing: then it will be published later
     */
    public CompletableFuture<Optional<Stamp>> publish(Outgoing own) {
        if (own.isEmpty()) {
            // It concerns keys of this process only.
            outgoing.remove(own.sequence);
            own.told.complete(Optional.of(new Stamp("", 0)));
        } else if (down) {
            own.failed = true;
            own.told.complete(Optional.empty());
            fold();
        } else {
            append(own);
        }
        return own.told;
    }

    private void append(Outgoing own) {
        byte[] bytes = new Message(node, own.sequence, own.event(), own.because).bytes();
        own.failed = false;
        Limited.then(
                Limited.within(() -> backplane.append(bytes), limit, tasks),
                (position, failure) -> tasks.callback(() -> guarded(own, () -> {
                    if (position == null) {
                        own.failed = true;
                        own.told.complete(Optional.empty());
                        failed("append an event to the log", requireNonNull(failure));
                        fold();
                    } else {
                        appended(own, new Stamp(requireNonNull(position.epoch()), position.number()));
                    }
                })));
    }

    /** Whatever a provider answered, the event is told of, and tried again where nothing is known of it. */
    private void guarded(Outgoing own, Runnable then) {
        try {
            then.run();
        } catch (Throwable broken) {
            own.failed = own.position == null;
            own.told.complete(Optional.empty());
            failed("take the answer of an append", broken);
        }
    }

    private void appended(Outgoing own, Stamp at) {
        boolean follows;
        synchronized (this) {
            own.position = at;
            Era era = follower.era();
            follows = era != null && era.epoch.equals(at.epoch()) && appended(era, own, at);
        }
        if (!follows) {
            follower.nudge();
        }
        worked();
    }

    /** Applies an own event that follows on what is applied; false where others come before it. */
    private boolean appended(Era era, Outgoing own, Stamp at) {
        if (era.applied() + 1 == at.position()) {
            era.raise(own.event(), at.position());
            era.applied(at.position());
        }
        if (at.position() > era.applied()) {
            return false;
        }
        settle(era);
        return true;
    }

    /** Those whose position is applied are pending no more. */
    synchronized void settle(Era era) {
        for (Outgoing own : List.copyOf(outgoing.values())) {
            Stamp at = own.position;
            if (at != null && at.epoch().equals(era.epoch) && at.position() <= era.applied()) {
                era.raise(own.event(), at.position());
                outgoing.remove(own.sequence);
                own.told.complete(Optional.of(at));
            }
        }
    }

    /** An own event was met in the log. */
    synchronized void met(Message message, Stamp at) {
        Outgoing own = message.node().equals(node) ? outgoing.get(message.sequence()) : null;
        if (own != null) {
            own.position = at;
        }
    }

    /** The log is in another epoch: what was appended in one before may be lost, and is appended again. */
    synchronized void forget(String epoch) {
        for (Outgoing own : outgoing.values()) {
            Stamp at = own.position;
            if (at != null && !at.epoch().equals(epoch)) {
                own.position = null;
                own.failed = true;
            }
        }
    }

    boolean isOwn(Message message) {
        return message.node().equals(node);
    }

    /**
     * An answer may come so late that the log has begun another epoch meanwhile. What is said to be in an epoch that this node isn't in, and
     * still isn't when it has looked again, is appended again.
     */
    private synchronized void doubt() {
        Era era = follower.era();
        for (Outgoing own : outgoing.values()) {
            Stamp at = own.position;
            if (at != null && era != null && !at.epoch().equals(era.epoch)) {
                own.doubts++;
                if (own.doubts > DOUBTS) {
                    own.doubts = 0;
                    own.position = null;
                    own.failed = true;
                }
            }
        }
    }

    /** Tries again to append what failed: all as one event, since many at a time would be in each other's way. */
    private void retry() {
        Outgoing next;
        synchronized (this) {
            List<Outgoing> waiting = outgoing.values().stream()
                    .filter(own -> own.failed && own.position == null)
                    .toList();
            if (waiting.isEmpty()) {
                return;
            }
            next = waiting.size() == 1 ? waiting.get(0) : together(waiting);
            next.failed = false;
        }
        append(next);
    }

    /** One pending event in place of several. It is pending before they cease to be. */
    private Outgoing together(List<Outgoing> several) {
        Set<Target> because = new LinkedHashSet<>();
        several.forEach(own -> because.addAll(own.because));
        Outgoing all = pend(Event.together(several.stream().map(Outgoing::event).toList()), because);
        all.told.complete(Optional.empty());
        several.forEach(own -> outgoing.remove(own.sequence));
        return all;
    }

    // ---------------------------------------------------------------- links

    /** Hears what this node is told of links. */
    public LinkNews news() {
        return links;
    }

    /** Tells other nodes what they don't know of links yet. Not to be called under a lock. */
    public void tellLinks() {
        links.tell();
    }

    LinkExchange links() {
        return links;
    }

    /** Another node's event reaches, by what this node knows, more than it says, or than it follows from. */
    synchronized void relay(Target target, boolean removes, Message cause) {
        if (!cause.because().contains(target)) {
            relayed.merge(target, removes, Boolean::logicalOr);
            relayedBecause.addAll(cause.event().removed());
            relayedBecause.addAll(cause.event().expired());
            relayedBecause.addAll(cause.because());
        }
    }

    /** An event says so itself. */
    synchronized void relayed(Event event) {
        event.removed().forEach(relayed::remove);
        event.expired().forEach(target -> relayed.remove(target, false));
        if (relayed.isEmpty()) {
            relayedBecause.clear();
        }
    }

    /** Publishes what other nodes' events reach. It was applied here with them. */
    void relay() {
        Outgoing own;
        synchronized (this) {
            if (relayed.isEmpty()) {
                return;
            }
            Set<Target> removed = new LinkedHashSet<>();
            Set<Target> expired = new LinkedHashSet<>();
            relayed.forEach((target, removes) -> (removes ? removed : expired).add(target));
            own = pend(new Event(removed, expired), Set.copyOf(relayedBecause));
            relayed.clear();
            relayedBecause.clear();
        }
        Limited.then(publish(own), (position, failure) -> {});
    }

    // ---------------------------------------------------------------- what can't be published

    /** Too much waits: one event that touches everything takes the place of all that have failed. */
    private void fold() {
        if (outgoing.size() <= MOST_OUTGOING) {
            return;
        }
        synchronized (this) {
            List<Outgoing> failed = outgoing.values().stream()
                    .filter(own -> own.failed && own.position == null)
                    .toList();
            if (failed.size() > 1) {
                Outgoing all = pend(Event.of(new Target.All()));
                all.failed = true;
                all.told.complete(Optional.empty());
                failed.forEach(own -> outgoing.remove(own.sequence));
                counters.earlyFloors.increment();
            }
        }
    }

    /** How many events aren't known to be in the log. */
    public int unpublished() {
        return outgoing.size();
    }

    // ---------------------------------------------------------------- for the follower

    Backplane backplane() {
        return backplane;
    }

    Tasks tasks() {
        return tasks;
    }

    Duration limit() {
        return limit;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isDown() {
        return down;
    }

    /** Something was appended. */
    void nudge() {
        follower.nudge();
    }

    void failed(String operation, Throwable failure) {
        down = true;
        if (!closed) {
            condition.fails(failure);
            counters.failures.increment();
            failures.accept(operation, failure);
        }
    }

    void worked() {
        condition.works();
        if (down) {
            down = false;
            retry();
        }
    }

    @Override
    public void close() {
        closed = true;
        Future<?> ticking = next;
        if (ticking != null) {
            ticking.cancel(false);
        }
        links.close();
        backplane.close();
        outgoing.values().forEach(own -> own.told.complete(Optional.empty()));
    }
}
