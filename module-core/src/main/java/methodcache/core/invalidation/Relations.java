package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * Who depends on whom, longer than their entries live. What an entry depends on is looked up from the entry, by its {@link Reach}:
 * that costs an event nothing. What is invalidated <em>with</em> an entry is found from the event: for each target that reaches the
 * entry it is noted here what else goes.
 *
 * <p>Concurrency: may be read and added to by anybody; things are forgotten under the lock of {@link Stamps}. Of what no entry uses
 * any more, {@value #IDLE} keys and as many relations stay after each walk over the entries, and {@value Marks#MOST} between two;
 * of the others {@link Forgotten} knows enough.
 */
final class Relations {

    static final int IDLE = 10_000;

    /** What left the cache is told apart up to so many times a key. */
    private static final int MOST_LEFT = 8;

    /** A circle of related keys is looked for in so many steps. */
    private static final int MOST_STEPS = 1_000;

    private final Nodes nodes = new Nodes();
    private final Related related = new Related();
    private final Forgotten forgotten = new Forgotten();
    private final Map<Object, List<Left>> left = new ConcurrentHashMap<>();
    private final LongAdder cycles = new LongAdder();
    private final Marks marks;
    private final Covered covered;

    Relations(Marks marks, Covered covered) {
        this.marks = marks;
        this.covered = covered;
    }

    // ---------------------------------------------------------------- what an entry depends on

    @Nullable
    Node node(Object storeKey) {
        return nodes.get(storeKey);
    }

    /**
     * Keeps what was said of a key; true when it can be reached in more ways by that. A load that runs may have seen the value of
     * which was said what doesn't count any more.
     */
    boolean keep(Node node, long published) {
        Node before = nodes.get(node.key());
        boolean more = nodes.keep(node, marks.walk());
        replaced(before, published);
        return more;
    }

    /** Adds what a call says of a key whose load begins; true when it can be reached in more ways by that. */
    boolean expect(Node node, long published) {
        Node before = nodes.get(node.key());
        boolean more = nodes.expect(node, marks.walk());
        replaced(before, published);
        return more;
    }

    private void replaced(@Nullable Node before, long published) {
        if (before != null) {
            Node now = nodes.get(before.key());
            if (now == null || before.reachesBeyond(now)) {
                leaves(before.key(), reach(before, before.asOf(), null), published);
            }
        }
    }

    /**
     * By what an entry is reached, as far as is known now: a set, so that circles end.
     *
     * @param asOf the number when its load began: it may have seen what has left since
     * @param before by what it was known to be reached then
     */
    Reach reach(Node own, long asOf, @Nullable Reach before) {
        if (own.parents().isEmpty() && before == null) {
            return tagged(own);
        }
        Reached reached = new Reached(own);
        if (before != null) {
            reached.add(before);
        }
        for (Target.Key parent = reached.next(); parent != null; parent = reached.next()) {
            addKnown(parent.storeKey(), asOf, reached);
        }
        if (forgotten.hasKeys() && reached.hasWide()) {
            // Any key may be one of those.
            reached.addForgottenParent();
        }
        return reached.reach();
    }

    /** What reaches a parent reaches its children: as was said last, as its value in the cache has it, and as those had it that left. */
    private void addKnown(Object key, long asOf, Reached reached) {
        Node said = nodes.get(key);
        if (said != null) {
            reached.add(said);
        }
        // What a call says whose load only begins doesn't replace what is forgotten.
        if ((said == null || said.asOf() == 0) && forgotten.mayHaveKnown(key)) {
            reached.addForgottenParent();
        }
        Reach held = covered.held(key);
        if (held != null) {
            reached.add(held);
        }
        for (Left gone : left.getOrDefault(key, List.of())) {
            if (gone.number >= asOf) {
                reached.add(gone.reach);
            }
        }
    }

    /** Tells by what some keys are reached of which something was said, whether their values are in the cache or have left it. */
    void forEachSaid(Predicate<Node> some, Consumer<Reach> to) {
        nodes.forEach(said -> {
            if (some.test(said)) {
                to.accept(reach(said, said.asOf(), null));
            }
        });
    }

    /** A value leaves, or is replaced, that something may depend on. */
    void leaves(Object key, Reach reach, long number) {
        left.compute(key, (k, before) -> {
            List<Left> all = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
            // One that was reached alike counts as left with the later one.
            all.removeIf(earlier -> Arrays.equals(earlier.reach.targets, reach.targets));
            all.add(new Left(reach, number, marks.walk()));
            if (all.size() > MOST_LEFT) {
                Left oldest = all.remove(0);
                Reach both = new Reached(reach.own()).add(oldest.reach, all.get(0).reach);
                all.set(0, new Left(both, all.get(0).number, all.get(0).during));
            }
            return List.copyOf(all);
        });
    }

    /** How a value was reached that left, the last number published then, and the walk that was on. */
    private record Left(Reach reach, long number, int during) {}

    /** By what an entry is reached that depends on nothing. */
    static Reach tagged(Node own) {
        return new Reached(own).reach();
    }

    static List<Target> tagTargets(Node node) {
        List<Target> targets = new ArrayList<>(node.tags().size());
        node.tags().forEach(tag -> targets.add(new Target.Tag(node.scope(), tag)));
        return targets;
    }

    // ---------------------------------------------------------------- what is invalidated with an entry

    /**
     * Notes what goes with an entry, for all that reaches it and may go on from it.
     *
     * @return the targets with which too much goes now, for {@link #forgetAll}
     */
    List<Target> relate(Reach reach, Set<? extends Target> also) {
        Node own = reach.own;
        int walk = marks.walk();
        List<Target> from = new ArrayList<>();
        from.add(new Target.Key(own.key()));
        from.addAll(own.cascades() ? Arrays.asList(reach.targets) : tagTargets(own));
        from.removeIf(target -> related.add(target, also, walk));
        return from;
    }

    /** Forgets what goes with some targets. */
    void forgetAll(List<Target> from) {
        from.forEach(target -> related.forgetAll(target, forgotten));
    }

    /** Whether something goes with whatever is reached by a target. */
    boolean leadsOn(Target from) {
        return related.has(from);
    }

    /** What goes with whatever is reached by a target. */
    Set<Target> with(Target from) {
        return related.with(from);
    }

    /** What an event on a target leads to: what goes with it, and what may, where that is forgotten. */
    void follow(Target event, Consumer<Target> to) {
        followKnown(event, to);
        if (forgotten.mayReach(event)) {
            to.accept(new Target.ForgottenParent(event.scope()));
        }
        if (forgotten.mayLeadOn(event)) {
            to.accept(new Target.ForgottenRelated(event.scope()));
        }
    }

    private void followKnown(Target event, Consumer<Target> to) {
        if (event instanceof Target.Prefix prefix) {
            followKeys(key -> StoreKeys.startsWith(key, prefix.scope(), prefix.text()), to);
        } else if (event instanceof Target.Pattern pattern) {
            followTags(pattern, to);
        } else if (event instanceof Target.AllTags tags) {
            followAll(tags, to);
        } else if (event instanceof Target.Dependents dependents) {
            related.with(dependents.on()).forEach(to);
        } else if (event instanceof Target.ForgottenRelated) {
            forgotten.relatedWide().forEach(to);
            followKeys(key -> mayBeRelated(key, event.scope()), to);
            to.accept(new Target.ForgottenParent(event.scope()));
        } else {
            related.with(event).forEach(to);
        }
    }

    private void followKeys(Predicate<Object> covered, Consumer<Target> to) {
        related.forEach((from, also) -> {
            if (from instanceof Target.Key key && covered.test(key.storeKey())) {
                also.forEach(to);
            }
        });
    }

    private void followTags(Target.Pattern event, Consumer<Target> to) {
        related.forEach((from, also) -> {
            if (from instanceof Target.Tag tag
                    && tag.scope().equals(event.scope())
                    && event.glob().matches(tag.text())) {
                also.forEach(to);
            }
        });
    }

    /** What goes with each one of some tags: with one that has them all, among others. */
    private void followAll(Target.AllTags event, Consumer<Target> to) {
        Set<Target> common = null;
        for (String tag : event.tags()) {
            Set<Target> also = related.with(new Target.Tag(event.scope(), tag));
            if (common == null) {
                common = new LinkedHashSet<>(also);
            } else {
                common.retainAll(also);
            }
        }
        if (common != null) {
            common.forEach(to);
        }
    }

    /** Whether a key is of a scope, and it may be forgotten with what it went. */
    boolean mayBeRelated(Object storeKey, String scope) {
        return StoreKeys.isIn(storeKey, scope) && forgotten.mayBeRelated(storeKey);
    }

    // ---------------------------------------------------------------- circles

    /** Counts a value whose links lead back to itself. */
    void countCycle(Reach reach) {
        if (dependsOnItself(reach) || goesWithItself(reach)) {
            cycles.increment();
        }
    }

    private boolean dependsOnItself(Reach reach) {
        Node own = reach.own;
        Target.Key ownKey = new Target.Key(own.key());
        if (own.parents().contains(ownKey)) {
            return true;
        }
        for (Target target : reach.targets) {
            if (isOf(target, own)) {
                return true;
            }
        }
        for (Object ancestor : reach.ancestors) {
            Node node = nodes.get(ancestor);
            if (node != null && node.cascades() && node.parents().contains(ownKey)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(Target wide, Node own) {
        if (wide instanceof Target.Prefix prefix) {
            return StoreKeys.startsWith(own.key(), prefix.scope(), prefix.text());
        }
        return wide instanceof Target.Pattern pattern
                && pattern.scope().equals(own.scope())
                && own.tags().stream().anyMatch(pattern.glob()::matches);
    }

    /** Whether an event on what is reached leads to something that reaches it. */
    private boolean goesWithItself(Reach reach) {
        Set<Target> found = new LinkedHashSet<>(reach.own.related());
        found.addAll(related.with(new Target.Key(reach.own.key())));
        List<Target> open = new ArrayList<>(found);
        for (int i = 0; i < open.size() && i < MOST_STEPS; i++) {
            if (leadsTo(open.get(i), reach)) {
                return true;
            }
            followKnown(open.get(i), also -> {
                if (found.add(also)) {
                    open.add(also);
                }
            });
        }
        return false;
    }

    /** Whether an event on a target reaches a value that goes on from what reaches it. */
    private static boolean leadsTo(Target event, Reach reach) {
        if (event.equals(new Target.Key(reach.own.key()))) {
            return true;
        }
        if (!reach.own.cascades()) {
            return false;
        }
        for (Target target : reach.targets) {
            if (event.equals(target)
                    || event.equals(new Target.Dependents(target))
                    || (event instanceof Target.Key key && target instanceof Target.Prefix prefix && isOf(prefix, key))
                    || (event instanceof Target.Prefix prefix
                            && target instanceof Target.Key key
                            && isOf(prefix, key))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(Target.Prefix prefix, Target.Key key) {
        return StoreKeys.startsWith(key.storeKey(), prefix.scope(), prefix.text());
    }

    long cycles() {
        return cycles.sum();
    }

    // ---------------------------------------------------------------- forgetting

    /** Whether there is anything that a walk could forget. */
    boolean isIdleFull() {
        return nodes.size() > IDLE || related.size() > IDLE || !left.isEmpty();
    }

    /** The walk has met an entry: what is known of it and of what reaches it is of use. */
    void met(Reach reach) {
        int walk = marks.walk();
        nodes.meet(reach.own.key(), walk);
        related.meet(new Target.Key(reach.own.key()), walk);
        for (Target target : reach.targets) {
            related.meet(target, walk);
        }
    }

    /**
     * A walk has ended that looked at every entry: forgets what is of no use, but for the latest.
     *
     * @param seen what every load that runs has seen
     * @param allMet whether every load that runs began after the walk
     */
    void walked(long seen, boolean allMet) {
        int walk = marks.walk();
        left.keySet()
                .forEach(key -> left.computeIfPresent(key, (k, all) -> {
                    List<Left> kept = all.stream()
                            .filter(gone -> gone.number >= seen && !(allMet && gone.during < walk))
                            .toList();
                    return kept.isEmpty() ? null : kept;
                }));
        nodes.forget(walk, IDLE, key -> marks.isRegistered(new Target.Key(key)), this::forget);
        related.forget(walk, IDLE, forgotten);
    }

    private void forget(Node said) {
        forgotten.node(reach(said, said.asOf(), null));
    }

    /** Whether something may have depended on a key of which that is forgotten. */
    boolean mayReachForgotten(Target.Key key) {
        return forgotten.mayReach(key);
    }

    /** What reaches a key reaches what is forgotten and depended on it. */
    void reachForgotten(Reach reach) {
        forgotten.reaches(reach);
    }

    /** Whether {@link #makeRoom} is due. */
    boolean isFull() {
        long most = Marks.MOST + 2 * covered.size();
        return nodes.size() > most || related.size() > 2 * most;
    }

    /** Forgets what no entry was met of for longest, without waiting for the walk. */
    void makeRoom() {
        int most = (int) Math.min(Integer.MAX_VALUE, (Marks.MOST + 2 * covered.size()) * 3 / 4);
        nodes.forget(Integer.MAX_VALUE, most, key -> false, this::forget);
        related.forget(Integer.MAX_VALUE, 2 * most, forgotten);
    }
}
