package methodcache.core.invalidation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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

    /** So many prefixes and patterns of other nodes are followed here. */
    private static final int MOST_WANTED = 1_000;

    private final ReentrantLock applying = new ReentrantLock();
    private final LongAdder earlyFloors = new LongAdder();
    private final Marks marks = new Marks(earlyFloors);
    private final Relations relations;
    private final Journal journal = new Journal();

    /** Of events that may concern any entry, and of those that may concern entries with tags or parents. */
    private final Journal forAll = new Journal();

    private final Journal forLinked = new Journal();

    private final LongSupplier ticker;
    private final Covered covered;
    /** Prefixes and patterns that something depends on elsewhere: what reaches one of these is to be followed here, too. */
    private final Set<Target> wantedElsewhere = ConcurrentHashMap.newKeySet();

    private volatile LinkNews news = LinkNews.NOBODY;
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
            Reach reach = linked(key, scope, links, published + 1, null);
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

    private long locked(LongPredicate raise) {
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
            return StoreKeys.startsWith(key, prefix.scope(), prefix.text());
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

    // ---------------------------------------------------------------- dependencies

    /**
     * A load or a write begins whose value is linked: from now on, events on what it depends on are remembered, and what is invalidated
     * with it is known.
     */
    public Reach expect(Object key, String scope, Links links) {
        Node node = Node.of(key, scope, links, 0);
        Target.Key own = new Target.Key(key);
        if (isKept(links, own)) {
            makeRoom();
            if (relations.expect(node, published)) {
                grow(own);
            }
        }
        Reach reach = reach(node, published, null);
        relateAll(reach, own);
        passOn(reach, own);
        return reach;
    }

    private boolean isKept(Links links, Target.Key own) {
        return links.hasEdges() || marks.isRegistered(own) || relations.mayReachForgotten(own);
    }

    /** Notes what goes with a value that is expected or stored. */
    private void relateAll(Reach reach, Target.Key own) {
        relate(reach, reach.own.related());
        // What goes with whatever depends on this one goes with all that reaches this one, too.
        relate(reach, relations.with(own));
        for (Target.Prefix prefix : marks.prefixes()) {
            if (StoreKeys.startsWith(own.storeKey(), prefix.scope(), prefix.text())) {
                relate(reach, Set.of(new Target.Dependents(prefix)));
            }
        }
        for (Target.Pattern pattern : marks.patterns()) {
            if (isOf(pattern, reach.own)) {
                relate(reach, Set.of(new Target.Dependents(pattern)));
            }
        }
    }

    /** What reaches a value reaches what depended on it and is forgotten. */
    private void passOn(Reach reach, Target.Key own) {
        if (relations.mayReachForgotten(own)) {
            applying.lock();
            try {
                relations.reachForgotten(reach);
            } finally {
                applying.unlock();
            }
        }
    }

    /** A linked value leaves or is replaced: loads that run may have seen it. */
    public void leaves(Object key, Reach reach) {
        if (marks.isRegistered(new Target.Key(key))) {
            relations.leaves(key, reach, published);
        }
    }

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

    /** By what a value would be reached that is linked so, as far as is known now. */
    public Reach expected(Object key, String scope, Links links, long asOf, @Nullable Reach before) {
        return relations.reach(Node.of(key, scope, links, 0), asOf, before);
    }

    /** How many targets something began to depend on; to be compared before and after a value is stored. */
    public int registrations() {
        return marks.registrations();
    }

    /**
     * By what a value will be reached that is about to be stored. If something depends on its key that doesn't know these links yet, it
     * is let know.
     *
     * @param key its key
     * @param scope the scope of its links, as text
     * @param links what was said
     * @param asOf the number when its load began
     * @param before by what it was known to be reached then
     * @return null for a value without links
     */
    public @Nullable Reach linked(Object key, String scope, Links links, long asOf, @Nullable Reach before) {
        if (links.isEmpty()) {
            return null;
        }
        Node node = Node.of(key, scope, links, asOf);
        Target.Key own = new Target.Key(key);
        if (isKept(links, own)) {
            keep(node, own);
        }
        Reach reach = reach(node, asOf, before);
        relateAll(reach, own);
        passOn(reach, own);
        relations.countCycle(reach);
        news.said(node);
        return reach;
    }

    /** A value that was said to be linked wasn't stored: what is held of its key instead counts as well. */
    public void notKept(Object key) {
        Reach held = covered.held(key);
        Node said = relations.node(key);
        if (held != null && said != null) {
            keep(said.and(held.own), new Target.Key(key));
        }
    }

    private void keep(Node node, Target.Key own) {
        makeRoom();
        if (relations.keep(node, published)) {
            grow(own);
        }
    }

    /** A key can be reached in more ways than before: who depends on it must look again. */
    private void grow(Target.Key own) {
        if (marks.isRegistered(own)) {
            locked(number -> {
                marks.grow(own, number);
                return true;
            });
        }
    }

    private void makeRoom() {
        if (relations.isFull()) {
            applying.lock();
            try {
                if (relations.isFull()) {
                    earlyFloors.increment();
                    relations.makeRoom();
                }
            } finally {
                applying.unlock();
            }
        }
    }

    private void relate(Reach reach, Set<? extends Target> also) {
        if (also.isEmpty()) {
            return;
        }
        makeRoom();
        List<Target> tooMuch = relations.relate(reach, also);
        if (!tooMuch.isEmpty()) {
            applying.lock();
            try {
                earlyFloors.increment();
                relations.forgetAll(tooMuch);
            } finally {
                applying.unlock();
            }
        }
        keepLeading(reach);
    }

    /** What leads on isn't forgotten for want of room; until it did, it may have been. */
    private void keepLeading(Reach reach) {
        for (Target target : reach.targets) {
            if (!(target instanceof Target.Tag) && relations.leadsOn(target) && !marks.isRegistered(target)) {
                registerNow(target);
            }
        }
    }

    /** By what a node is reached; from now on, events on all of that are remembered. */
    private Reach reach(Node node, long asOf, @Nullable Reach before) {
        Reach reach = relations.reach(node, asOf, before);
        for (Target target : reach.targets) {
            if (!(target instanceof Target.Tag) && !marks.meet(target)) {
                registerNow(target);
            }
        }
        return reach;
    }

    /** Under the lock: an event that is being applied either sees it, or has a number that was published before. */
    private void registerNow(Target parent) {
        applying.lock();
        try {
            if (marks.isRegistered(parent)) {
                return;
            }
            marks.register(parent, published, covered.size(), this::isToStay);
            news.dependsOn(parent);
            if (parent instanceof Target.Key key) {
                Reach held = relations.node(key.storeKey()) == null ? covered.held(key.storeKey()) : null;
                if (held != null) {
                    relations.keep(held.own, published);
                }
            } else if (parent instanceof Target.Prefix prefix) {
                covered.forEachHeld(held -> {
                    if (isOf(prefix, held.own.key())) {
                        relateTo(prefix, held);
                    }
                });
                relations.forEachSaid(said -> isOf(prefix, said.key()), said -> relateTo(prefix, said));
            } else if (parent instanceof Target.Pattern pattern) {
                covered.forEachHeld(held -> {
                    if (isOf(pattern, held.own)) {
                        relateTo(pattern, held);
                    }
                });
                relations.forEachSaid(said -> isOf(pattern, said), said -> relateTo(pattern, said));
            }
        } finally {
            applying.unlock();
        }
    }

    /** What reaches one of a prefix or a pattern reaches what depends on that. */
    private void relateTo(Target wide, Reach member) {
        relations.relate(member, Set.of(new Target.Dependents(wide)));
        keepLeading(member);
    }

    private static boolean isOf(Target.Pattern pattern, Node node) {
        return pattern.scope().equals(node.scope()) && node.tags().stream().anyMatch(pattern.glob()::matches);
    }

    private boolean isToStay(Target target) {
        return relations.leadsOn(target) || wantedElsewhere.contains(target);
    }

    // ---------------------------------------------------------------- links of other nodes

    /** Says who hears of links from now on. */
    public void tell(LinkNews listener) {
        news = listener;
    }

    /** Another node says by what a key is reached there. What depends on it here looks again. */
    public void heard(Node said) {
        Target.Key own = new Target.Key(said.key());
        Node node = said.asOf(published);
        keep(node, own);
        Reach reach = relations.reach(node, node.asOf(), null);
        relateAll(reach, own);
        passOn(reach, own);
    }

    /**
     * Something on another node depends on a target.
     *
     * @param target a key, a prefix or a pattern
     * @return what is known here of the key; null where that is nothing, or of others
     */
    public @Nullable Node wantedElsewhere(Target target) {
        if (target instanceof Target.Key key) {
            Node said = relations.node(key.storeKey());
            Reach held = said == null ? covered.held(key.storeKey()) : null;
            return held == null ? said : held.own;
        }
        if (wantedElsewhere.size() < MOST_WANTED && wantedElsewhere.add(target) && !marks.isRegistered(target)) {
            registerNow(target);
        }
        return null;
    }

    /** Tells all that something here depends on. */
    public void forEachDependedOn(Consumer<Target> to) {
        marks.forEachRegistered(to);
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

    /** The walk has met an entry: what it depends on is still of use. */
    public void met(Reach reach) {
        relations.met(reach);
        for (Target target : reach.targets) {
            if (!(target instanceof Target.Tag) && !marks.meet(target)) {
                registerNow(target);
            }
        }
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
                marks.forgetUnmet(this::isToStay);
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
