package methodcache.core.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import methodcache.core.key.MethodId;
import org.jspecify.annotations.Nullable;

/**
 * The overrides in force: for each target the last change. Immutable.
 *
 * @param all for all calls
 * @param groups for the calls of groups
 * @param methods for the calls of methods
 */
record OverrideWords(Change all, Map<String, Change> groups, Map<MethodId, Change> methods) {

    static final OverrideWords NONE = new OverrideWords(Change.NOTHING, Map.of(), Map.of());

    OverrideWords withAll(Change change) {
        return new OverrideWords(change, groups, methods);
    }

    OverrideWords withGroup(String group, Change change) {
        return new OverrideWords(all, with(groups, group, change), methods);
    }

    OverrideWords withMethod(MethodId method, Change change) {
        return new OverrideWords(all, groups, with(methods, method, change));
    }

    Change group(@Nullable String group) {
        return group == null ? Change.NOTHING : groups.getOrDefault(group, Change.NOTHING);
    }

    /** What is changed for the calls of a method, the weakest first. */
    List<Change> on(@Nullable String group, OfMethod method) {
        List<Change> changes = new ArrayList<>(List.of(all, group(group)));
        changes.addAll(method.changes());
        return changes;
    }

    boolean isEmpty() {
        return all.isNothing() && groups.isEmpty() && methods.isEmpty();
    }

    private static <K> Map<K, Change> with(Map<K, Change> changes, K target, Change change) {
        Map<K, Change> changed = new HashMap<>(changes);
        if (change.isNothing()) {
            changed.remove(target);
        } else {
            changed.put(target, change);
        }
        return Map.copyOf(changed);
    }

    /**
     * What is changed for one target.
     *
     * @param words the words that are stronger than all others
     * @param off whether caching is turned off
     */
    record Change(Words words, boolean off) {

        static final Change NOTHING = new Change(Words.NONE, false);
        static final Change OFF = new Change(Words.NONE, true);

        boolean isNothing() {
            return !off && words.isEmpty();
        }
    }
}
