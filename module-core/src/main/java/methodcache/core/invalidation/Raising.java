package methodcache.core.invalidation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import methodcache.core.key.StoreKeys;

/**
 * One event being applied: raises what it names, and what is invalidated with that, each once, however the relations run in circles;
 * first what goes, then what expires and hasn't gone by that. Under the lock of {@link Stamps}.
 */
final class Raising {

    private final Stamps stamps;
    private final Marks marks;
    private final Relations relations;
    private final Covered covered;
    private final Announced raising;
    private final long number;
    private final long time;
    private final Set<Target> known = new HashSet<>();
    private final Deque<Target> open = new ArrayDeque<>();
    private boolean removes = true;
    private boolean targeted;

    Raising(
            Stamps stamps,
            Marks marks,
            Relations relations,
            Covered covered,
            Announced raising,
            long number,
            long time) {
        this.stamps = stamps;
        this.marks = marks;
        this.relations = relations;
        this.covered = covered;
        this.raising = raising;
        this.number = number;
        this.time = time;
    }

    /** Applies an event; true when those that have tags or parents must look whether it reaches them. */
    boolean apply(Event event) {
        if (!event.removed().isEmpty()) {
            apply(event.removed());
        }
        removes = false;
        if (!event.expired().isEmpty()) {
            apply(event.expired());
        }
        return targeted;
    }

    private void apply(Set<Target> named) {
        named.forEach(this::add);
        run();
    }

    private void add(Target target) {
        if (known.add(target)) {
            open.add(target);
        }
    }

    private void follow(Target target) {
        if (known.add(target)) {
            open.add(target);
            raising.followed(target, removes);
        }
    }

    private void run() {
        for (Target target = open.poll(); target != null; target = open.poll()) {
            raising.raising(target, removes);
            raise(target);
            relations.follow(target, this::follow);
        }
    }

    private void raise(Target target) {
        if (target instanceof Target.Key key) {
            raiseKey(key);
        } else if (target instanceof Target.Tag tag) {
            raiseTag(tag);
        } else if (target instanceof Target.Prefix prefix) {
            raisePrefix(prefix);
        } else if (target instanceof Target.Dependents dependents) {
            targeted |= marks.raise(dependents.on(), number, removes);
        } else if (target instanceof Target.Pattern pattern) {
            raisePattern(pattern);
        } else if (target instanceof Target.AllTags tags) {
            marks.onTags(number);
            marks.raiseAllOf(tags, number, removes);
            targeted = true;
        } else if (target instanceof Target.ForgottenParent) {
            targeted |= marks.raise(target, number, removes);
        } else if (target instanceof Target.ForgottenRelated) {
            raiseForgotten(target);
        } else if (removes) {
            stamps.raiseFloor(number);
        } else {
            stamps.raiseBroad(target, number, false);
        }
    }

    /** Any key may be meant that went with something. */
    private void raiseForgotten(Target event) {
        stamps.raiseBroad(event, number, removes);
        marks.onKeys(number);
        targeted = true;
        for (Target.Prefix prefix : marks.prefixes()) {
            if (event.scope().isEmpty() || event.scope().equals(prefix.scope())) {
                add(new Target.Dependents(prefix));
            }
        }
        for (Target.Pattern pattern : marks.patterns()) {
            if (event.scope().isEmpty() || event.scope().equals(pattern.scope())) {
                add(new Target.Dependents(pattern));
            }
        }
    }

    private void raiseKey(Target.Key key) {
        if (removes) {
            covered.cover(key.storeKey(), number);
        } else {
            covered.expire(key.storeKey(), number, time);
        }
        marks.onKeys(number);
        targeted |= marks.raise(key, number, removes);
        for (Target.Prefix prefix : marks.prefixes()) {
            if (StoreKeys.startsWith(key.storeKey(), prefix.scope(), prefix.text())) {
                add(new Target.Dependents(prefix));
            }
        }
    }

    private void raiseTag(Target.Tag tag) {
        marks.onTags(number);
        targeted |= marks.raise(tag, number, removes);
        for (Target.Pattern pattern : marks.patterns()) {
            if (pattern.scope().equals(tag.scope()) && pattern.glob().matches(tag.text())) {
                add(new Target.Dependents(pattern));
            }
        }
    }

    private void raisePrefix(Target.Prefix event) {
        stamps.raisePrefix(event, number, removes);
        marks.onKeys(number);
        for (Target.Prefix prefix : marks.prefixes()) {
            if (prefix.scope().equals(event.scope())
                    && (prefix.text().startsWith(event.text()) || event.text().startsWith(prefix.text()))) {
                add(new Target.Dependents(prefix));
            }
        }
    }

    private void raisePattern(Target.Pattern event) {
        stamps.raisePattern(event, number, removes);
        marks.onTags(number);
        targeted = true;
        for (Target.Pattern pattern : marks.patterns()) {
            if (pattern.scope().equals(event.scope()) && pattern.glob().overlaps(event.glob())) {
                add(new Target.Dependents(pattern));
            }
        }
    }
}
