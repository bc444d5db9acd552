package methodcache.api;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sets of texts that users give. */
final class Texts {

    private Texts() {}

    /** A copy that can't be changed, in the order given; refuses empty texts. */
    static Set<String> copied(Collection<String> texts, String what) {
        Set<String> copy = Collections.unmodifiableSet(new LinkedHashSet<>(texts));
        for (String text : copy) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException(what + " must not be empty");
            }
        }
        return copy;
    }
}
