package methodcache.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * What stands around the loaders of a policy, and whose state it is. Immutable.
 *
 * @param owner whose state it is: the same for all who share it; a text, or an object that lives as long as what it stands for
 * @param shown the owner, for messages
 * @param shared the owner's name that all nodes of a cluster know; null where there is none
 */
public record Protection(
        Object owner, String shown, @Nullable String shared) {

    /**
     * Stops loaders that fail.
     *
     * @param of whose state it is
     * @param failures how many in a row open it
     * @param openFor nanoseconds that it stays open
     */
    public record CircuitBreaker(Protection of, int failures, long openFor) {}

    /**
     * Bounds how many loaders run at a time.
     *
     * @param of whose state it is
     * @param permits how many
     */
    public record Bulkhead(Protection of, int permits) {}
}
