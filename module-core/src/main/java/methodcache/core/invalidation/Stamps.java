package methodcache.core.invalidation;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/**
 * The local clock of events. Every event this node applies takes the next number; a load remembers the number that was published
 * when it began, and its value is valid only while no event that covers it has a greater one.
 *
 * <p>Concurrency: events are applied one at a time, under one lock; what an event covers is raised first, then its number is
 * published. So whoever reads a number also sees everything that the events up to it did. Lock order: this lock, then the lock
 * of a key; never the other way round.
 *
 * <p>An event on a key needs no memory: the key's entry and flight are removed while it is applied. An event on a tag, or on what
 * something depends on, is remembered with its {@link Mark}, and costs the same however many entries it covers: each finds out when
 * its next hit finds it behind, or when the sweep comes by. Prefixes, patterns and "all" are broad: the last few of each scope are
 * kept in a list; older ones raise the scope's floor. A floor invalidates too much, never too little. What every entry and load
 * has seen is forgotten.
 */
public final class Stamps {

    private static final long SEALED = Long.MAX_VALUE;

    final ReentrantLock applying = new ReentrantLock();
    private final LongAdder earlyFloors = new LongAdder();
    private final Marks marks = new Marks(earlyFloors);
    private final Relations relations;
    private final Journal journal = new Journal();

    /** Of events that may concern any entry, and of those that may concern entries with tags or parents. */
    private final Journal forAll = new Journal();

    private final Journal forLinked = new Journal();

    private final LongSupplier ticker;
    private final Covered covered;
    private final Linking linking;
    private volatile long published;
    /** Prefixes, and "all" where it only lets expire. */
    private final BroadEvents prefixes = new BroadEvents(earlyFloors);

    private final BroadEvents patterns = new BroadEvents(earlyFloors);
    private volatile long targeted;
    private volatile long grace;
    private volatile long stale;

    /** What hits compare {@code seen} with: the last event that may concern any entry, and any with tags or parents. */
    private volatile long lastForAll;

    private volatile long lastForLinked;

    /**
     * Starts at 0.
     *
     * @param ticker the time in nanoseconds
     * @param covered what events are applied to
     */
    public Stamps(LongSupplier ticker, Covered covered) {
        this.ticker = ticker;
        this.covered = covered;
        this.relations = new Relations(marks, covered);
        this.linking = new Linking(this, marks, relations, covered, earlyFloors);
    }

    /** What values depend on, and what goes with them. */
    public Linking linking() {
        return linking;
    }

    // ---------------------------------------------------------------- the clock

    /** The number to stamp a load with that begins now. */
    public long published() {
        return published;
    }

    /** The last event that an entry must have seen to be served; more than any once the cache closes, so that hits look closer. */
    public long last(@Nullable Reach reach) {
        return reach == null ? lastForAll : lastForLinked;
    }

    /** The same, whether the cache closes or not. What is checked against {@link #reaches} after reading it has seen it. */
    public long lastApplied(@Nullable Reach reach) {
        return reach == null ? prefixes.last() : targeted;
    }

    /** Makes every hit look closer. */
    public void seal() {
        applying.lock();
        try {
            lastForAll = SEALED;
            lastForLinked = SEALED;
        } finally {
            applying.unlock();
        }
    }

    // ---------------------------------------------------------------- events

    /** What is stored while an event is applied. */
    public interface Storing {
        /** Stores it. */
        void store(@Nullable Reach reach, long number);
    }

    /** Applies the event that a write is, and stores what is written in the same moment. */
    public long put(Object key, String scope, Links links, Announced raising, Storing storing) {
        applying.lock();
        try {
            Reach reach = linking.linked(key, scope, links, published + 1, null);
            return apply(Event.of(new Target.Key(key)), raising, number -> storing.store(reach, number));
        } finally {
            applying.unlock();
        }
    }

    /**
     * Applies an event and does something else in the same moment.
     *
     * @param event what happens
     * @param raising is told each target that is reached, what goes with others included, before anything is done to it
     * @param with what else to do, before the number is published
     * @return its number
     */
    public long apply(Event event, Announced raising, LongConsumer with) {
        return locked(number -> {
            long now = ticker.getAsLong();
            boolean concernsLinked = new Raising(this, marks, relations, covered, raising, number, now).apply(event);
            with.accept(number);
            return concernsLinked;
        });
    }

    long locked(LongPredicate raise) {
        applying.lock();
        try {
            long number = published + 1;
            boolean concernsLinked = raise.test(number);
            concernsLinked |= marks.floor() == number;
            boolean concernsAll = prefixes.last() == number;
            long now = ticker.getAsLong();
            journal.add(number, now);
            if (concernsLinked || concernsAll) {
                targeted = number;
                forLinked.add(number, now);
            }
            if (concernsAll) {
                forAll.add(number, now);
            }
            published = number;
            if (concernsAll && lastForAll != SEALED) {
                lastForAll = number;
            }
            if (targeted == number && lastForLinked != SEALED) {
                lastForLinked = number;
            }
            return number;
        } finally {
            applying.unlock();
        }
    }

    void raisePrefix(Target.Prefix event, long number, boolean removes) {
        prefixes.raise(StoreKeys.scopesOf(event.scope(), event.text()), number, event, removes);
    }

    /** An event on any key of its scope, or of all where it has none. */
    void raiseBroad(Target event, long number, boolean removes) {
        String scope = event.scope();
        prefixes.raise(scope.isEmpty() ? List.of() : StoreKeys.scopesOf(scope, ""), number, event, removes);
    }

    void raisePattern(Target.Pattern event, long number, boolean removes) {
        patterns.raise(List.of(event.scope()), number, event, removes);
    }

    void raiseFloor(long number) {
        prefixes.clear(number);
        patterns.clear(number);
        marks.clear(number);
    }

    // ---------------------------------------------------------------- judging

    /** Whether an event later than a number reaches an entry. */
    public boolean reaches(Object key, @Nullable Reach reach, long since) {
        return reaches(key, reach, since, false);
    }

    /** Whether an event later than a number reaches an entry by which it goes, and doesn't merely expire. */
    public boolean removes(Object key, @Nullable Reach reach, long since) {
        return reaches(key, reach, since, true);
    }

    private boolean reaches(Object key, @Nullable Reach reach, long since, boolean removing) {
        return coveredByPrefix(key, reach, since, removing)
                || (reach != null
                        && (coveredByPattern(reach, since, removing)
                                || marks.grown(reach, since)
                                || marks.cover(reach, since, removing)));
    }

    /** A time before which nothing had happened yet that reaches an entry which has seen all events up to a number. */
    public long untouchedUntil(@Nullable Reach reach, long seen) {
        return (reach == null ? forAll : forLinked).firstAfter(seen, ticker.getAsLong());
    }

    /** Whether an event later than a number may reach what a load gives that began then. */
    public boolean overtakes(Object key, @Nullable Reach reach, long since) {
        return coveredByPrefix(key, reach, since, false)
                || (reach != null && (coveredByPattern(reach, since, false) || marks.cover(reach, since, false)));
    }

    /** Whether an event that had happened no longer than a time before a load began reaches what it gives, its own key included. */
    public boolean graceCovers(Object key, @Nullable Reach reach, long began, long nanos) {
        long since = journal.lastBy(began - nanos);
        return overtakes(key, reach, since) || marks.coverKey(key, since);
    }

    private boolean coveredByPrefix(Object key, @Nullable Reach reach, long since, boolean removing) {
        if (since >= prefixes.last()) {
            return false;
        }
        if (isCoveredByPrefix(key, since, removing)) {
            return true;
        }
        if (reach != null) {
            for (Object ancestor : reach.ancestors) {
                if (isCoveredByPrefix(ancestor, since, removing)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isCoveredByPrefix(Object key, long since, boolean removing) {
        return prefixes.cover(StoreKeys.scopeOf(key), since, removing, event -> isOf(event, key));
    }

    private boolean isOf(Target event, Object key) {
        if (event instanceof Target.Prefix prefix) {
            return Touch.isOf(prefix, key);
        }
        return !(event instanceof Target.ForgottenRelated related) || relations.mayBeRelated(key, related.scope());
    }

    private boolean coveredByPattern(Reach reach, long since, boolean removing) {
        for (Reach.Tags tags : reach.tags) {
            if (patterns.cover(tags.scope(), since, removing, event -> matches(event, tags))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Target event, Reach.Tags tags) {
        return event instanceof Target.Pattern pattern
                && pattern.scope().equals(tags.scope())
                && tags.texts().stream().anyMatch(pattern.glob()::matches);
    }

    // ---------------------------------------------------------------- how far back

    /** Lets loads of this long after an event be told from others. */
    public void expectGrace(long nanos) {
        if (nanos > grace) {
            applying.lock();
            try {
                if (grace == 0) {
                    marks.rememberKeys(published);
                }
                grace = Math.max(grace, nanos);
                journal.horizon(grace);
            } finally {
                applying.unlock();
            }
        }
    }

    /** Lets events of this long ago be told from earlier ones, for entries that may be served that long after they have expired. */
    public void expectStale(long nanos) {
        if (nanos > stale) {
            applying.lock();
            try {
                stale = Math.max(stale, nanos);
                forAll.horizon(stale);
                forLinked.horizon(stale);
            } finally {
                applying.unlock();
            }
        }
    }

    // ---------------------------------------------------------------- forgetting

    /** Whether there is anything to forget. */
    public boolean remembers() {
        return marks.size() > 0 || relations.isIdleFull();
    }

    /** How many broad events entries that are far behind are matched against, those of their scope. */
    public int backlog() {
        return prefixes.size() + patterns.size();
    }

    /** The number of the walk over all entries that goes on. */
    public int walk() {
        return marks.walk();
    }

    /** A walk over all entries begins. */
    public void walkBegins() {
        marks.walkBegins();
    }

    /**
     * A walk has ended that looked at every entry.
     *
     * @param seen what every entry and every load that runs has seen
     * @param allMet whether every load that runs began after the walk
     */
    public void walked(long seen, boolean allMet) {
        applying.lock();
        try {
            long kept = grace == 0 ? seen : Math.min(seen, journal.lastBy(ticker.getAsLong() - grace));
            marks.walked();
            marks.forget(kept);
            relations.walked(seen, allMet);
            prefixes.forget(kept);
            patterns.forget(kept);
            if (allMet) {
                marks.forgetUnmet(linking::isToStay);
            }
        } finally {
            applying.unlock();
        }
    }

    /** How often what is remembered outgrew its bound. */
    public long earlyFloors() {
        return earlyFloors.sum();
    }

    /** How many values were stored that depend on themselves. */
    public long cycles() {
        return relations.cycles();
    }
}
