package methodcache.api;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sets of texts that users give. */
final class Texts {

    private Texts() {}

    /** A copy that can't be changed, in the order given; refuses nulls, by the name of the parameter, and empty texts. */
    static Set<String> copied(Collection<String> texts, String parameter, String what) {
        Set<String> copy = Collections.unmodifiableSet(new LinkedHashSet<>(requireNonNull(texts, parameter)));
        for (String text : copy) {
            if (requireNonNull(text, () -> parameter + " must not contain null").isEmpty()) {
                throw new IllegalArgumentException(what + " must not be empty");
            }
        }
        return copy;
    }
}
