package methodcache.blackbox.simulation;

import java.time.Duration;
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
        boolean cascades,
        boolean stale) {

    /** How long a value may be served after it has expired, where its load fails. */
    static final Duration MAX_STALE = Duration.ofSeconds(30);

    /** How long a load that failed isn't tried again then. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    static Said nothing(boolean stale) {
        return new Said(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true, stale);
    }

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
        if (stale) {
            policy.withStaleOnError(MAX_STALE, RETRY_AFTER);
        }
    }
}
