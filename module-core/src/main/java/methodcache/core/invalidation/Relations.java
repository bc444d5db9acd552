package methodcache.core.invalidation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final LongAdder earlyFloors;

    Relations(LongAdder earlyFloors) {
        this.earlyFloors = earlyFloors;
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

    /** By what an entry is reached, as far as is known now: a set, so that circles end. */
    Reach reach(Node own) {
        if (own.parents().isEmpty()) {
            return tagged(own);
        }
        Set<Target> targets = new LinkedHashSet<>(tagTargets(own));
        Set<Object> ancestors = new LinkedHashSet<>();
        List<Node> reached = new ArrayList<>(List.of(own));
        Deque<Node> open = new ArrayDeque<>(List.of(own));
        for (Node node = open.poll(); node != null; node = open.poll()) {
            for (Target parent : node.parents()) {
                if (!(parent instanceof Target.Key key)) {
                    targets.add(parent);
                } else if (!key.storeKey().equals(own.key()) && ancestors.add(key.storeKey())) {
                    targets.add(parent);
                    Node further = nodes.get(key.storeKey());
                    if (further != null) {
                        reached.add(further);
                        targets.addAll(tagTargets(further));
                        if (further.cascades()) {
                            open.add(further);
                        }
                    }
                }
            }
        }
        return new Reach(own, targets.toArray(Target[]::new), tags(reached), ancestors.toArray());
    }

    /** By what an entry is reached that depends on nothing. */
    static Reach tagged(Node own) {
        return new Reach(own, tagTargets(own).toArray(Target[]::new), tags(List.of(own)), new Object[0]);
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

    private static List<Target> tagTargets(Node node) {
        List<Target> targets = new ArrayList<>(node.tags().size());
        node.tags().forEach(tag -> targets.add(new Target.Tag(node.scope(), tag)));
        return targets;
    }

    private static Reach.Tags[] tags(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> !node.tags().isEmpty())
                .map(node -> new Reach.Tags(node.scope(), node.tags()))
                .toArray(Reach.Tags[]::new);
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
        if (known == null || !known.containsAll(also)) {
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
