package methodcache.core.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import methodcache.core.policy.Linked.Said;
import org.jspecify.annotations.Nullable;

/**
 * Finds circles among dependencies that are said in a configuration and in overrides. What has a tag leads to what depends on it,
 * what invalidates a key to what depends on that. At run time a circle is legal; declared, it is a mistake. All of a circle must be
 * able to be in one scope, and nothing in it may end it by {@code cascadeInvalidation(false)}.
 */
final class DeclaredCircles {

    private static final int MOST_WAYS = 1_000;

    /** That an invalidation of one leads to another. */
    private record Edge(Linked from, Said by, Said through, Linked to) {}

    /** A way from where a search began, in the scope that all on it can be in. */
    private record Way(
            Linked end,
            Map<String, Object> scope,
            @Nullable Way before,
            @Nullable Edge last) {

        Way(Linked start) {
            this(start, start.scope(), null, null);
        }

        List<Edge> edges() {
            List<Edge> edges = new ArrayList<>();
            for (Way way = this; way != null && way.last != null; way = way.before) {
                edges.add(0, way.last);
            }
            return edges;
        }
    }

    private record Pair(Said by, Said through) {}

    private final Map<Linked, List<Edge>> edges = new LinkedHashMap<>();
    private final Map<Set<Pair>, String> found = new LinkedHashMap<>();

    private DeclaredCircles() {}

    /** The circles, each as a problem with its path; at most one for each who has a part in it. */
    static List<String> in(PolicyLayers layers, OverrideWords overrides, LayerOrder order) {
        DeclaredCircles circles = new DeclaredCircles();
        List<Linked> all = Linked.all(layers, overrides, order);
        circles.connect(all.stream().filter(Linked::canBeInACircle).toList());
        circles.edges.keySet().forEach(circles::search);
        return circles.told().stream()
                .map(circle -> "declared dependencies must not form a circle, was " + circle
                        + ": take one of these words out, or say cascadeInvalidation(false) where it may end")
                .toList();
    }

    /** Once for the same words, however many take them up; and only the smallest, for what ends those ends the rest. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        found.forEach((words, path) -> {
            if (found.keySet().stream().noneMatch(other -> other.size() < words.size() && words.containsAll(other))) {
                told.add(path);
            }
        });
        return told;
    }

    /** Leaves out whatever can't be in a circle, which is nearly always everything. */
    private void connect(List<Linked> all) {
        for (Linked from : all) {
            edges.put(from, new ArrayList<>());
            for (Linked to : all) {
                Pair pair = pair(from, to);
                if (pair != null && joined(from.scope(), to.scope()) != null) {
                    edges.get(from).add(new Edge(from, pair.by, pair.through, to));
                }
            }
        }
        boolean changed = true;
        while (changed) {
            Set<Linked> reached = new HashSet<>();
            edges.values().forEach(some -> some.forEach(edge -> reached.add(edge.to)));
            changed = edges.entrySet().removeIf(some -> some.getValue().isEmpty() || !reached.contains(some.getKey()));
            for (List<Edge> some : edges.values()) {
                changed |= some.removeIf(edge -> !edges.containsKey(edge.to));
            }
        }
    }

    private static @Nullable Pair pair(Linked from, Linked to) {
        for (Said by : from.leaving()) {
            for (Said through : to.entering()) {
                if (by.reaches(through)) {
                    return new Pair(by, through);
                }
            }
        }
        return null;
    }

    /** What both say; null where they can't be in one scope. */
    private static @Nullable Map<String, Object> joined(Map<String, Object> some, Map<String, Object> others) {
        Map<String, Object> joined = new HashMap<>(some);
        for (Map.Entry<String, Object> part : others.entrySet()) {
            Object other = joined.putIfAbsent(part.getKey(), part.getValue());
            if (other != null && !other.equals(part.getValue())) {
                return null;
            }
        }
        return joined;
    }

    /** Finds a shortest circle. Looks at so many ways: to find one that can be in one scope may take all that there are. */
    private void search(Linked start) {
        Deque<Way> ways = new ArrayDeque<>(List.of(new Way(start)));
        Map<Linked, List<Map<String, Object>>> seen = new HashMap<>();
        int looked = 0;
        for (Way way = ways.poll(); way != null && looked < MOST_WAYS; way = ways.poll()) {
            looked++;
            for (Edge edge : edges.getOrDefault(way.end, List.of())) {
                Map<String, Object> scope = joined(way.scope, edge.to.scope());
                if (scope != null) {
                    Way next = new Way(edge.to, scope, way, edge);
                    if (edge.to == start) {
                        add(next.edges());
                        return;
                    }
                    if (isNew(scope, seen.computeIfAbsent(edge.to, unseen -> new ArrayList<>()))) {
                        ways.add(next);
                    }
                }
            }
        }
    }

    /** Whether nobody has been there in a scope that leaves as much open: what goes on from here goes on from there, too. */
    private static boolean isNew(Map<String, Object> scope, List<Map<String, Object>> seen) {
        for (Map<String, Object> earlier : seen) {
            if (scope.entrySet().containsAll(earlier.entrySet())) {
                return false;
            }
        }
        seen.add(scope);
        return true;
    }

    private void add(List<Edge> circle) {
        Set<Pair> words = new HashSet<>();
        circle.forEach(edge -> words.add(new Pair(edge.by, edge.through)));
        StringBuilder path = new StringBuilder(circle.get(0).from.name());
        String separator = " ";
        for (Edge edge : circle) {
            path.append(separator).append(edge.by.shown(edge.from.name()));
            path.append(" → ").append(edge.to.name()).append(' ').append(edge.through.shown(edge.to.name()));
            separator = " and ";
        }
        found.putIfAbsent(words, path.toString());
    }
}
