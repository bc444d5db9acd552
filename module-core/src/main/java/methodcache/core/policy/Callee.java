package methodcache.core.policy;

import methodcache.core.key.MethodId;
import org.jspecify.annotations.Nullable;

/**
 * Whose calls a policy is for.
 *
 * @param method the method; null for keyed calls and where it can't be told
 * @param name the method or lambda, for people; null for keyed calls
 */
record Callee(@Nullable MethodId method, @Nullable String name) {

    static final Callee NONE = new Callee(null, null);

    /** Whose state it is: the name's, else that of the method of a declared service, else that of the policy that says the word, else the call's. */
    Protection owner(@Nullable String given, Words by) {
        if (given != null) {
            String shown = '"' + given + '"';
            return new Protection(shown, shown, shown);
        }
        if (method != null) {
            String of = method.owner().getName() + "::" + method.name() + method.descriptor();
            return new Protection(of, name == null ? of : name, of);
        }
        if (by.owner != null) {
            return new Protection(by.owner, by.origin, null);
        }
        return name != null ? new Protection(name, name, null) : new Protection(by.origin, by.origin, by.origin);
    }
}
