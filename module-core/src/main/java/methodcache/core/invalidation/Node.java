package methodcache.core.invalidation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import methodcache.core.key.StoreKeys;
import methodcache.core.policy.Links;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one key: its tags, what it depends on, and what is invalidated with it. Immutable.
 *
 * @param key the store key
 * @param scope the scope of its tags, as text
 * @param tags its tags
 * @param parents what it depends on: keys, prefixes and patterns
 * @param related what is invalidated with it: keys and prefixes
 * @param cascades whether what reaches it through a parent goes on from it
 * @param asOf the number when its load began: what was said later counts
 */
public record Node(
        Object key,
        String scope,
        Set<String> tags,
        Set<Target> parents,
        Set<Target> related,
        boolean cascades,
        long asOf) {

    static Node of(Object key, String scope, Links links, long asOf) {
        if (!links.hasEdges()) {
            return new Node(key, scope, links.tags(), Set.of(), Set.of(), links.cascades(), asOf);
        }
        Set<Target> parents = keys(scope, links.parents());
        links.parentPrefixes().forEach(prefix -> parents.add(new Target.Prefix(scope, prefix)));
        links.parentTags().forEach(pattern -> parents.add(new Target.Pattern(scope, new Glob(pattern))));
        Set<Target> related = keys(scope, links.related());
        related.remove(new Target.Key(key));
        links.relatedPrefixes().forEach(prefix -> related.add(new Target.Prefix(scope, prefix)));
        return new Node(
                key,
                scope,
                links.tags(),
                Collections.unmodifiableSet(parents),
                Collections.unmodifiableSet(related),
                links.cascades(),
                asOf);
    }

    private static Set<Target> keys(String scope, Set<String> texts) {
        Set<Target> keys = new LinkedHashSet<>();
        for (String text : texts) {
            for (Object key : StoreKeys.addressed(scope, text)) {
                keys.add(new Target.Key(key));
            }
        }
        return keys;
    }

    /** The same, as of another number. */
    Node asOf(long number) {
        return new Node(key, scope, tags, parents, related, cascades, number);
    }

    /**
     * What of it means something on other nodes.
     *
     * @return a node; null where that is nothing
     */
    public @Nullable Node shared() {
        if (!(key instanceof String) || (tags.isEmpty() && parents.isEmpty() && related.isEmpty())) {
            return null;
        }
        return new Node(key, scope, tags, shared(parents), shared(related), cascades, 0);
    }

    private static Set<Target> shared(Set<Target> some) {
        Set<Target> all = new LinkedHashSet<>(some);
        all.removeIf(target -> !target.equals(Wire.shared(target)));
        return Collections.unmodifiableSet(all);
    }

    /** Whether it can be reached in a way that another can't. */
    boolean reachesBeyond(Node other) {
        return !other.tags.containsAll(tags) || (cascades && !(other.cascades && other.parents.containsAll(parents)));
    }

    /** What is known after both were said: what comes from the later load, or where no event tells them apart, what was said later. */
    Node after(Node earlier) {
        return asOf >= earlier.asOf ? this : earlier;
    }

    /** How many ways there are in which it is reached. */
    int size() {
        return tags.size() + parents.size();
    }

    /** What both say, as of the later one. */
    Node and(Node other) {
        return new Node(
                key,
                scope,
                joined(other.tags, tags),
                joined(other.parents, parents),
                joined(other.related, related),
                other.cascades || cascades,
                Math.max(asOf, other.asOf));
    }

    private static <E> Set<E> joined(Set<E> some, Set<E> more) {
        Set<E> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return Collections.unmodifiableSet(all);
    }
}
