package methodcache.core.policy;

import java.util.List;

/**
 * Where the words that a value says have their place: above all that was said without the value, the policies they take up
 * included, but below the overrides. Immutable.
 *
 * @param weaker what was said without the value, not to be changed
 * @param named the policies that a value's words may take up
 * @param stronger the overrides, the weakest first
 */
record ValueWords(Merge weaker, NamedPolicies named, List<Words> stronger) {

    /** All layers together, with what the value said, the weakest first. */
    Merge with(List<Words> said) {
        Merge own = weaker.copy();
        named.of(said).forEach(own::add);
        said.forEach(own::add);
        stronger.forEach(own::add);
        return own;
    }
}
