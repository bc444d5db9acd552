package methodcache.core.policy;

import java.util.Set;

/**
 * What a value is linked to, as texts of its scope. Immutable.
 *
 * @param tags its tags
 * @param parents keys it depends on
 * @param parentPrefixes prefixes of keys it depends on
 * @param parentTags patterns of tags it depends on
 * @param related keys that are invalidated with it
 * @param relatedPrefixes prefixes of keys that are invalidated with it
 * @param cascades whether an invalidation that reaches it through a parent goes on from it
 */
public record Links(
        Set<String> tags,
        Set<String> parents,
        Set<String> parentPrefixes,
        Set<String> parentTags,
        Set<String> related,
        Set<String> relatedPrefixes,
        boolean cascades) {

    /** No links. */
    public static final Links NONE = new Links(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true);

    /** Whether there is no link. */
    public boolean isEmpty() {
        return tags.isEmpty() && !hasEdges();
    }

    /** Whether there is more than tags. */
    public boolean hasEdges() {
        return !(parents.isEmpty()
                && parentPrefixes.isEmpty()
                && parentTags.isEmpty()
                && related.isEmpty()
                && relatedPrefixes.isEmpty());
    }
}
