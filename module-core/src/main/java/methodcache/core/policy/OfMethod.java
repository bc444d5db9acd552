package methodcache.core.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import methodcache.core.key.MethodId;
import methodcache.core.policy.OverrideWords.Change;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a method: of itself, and of the methods of other declared services that it implements. Immutable.
 *
 * @param words of the configuration, the weakest first
 * @param changes by overrides, the weakest first
 */
record OfMethod(List<Words> words, List<Change> changes) {

    static final OfMethod NOTHING = new OfMethod(List.of(), List.of());

    static OfMethod find(@Nullable MethodId method, Map<MethodId, Words> said, OverrideWords overrides) {
        if (method == null || (said.isEmpty() && overrides.methods().isEmpty())) {
            return NOTHING;
        }
        Set<MethodId> known = new HashSet<>(said.keySet());
        known.addAll(overrides.methods().keySet());
        List<Words> words = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (MethodId implemented : method.implemented(known)) {
            Words own = said.get(implemented);
            if (own != null) {
                words.add(own);
            }
            Change change = overrides.methods().get(implemented);
            if (change != null) {
                changes.add(change);
            }
        }
        return words.isEmpty() && changes.isEmpty() ? NOTHING : new OfMethod(List.copyOf(words), List.copyOf(changes));
    }

    boolean isNothing() {
        return words.isEmpty() && changes.isEmpty();
    }
}
