package methodcache.core.invalidation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * What goes with what, found from the event: for each target, what else is invalidated with whatever it reaches.
 *
 * <p>Concurrency: read and added to by anybody; forgotten under the lock of {@link Stamps}. Whoever adds to a set looks afterwards
 * whether it is still the one that is kept.
 */
final class Related {

    private static final class Also {
        private final Set<Target> targets = ConcurrentHashMap.newKeySet(2);
        private volatile int met;
    }

    /** Of one source at most so much is told apart. */
    static final int MOST = 1_000;

    private final Map<Target, Also> kept = new ConcurrentHashMap<>();

    int size() {
        return kept.size();
    }

    boolean has(Target from) {
        return kept.containsKey(from);
    }

    Set<Target> with(Target from) {
        Also also = kept.get(from);
        return also == null ? Set.of() : also.targets;
    }

    /** Notes what goes with a target; false when that is too much, and {@link #forgetAll} is due. */
    boolean add(Target from, Set<? extends Target> also, int walk) {
        for (; ; ) {
            Also known = kept.get(from);
            if (known != null && (known.targets == also || known.targets.containsAll(also))) {
                known.met = walk;
            } else {
                known = kept.computeIfAbsent(from, unknown -> new Also());
                known.met = walk;
                known.targets.addAll(also);
            }
            if (kept.get(from) == known) {
                return known.targets.size() <= MOST;
            }
        }
    }

    void meet(Target from, int walk) {
        Also known = kept.get(from);
        if (known != null) {
            known.met = walk;
        }
    }

    void forEach(BiConsumer<Target, Set<Target>> to) {
        kept.forEach((from, also) -> to.accept(from, also.targets));
    }

    /**
     * Forgets those of which no entry was met for longest.
     *
     * @param before those that were met by this walk or a later one stay
     * @param most how many of the others stay
     * @param forgotten is told of them
     */
    void forget(int before, int most, Forgotten forgotten) {
        List<Idle> idle = new ArrayList<>();
        kept.forEach((from, also) -> {
            int met = also.met;
            if (met < before) {
                idle.add(new Idle(from, also, met));
            }
        });
        idle.sort(Comparator.comparingInt(Idle::met));
        for (Idle oldest : idle.subList(0, Math.max(0, idle.size() - most))) {
            // Removed first: whoever adds to it meanwhile finds that out, and adds again.
            kept.remove(oldest.from, oldest.also);
            forgotten.relation(oldest.from, oldest.also.targets);
        }
    }

    /** Forgets what goes with one target. */
    void forgetAll(Target from, Forgotten forgotten) {
        Also also = kept.remove(from);
        if (also != null) {
            forgotten.relation(from, also.targets);
        }
    }

    private record Idle(Target from, Also also, int met) {}
}
