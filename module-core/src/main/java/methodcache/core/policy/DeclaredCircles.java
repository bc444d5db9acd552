package methodcache.core.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import methodcache.core.policy.LinkWords.Word;
import org.jspecify.annotations.Nullable;

/**
 * Finds circles among dependencies that are said in a configuration: what depends on a key and invalidates another leads from the one
 * to the other. At run time a circle is legal; declared, it is a mistake.
 */
final class DeclaredCircles {

    /** A key, or keys that begin with a text. */
    private record Step(String text, boolean prefix) {

        boolean reaches(Step dependency) {
            return (prefix && dependency.text.startsWith(text))
                    || (dependency.prefix && text.startsWith(dependency.text))
                    || text.equals(dependency.text);
        }

        @Override
        public String toString() {
            return '"' + text + (prefix ? "…\"" : "\"");
        }
    }

    private record Owner(String name, Set<Step> parents, Set<Step> related) {}

    private final List<Owner> owners = new ArrayList<>();
    private final Set<Owner> done = new HashSet<>();
    private final List<String> found = new ArrayList<>();

    private DeclaredCircles() {}

    /** The circles, each as a path; at most one for each who has a part in it. */
    static List<String> in(PolicyLayers layers) {
        DeclaredCircles circles = new DeclaredCircles();
        List<Words> all = new ArrayList<>(layers.named().values());
        all.addAll(layers.groups().values());
        all.addAll(layers.methods().values());
        all.sort(Comparator.comparing(words -> words.origin));
        circles.add(layers.defaults().origin, List.of(layers.defaults()));
        for (Words words : all) {
            circles.add(words.origin, List.of(layers.defaults(), words));
        }
        for (Owner owner : circles.owners) {
            circles.walk(owner, new LinkedHashMap<>());
        }
        return circles.found;
    }

    private void add(String name, List<Words> layers) {
        LinkWords said = null;
        for (Words words : layers) {
            said = LinkWords.joined(said, words.links);
        }
        if (said != null) {
            owners.add(new Owner(
                    name,
                    steps(said, Word.PARENTS, Word.PARENT_PREFIXES),
                    steps(said, Word.RELATED, Word.RELATED_PREFIXES)));
        }
    }

    private static Set<Step> steps(LinkWords said, Word keys, Word prefixes) {
        Set<Step> steps = new LinkedHashSet<>();
        said.texts(keys).forEach(text -> steps.add(new Step(text, false)));
        said.texts(prefixes).forEach(text -> steps.add(new Step(text, true)));
        return steps;
    }

    /** Follows what an owner invalidates; the path leads from each owner on it to the step that it was left by. */
    private void walk(Owner owner, Map<Owner, @Nullable Step> path) {
        if (path.containsKey(owner)) {
            tell(owner, path);
            return;
        }
        if (!done.contains(owner)) {
            for (Step step : owner.related) {
                path.put(owner, step);
                for (Owner next : owners) {
                    if (next.parents.stream().anyMatch(step::reaches)) {
                        walk(next, path);
                    }
                }
            }
            path.remove(owner);
            done.add(owner);
        }
    }

    private void tell(Owner first, Map<Owner, @Nullable Step> path) {
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        for (Map.Entry<Owner, @Nullable Step> part : path.entrySet()) {
            inside |= part.getKey().equals(first);
            if (inside) {
                text.append(part.getKey().name)
                        .append(" → ")
                        .append(part.getValue())
                        .append(" → ");
            }
        }
        found.add(text.append(first.name).toString());
    }
}
