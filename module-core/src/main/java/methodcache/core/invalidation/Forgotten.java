package methodcache.core.invalidation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.core.key.StoreKeys;

/**
 * What is still known of relations that were forgotten for want of room: enough to invalidate too much instead of too little.
 *
 * <p>Of a key's tags and parents it is known which keys there were, and what may have reached one of them; whoever depends on such a
 * key later goes with any of that. Of what was to be invalidated with something it is known with what, and what may have been meant.
 *
 * <p>Concurrency: written under the lock of {@link Stamps}, read by anybody. What is forgotten is noted here first.
 */
final class Forgotten {

    /** Prefixes and patterns are kept one by one, up to so many of each kind; beyond, any key or tag counts as one of theirs. */
    private static final int MOST = 1_000;

    private final Sketch keys = new Sketch();
    private final Wide reaching = new Wide();
    private final Wide sources = new Wide();
    private final Wide related = new Wide();

    /** Forgets what was said of a key, which is reached so, as far as is known. */
    void node(Reach reach) {
        reaches(reach);
        keys.add(reach.own.key());
    }

    /** What reaches a key reaches those that depended on it and are forgotten. */
    void reaches(Reach reach) {
        for (Target target : reach.targets) {
            if (target instanceof Target.Key
                    || target instanceof Target.Tag
                    || target instanceof Target.Prefix
                    || target instanceof Target.Pattern) {
                reaching.add(target);
            }
        }
    }

    void relation(Target from, Set<Target> also) {
        also.forEach(related::add);
        sources.add(from);
    }

    /** Whether something was known of any key by which it is reached. */
    boolean hasKeys() {
        return !keys.isEmpty();
    }

    /** Whether something may have been known of a key by which it is reached. */
    boolean mayHaveKnown(Object storeKey) {
        return keys.mayHold(storeKey);
    }

    /** Whether an event on a target may reach a key of which that is forgotten. */
    boolean mayReach(Target target) {
        return hasKeys() && reaching.mayHold(target);
    }

    /** Whether it is forgotten what goes with a target. */
    boolean mayLeadOn(Target target) {
        return sources.mayHold(target);
    }

    /** Whether a key may be one of those that went with something. */
    boolean mayBeRelated(Object storeKey) {
        return related.mayHold(new Target.Key(storeKey));
    }

    /** What went with something, and is no key. */
    Set<Target> relatedWide() {
        return related.exact;
    }

    /** Some targets: keys and tags as a sketch, those that mean many of them one by one. */
    private static final class Wide {

        private final Sketch sketch = new Sketch();
        private final Set<Target> exact = ConcurrentHashMap.newKeySet();
        private volatile boolean any;

        void add(Target target) {
            if (target instanceof Target.Key || target instanceof Target.Tag) {
                sketch.add(target);
            } else if (exact.size() < MOST) {
                exact.add(target);
            } else {
                any = true;
            }
        }

        /** Whether a target may have been added, or one that means it, too; of targets that mean many, any may. */
        boolean mayHold(Target target) {
            if (any) {
                return true;
            }
            if (target instanceof Target.Key key) {
                return sketch.mayHold(target) || exact.stream().anyMatch(wide -> isOf(wide, key));
            }
            if (target instanceof Target.Tag tag) {
                return sketch.mayHold(target) || exact.stream().anyMatch(wide -> isOf(wide, tag));
            }
            if (target instanceof Target.Dependents dependents) {
                return exact.contains(dependents.on());
            }
            return !sketch.isEmpty() || !exact.isEmpty();
        }

        private static boolean isOf(Target wide, Target.Key key) {
            return wide instanceof Target.Prefix prefix
                    && StoreKeys.startsWith(key.storeKey(), prefix.scope(), prefix.text());
        }

        private static boolean isOf(Target wide, Target.Tag tag) {
            return wide instanceof Target.Pattern pattern
                    && pattern.scope().equals(tag.scope())
                    && pattern.glob().matches(tag.text());
        }
    }
}
