package methodcache.core.invalidation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/**
 * What values depend on, and what goes with them, as calls say it here and other nodes say it: lets events on that be remembered.
 *
 * <p>Concurrency: what an event could miss changes under the lock of {@link Stamps}.
 */
public final class Linking {

    /** So many prefixes and patterns of other nodes are followed here. */
    private static final int MOST_WANTED = 1_000;

    private final Stamps stamps;
    private final Marks marks;
    private final Relations relations;
    private final Covered covered;
    private final LongAdder earlyFloors;

    /** Prefixes and patterns that something depends on elsewhere: what reaches one of these is to be followed here, too. */
    private final Set<Target> wantedElsewhere = ConcurrentHashMap.newKeySet();

    private volatile LinkNews news = LinkNews.NOBODY;

    Linking(Stamps stamps, Marks marks, Relations relations, Covered covered, LongAdder earlyFloors) {
        this.stamps = stamps;
        this.marks = marks;
        this.relations = relations;
        this.covered = covered;
        this.earlyFloors = earlyFloors;
    }

    /**
     * A load or a write begins whose value is linked: from now on, events on what it depends on are remembered, and what is invalidated
     * with it is known.
     */
    public Reach expect(Object key, String scope, Links links) {
        Node node = Node.of(key, scope, links, 0);
        Target.Key own = new Target.Key(key);
        if (isKept(links, own)) {
            makeRoom();
            if (relations.expect(node, stamps.published())) {
                grow(own);
            }
        }
        Reach reach = reach(node, stamps.published(), null);
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
            if (Touch.isOf(prefix, own.storeKey())) {
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
            stamps.applying.lock();
            try {
                relations.reachForgotten(reach);
            } finally {
                stamps.applying.unlock();
            }
        }
    }

    /** A linked value leaves or is replaced: loads that run may have seen it. */
    public void leaves(Object key, Reach reach) {
        if (marks.isRegistered(new Target.Key(key))) {
            relations.leaves(key, reach, stamps.published());
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
        if (relations.keep(node, stamps.published())) {
            grow(own);
        }
    }

    /** A key can be reached in more ways than before: who depends on it must look again. */
    private void grow(Target.Key own) {
        if (marks.isRegistered(own)) {
            stamps.locked(number -> {
                marks.grow(own, number);
                return true;
            });
        }
    }

    private void makeRoom() {
        if (relations.isFull()) {
            stamps.applying.lock();
            try {
                if (relations.isFull()) {
                    earlyFloors.increment();
                    relations.makeRoom();
                }
            } finally {
                stamps.applying.unlock();
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
            stamps.applying.lock();
            try {
                earlyFloors.increment();
                relations.forgetAll(tooMuch);
            } finally {
                stamps.applying.unlock();
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
        stamps.applying.lock();
        try {
            if (marks.isRegistered(parent)) {
                return;
            }
            marks.register(parent, stamps.published(), covered.size(), this::isToStay);
            news.dependsOn(parent);
            if (parent instanceof Target.Key key) {
                Reach held = relations.node(key.storeKey()) == null ? covered.held(key.storeKey()) : null;
                if (held != null) {
                    relations.keep(held.own, stamps.published());
                }
            } else if (parent instanceof Target.Prefix prefix) {
                covered.forEachHeld(held -> {
                    if (Touch.isOf(prefix, held.own.key())) {
                        relateTo(prefix, held);
                    }
                });
                relations.forEachSaid(said -> Touch.isOf(prefix, said.key()), said -> relateTo(prefix, said));
            } else if (parent instanceof Target.Pattern pattern) {
                covered.forEachHeld(held -> {
                    if (isOf(pattern, held.own)) {
                        relateTo(pattern, held);
                    }
                });
                relations.forEachSaid(said -> isOf(pattern, said), said -> relateTo(pattern, said));
            }
        } finally {
            stamps.applying.unlock();
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

    boolean isToStay(Target target) {
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
        Node node = said.asOf(stamps.published());
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

    /** The walk has met an entry: what it depends on is still of use. */
    public void met(Reach reach) {
        relations.met(reach);
        for (Target target : reach.targets) {
            if (!(target instanceof Target.Tag) && !marks.meet(target)) {
                registerNow(target);
            }
        }
    }
}
