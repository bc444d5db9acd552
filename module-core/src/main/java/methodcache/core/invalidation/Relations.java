package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * Who depends on whom, longer than their entries live. What an entry depends on is looked up from the entry, by its {@link Reach}:
 * that costs an event nothing. What is invalidated <em>with</em> an entry is found from the event: for each target that reaches the
 * entry it is noted here what else goes.
 *
 * <p>Concurrency: maps may be read and added to by anybody; the bound is kept under the lock of {@link Stamps}. Beyond
 * {@value Marks#MOST}, what would go with some events goes with every one.
 */
final class Relations {

    private static final int MOST_ALWAYS = 1_000;

    private final Map<Object, Node> nodes = new ConcurrentHashMap<>();
    private final Map<Target, Set<Target>> related = new ConcurrentHashMap<>();
    private final Set<Target> always = ConcurrentHashMap.newKeySet();
    private final LongAdder cycles = new LongAdder();
    private final Map<Object, List<Left>> left = new ConcurrentHashMap<>();
    private final LongAdder earlyFloors;
    private final Covered covered;

    Relations(LongAdder earlyFloors, Covered covered) {
        this.earlyFloors = earlyFloors;
        this.covered = covered;
    }

    // ---------------------------------------------------------------- what an entry depends on

    @Nullable
    Node node(Object storeKey) {
        return nodes.get(storeKey);
    }

    /** Keeps what was said of a key; true when it can be reached in more ways by that. */
    boolean keep(Node node) {
        boolean[] more = new boolean[1];
        nodes.compute(node.key(), (key, before) -> {
            Node now = before == null ? node : node.after(before);
            more[0] = before == null ? !now.tags().isEmpty() || !now.parents().isEmpty() : now.reachesBeyond(before);
            return now;
        });
        return more[0];
    }

    boolean isFull() {
        return nodes.size() >= Marks.MOST;
    }

    void forgetNodes() {
        nodes.clear();
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
        return reached.reach();
    }

    /** What reaches a parent reaches its children: as was said last, as its value in the cache has it, and as those had it that left. */
    private void addKnown(Object key, long asOf, Reached reached) {
        Node said = nodes.get(key);
        if (said != null) {
            reached.add(said);
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

    /** A value leaves, or is replaced, that something may depend on. */
    void leaves(Object key, Reach reach, long number) {
        left.compute(key, (k, before) -> {
            List<Left> all = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
            all.add(new Left(reach, number));
            return List.copyOf(all);
        });
    }

    /** Forgets what left before all loads that run began. */
    void forgetLeft(long seen) {
        left.values().removeIf(all -> all.get(all.size() - 1).number < seen);
    }

    /** How a value was reached that left, and the last number published then. */
    private record Left(Reach reach, long number) {}

    /** By what an entry is reached that depends on nothing. */
    static Reach tagged(Node own) {
        return new Reached(own).reach();
    }

    /** Whether an entry depends on itself. */
    boolean isCyclic(Reach reach) {
        Target own = new Target.Key(reach.own.key());
        if (reach.own.parents().contains(own)) {
            return true;
        }
        for (Object ancestor : reach.ancestors) {
            Node node = nodes.get(ancestor);
            if (node != null && node.cascades() && node.parents().contains(own)) {
                return true;
            }
        }
        return false;
    }

    void countCycle() {
        cycles.increment();
    }

    long cycles() {
        return cycles.sum();
    }

    static List<Target> tagTargets(Node node) {
        List<Target> targets = new ArrayList<>(node.tags().size());
        node.tags().forEach(tag -> targets.add(new Target.Tag(node.scope(), tag)));
        return targets;
    }

    // ---------------------------------------------------------------- what is invalidated with an entry

    /** Notes what goes with an entry, for all that reaches it and may go on from it. */
    void relate(Reach reach, Set<? extends Target> also) {
        Node own = reach.own;
        relate(new Target.Key(own.key()), also);
        if (own.cascades()) {
            for (Target target : reach.targets) {
                relate(target, also);
            }
        } else {
            tagTargets(own).forEach(tag -> relate(tag, also));
        }
    }

    private void relate(Target from, Set<? extends Target> also) {
        Set<Target> known = related.get(from);
        if (known != also && (known == null || !known.containsAll(also))) {
            related.computeIfAbsent(from, unknown -> ConcurrentHashMap.newKeySet(2))
                    .addAll(also);
        }
    }

    boolean isRelatedFull() {
        return related.size() >= Marks.MOST;
    }

    /** Lets what goes with some events go with each. */
    void foldRelated() {
        earlyFloors.increment();
        Set<Target> all = new LinkedHashSet<>(always);
        for (Set<Target> some : related.values()) {
            all.addAll(some);
            if (all.size() > MOST_ALWAYS) {
                all = Set.of(Target.ALL);
                break;
            }
        }
        always.addAll(all);
        related.clear();
    }

    Set<Target> always() {
        return always;
    }

    /** Whether something goes with whatever is reached by a target. */
    boolean leadsOn(Target from) {
        return related.containsKey(from);
    }

    /** What goes with whatever is reached by a target. */
    Set<Target> with(Target from) {
        return related.getOrDefault(from, Set.of());
    }

    void follow(Target from, Consumer<Target> to) {
        Set<Target> also = related.get(from);
        if (also != null) {
            also.forEach(to);
        }
    }

    /** Follows all keys that begin with a prefix. */
    void followKeys(Target.Prefix event, Consumer<Target> to) {
        related.forEach((from, also) -> {
            if (from instanceof Target.Key key && StoreKeys.startsWith(key.storeKey(), event.scope(), event.text())) {
                also.forEach(to);
            }
        });
    }

    /** Follows all tags that match a pattern. */
    void followTags(Target.Pattern event, Consumer<Target> to) {
        related.forEach((from, also) -> {
            if (from instanceof Target.Tag tag
                    && tag.scope().equals(event.scope())
                    && event.glob().matches(tag.text())) {
                also.forEach(to);
            }
        });
    }

    /** Follows what goes with each one of some tags: with one that has them all, among others. */
    void followAll(Target.AllTags event, Consumer<Target> to) {
        Set<Target> common = null;
        for (String tag : event.tags()) {
            Set<Target> also = related.getOrDefault(new Target.Tag(event.scope(), tag), Set.of());
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
}
