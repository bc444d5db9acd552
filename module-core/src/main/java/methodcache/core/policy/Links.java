package methodcache.core.policy;

import java.util.Set;

public record Links(
        Set<String> tags,
        Set<String> parents,
        Set<String> parentPrefixes,
        Set<String> parentTags,
        Set<String> related,
        Set<String> relatedPrefixes,
        boolean cascades) {

    public static final Links NONE = new Links(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true);

    public boolean isEmpty() {
        return tags.isEmpty() && !hasEdges();
    }

    public boolean hasEdges() {
        return !(parents.isEmpty()
                && parentPrefixes.isEmpty()
                && parentTags.isEmpty()
                && related.isEmpty()
                && relatedPrefixes.isEmpty());
    }
}
