package methodcache.core.invalidation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/** Gathers by what an entry is reached. For one thread. */
final class Reached {

    private final Node own;
    private final Target ownKey;
    private final Set<Target> targets = new LinkedHashSet<>();
    private final Set<Reach.Tags> tags = new LinkedHashSet<>();
    private final Set<Object> ancestors = new LinkedHashSet<>();
    private final Deque<Target.Key> open = new ArrayDeque<>();

    Reached(Node own) {
        this.own = own;
        ownKey = new Target.Key(own.key());
        addTags(own);
        own.parents().forEach(this::add);
    }

    /** The next key that reaches the entry, and hasn't been asked for yet by what it is reached itself. */
    Target.@Nullable Key next() {
        return open.poll();
    }

    /** Whether keys of a prefix, or with tags of a pattern, are among what reaches it. */
    boolean hasWide() {
        return targets.stream().anyMatch(target -> target instanceof Target.Prefix || target instanceof Target.Pattern);
    }

    /** It is forgotten by what a parent is reached. */
    void addForgottenParent() {
        add(new Target.ForgottenParent(own.scope()));
        add(new Target.ForgottenParent(StoreKeys.NO_SCOPE));
    }

    private void add(Target target) {
        if (!target.equals(ownKey) && targets.add(target) && target instanceof Target.Key key) {
            ancestors.add(key.storeKey());
            open.add(key);
        }
    }

    /** What was said of a parent. */
    void add(Node parent) {
        addTags(parent);
        if (parent.cascades()) {
            parent.parents().forEach(this::add);
        }
    }

    /** By what a parent's value was reached, or the entry's own one before. */
    void add(Reach known) {
        addTags(known.own);
        if (known.own.cascades() || known.own.key().equals(own.key())) {
            for (Target target : known.targets) {
                add(target);
            }
            tags.addAll(Arrays.asList(known.tags));
        }
    }

    /** By what an entry may be reached that was reached in either way. */
    Reach add(Reach one, Reach other) {
        for (Reach known : List.of(one, other)) {
            Arrays.stream(known.targets).forEach(this::add);
            tags.addAll(Arrays.asList(known.tags));
            ancestors.addAll(Arrays.asList(known.ancestors));
        }
        return reach();
    }

    private void addTags(Node node) {
        if (!node.tags().isEmpty()) {
            tags.add(new Reach.Tags(node.scope(), node.tags()));
            targets.addAll(Relations.tagTargets(node));
        }
    }

    Reach reach() {
        return new Reach(own, targets.toArray(Target[]::new), tags.toArray(Reach.Tags[]::new), ancestors.toArray());
    }
}
