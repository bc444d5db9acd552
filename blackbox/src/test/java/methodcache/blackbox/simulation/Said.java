package methodcache.blackbox.simulation;

import java.util.Set;
import methodcache.api.policy.PolicyBuilder;

/** The links that a value is stored with. */
record Said(
        Set<String> tags,
        Set<String> parents,
        Set<String> parentPrefixes,
        Set<String> parentTags,
        Set<String> related,
        Set<String> relatedPrefixes,
        boolean cascades) {

    static final Said NOTHING = new Said(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true);

    boolean isEmpty() {
        return tags.isEmpty()
                && parents.isEmpty()
                && parentPrefixes.isEmpty()
                && parentTags.isEmpty()
                && related.isEmpty()
                && relatedPrefixes.isEmpty();
    }

    void say(PolicyBuilder<?> policy) {
        policy.withTags(tags);
        policy.dependsOn(parents);
        parentPrefixes.forEach(policy::dependsOnPrefix);
        parentTags.forEach(policy::dependsOnTag);
        policy.invalidatesWith(related);
        relatedPrefixes.forEach(policy::invalidatesPrefix);
        policy.cascadeInvalidation(cascades);
    }
}
