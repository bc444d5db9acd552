package methodcache.core.invalidation;

import java.util.Set;
import methodcache.core.key.StoreKeys;

/**
 * What an event names, and what an entry may be reached by. Scopes are texts, those of store keys; a target of one scope is never
 * equal to one of another.
 */
public sealed interface Target {

    /** The scope, as text; empty where it has none or doesn't tell. */
    default String scope() {
        return StoreKeys.NO_SCOPE;
    }

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
    record Dependents(Target on) implements Target {
        @Override
        public String scope() {
            return on.scope();
        }
    }

    /** Everything, in every scope. */
    record All() implements Target {}

    /** A key of a scope of which it is forgotten by what it was reached; of any scope where it is empty. */
    record ForgottenParent(String scope) implements Target {}

    /** Keys of a scope of which it is forgotten with what they went; of any scope where it is empty. */
    record ForgottenRelated(String scope) implements Target {}
}
