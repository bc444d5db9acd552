package methodcache.core.policy;

/**
 * What is stored with a value.
 *
 * @param life how long it lives
 * @param links what it is linked to
 */
public record Kept(Life life, Links links) {}
