package methodcache.core.invalidation;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import methodcache.core.key.StoreKeys;

/**
 * By which events an entry is reached, besides those on its own key: its tags and what it depends on, with the tags and parents of
 * its ancestors. Immutable, so that hits read it without a lock.
 */
public final class Reach {

    /** The tags of the entry or of an ancestor. */
    record Tags(String scope, Set<String> texts) {}

    final Node own;
    final Target[] targets;
    final Tags[] tags;
    final Object[] ancestors;

    Reach(Node own, Target[] targets, Tags[] tags, Object[] ancestors) {
        this.own = own;
        this.targets = targets;
        this.tags = tags;
        this.ancestors = ancestors;
    }

    /**
     * Whether one of the keys that it depends on, directly or not, is such a one.
     *
     * @param condition asked for keys
     * @return true for one that holds
     */
    public boolean anyAncestor(Predicate<Object> condition) {
        return Arrays.stream(ancestors).anyMatch(condition);
    }

    /**
     * Whether a key is one of a prefix that it depends on, directly or not.
     *
     * @param storeKey the key
     * @return true if it is
     */
    public boolean dependsOnPrefixOf(Object storeKey) {
        for (Target target : targets) {
            if (target instanceof Target.Prefix prefix
                    && StoreKeys.startsWith(storeKey, prefix.scope(), prefix.text())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What was said of the entry itself.
     *
     * @return its node
     */
    public Node own() {
        return own;
    }
}
