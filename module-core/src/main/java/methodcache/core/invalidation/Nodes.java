package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was said of keys, longer than their entries live.
 *
 * <p>Concurrency: read and added to by anybody; forgotten under the lock of {@link Stamps}.
 */
final class Nodes {

    /** Loads that aren't kept add up to about so many links a key. */
    private static final int MOST_LINKS = 1_000;

    /** A node, and the walk over all entries that has last met an entry of its key. */
    private static final class Kept {
        private final Node node;
        private volatile int met;

        Kept(Node node, int met) {
            this.node = node;
            this.met = met;
        }
    }

    private final Map<Object, Kept> kept = new ConcurrentHashMap<>();

    @Nullable
    Node get(Object storeKey) {
        Kept found = kept.get(storeKey);
        return found == null ? null : found.node;
    }

    int size() {
        return kept.size();
    }

    /** Tells what was said of all keys. */
    void forEach(Consumer<Node> to) {
        kept.values().forEach(known -> to.accept(known.node));
    }

    /** Keeps what was said of a key; true when it can be reached in more ways by that. */
    boolean keep(Node node, int walk) {
        boolean[] more = new boolean[1];
        kept.compute(node.key(), (key, before) -> {
            Node now = before == null ? node : node.after(before.node);
            more[0] =
                    before == null ? !now.tags().isEmpty() || !now.parents().isEmpty() : now.reachesBeyond(before.node);
            return new Kept(now, walk);
        });
        return more[0];
    }

    /** Adds what a call says of a key whose load begins; true when it can be reached in more ways by that. */
    boolean expect(Node node, int walk) {
        boolean[] more = new boolean[1];
        kept.compute(node.key(), (key, before) -> {
            Node now = before == null || before.node.size() > MOST_LINKS ? node : before.node.and(node);
            more[0] =
                    before == null ? !now.tags().isEmpty() || !now.parents().isEmpty() : now.reachesBeyond(before.node);
            return before == null || more[0] ? new Kept(now, walk) : before;
        });
        return more[0];
    }

    void meet(Object storeKey, int walk) {
        Kept found = kept.get(storeKey);
        if (found != null) {
            found.met = walk;
        }
    }

    /**
     * Forgets those that no entry was met of for longest.
     *
     * @param before those that were met by this walk or a later one stay
     * @param most how many of the others stay
     * @param inUse whether one stays because something depends on its key
     * @param forgotten is told of them, first
     */
    void forget(int before, int most, Predicate<Object> inUse, Consumer<Node> forgotten) {
        List<Idle> idle = new ArrayList<>();
        kept.forEach((key, node) -> {
            int met = node.met;
            if (met < before && !inUse.test(key)) {
                idle.add(new Idle(key, node, met));
            }
        });
        idle.sort(Comparator.comparingInt(Idle::met));
        for (Idle oldest : idle.subList(0, Math.max(0, idle.size() - most))) {
            forgotten.accept(oldest.kept.node);
            kept.remove(oldest.key, oldest.kept);
        }
    }

    private record Idle(Object key, Kept kept, int met) {}
}
