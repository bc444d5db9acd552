package methodcache.core.invalidation;

import java.util.Set;

/**
 * What an event names, and what an entry may be reached by. Scopes are texts, those of store keys; a target of one scope is never
 * equal to one of another.
 */
public sealed interface Target {

    /** Everything, in every scope. */
    Target ALL = new All();

    /** One key; as a dependency, a parent. */
    record Key(Object storeKey) implements Target {}

    /** Keys that begin with a text; as a dependency, any of them as a parent. */
    record Prefix(String scope, String text) implements Target {}

    /** A tag, exactly. */
    record Tag(String scope, String text) implements Target {}

    /** Tags that match a pattern. */
    record Pattern(String scope, Glob glob) implements Target {}

    /** What has every one of some tags. */
    record AllTags(String scope, Set<String> tags) implements Target {}

    /** What depends on a prefix or a pattern, of which something was reached. */
    record Dependents(Target on) implements Target {}

    /** Everything. */
    record All() implements Target {}
}
