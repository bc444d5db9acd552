package methodcache.core.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import methodcache.api.CacheConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The layer of policies that other layers refer to. However many refer to it and from wherever, a policy is in it once,
 * where the strongest of them puts it; the policies it refers to itself are weaker than it. Immutable.
 */
final class NamedPolicies {

    private final Map<String, Words> named;

    NamedPolicies(Map<String, Words> named) {
        this.named = named;
    }

    /**
     * The policies that some layers refer to.
     *
     * @param referring the layers, the weakest first
     * @return the words of those policies, the weakest first
     * @throws CacheConfigurationException if one isn't known
     */
    List<Words> of(Collection<Words> referring) {
        List<String> unknown = new ArrayList<>();
        List<Words> found = collect(referring, unknown);
        if (!unknown.isEmpty()) {
            throw new CacheConfigurationException(unknown);
        }
        return found;
    }

    /** The policies that some layers refer to, as far as they are known. */
    List<Words> known(Collection<Words> referring) {
        return collect(referring, new ArrayList<>());
    }

    private List<Words> collect(Collection<Words> referring, List<String> unknown) {
        Set<Words> found = new LinkedHashSet<>();
        for (Words words : referring) {
            if (!words.policies.isEmpty()) {
                collect(words, found, unknown, new ArrayDeque<>());
            }
        }
        return List.copyOf(found);
    }

    private void collect(Words words, Set<Words> found, List<String> unknown, Deque<Words> path) {
        if (path.contains(words)) {
            return; // a circle: a problem of build(), which names it
        }
        path.push(words);
        for (Object policy : words.policies) {
            Words next = words(policy);
            if (next == null) {
                unknown.add(unknown(policy, words));
            } else {
                collect(next, found, unknown, path);
                found.remove(next);
                found.add(next);
            }
        }
        path.pop();
    }

    private @Nullable Words words(Object policy) {
        return policy instanceof DefaultCachePolicy known ? known.words : named.get(policy);
    }

    private String unknown(Object policy, Words asking) {
        String others = new TreeSet<>(named.keySet())
                .stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        return "withPolicy(\"" + policy + "\") in " + asking.origin + " names a policy that isn't configured; "
                + (others.isEmpty() ? "there is none" : "known are " + others)
                + ": add it with addPolicy(\"" + policy + "\", …)";
    }

    /** What is wrong with the policies that a layer refers to: names that aren't known. */
    List<String> unknownIn(Words words) {
        return words.policies.stream()
                .filter(policy -> words(policy) == null)
                .map(policy -> unknown(policy, words))
                .collect(Collectors.toList());
    }

    /** The circles among named policies, each as its path. */
    List<String> circles() {
        Set<String> circles = new TreeSet<>();
        new TreeSet<>(named.keySet()).forEach(name -> walk(name, new ArrayList<>(), circles));
        return List.copyOf(circles);
    }

    private void walk(Object policy, List<Object> path, Set<String> circles) {
        Words words = words(policy);
        if (words == null) {
            return;
        }
        int start = path.indexOf(policy);
        if (start >= 0) {
            circles.add(circle(path.subList(start, path.size())));
            return;
        }
        path.add(policy);
        words.policies.forEach(next -> walk(next, path, circles));
        path.remove(path.size() - 1);
    }

    /** A circle reads the same from wherever it was entered: it begins with its first name in the alphabet. */
    private static String circle(List<Object> path) {
        List<String> names = path.stream().map(NamedPolicies::shown).collect(Collectors.toCollection(ArrayList::new));
        String first = names.stream()
                .filter(name -> name.startsWith("\""))
                .min(String::compareTo)
                .orElse(names.get(0));
        List<String> turned = new ArrayList<>(names.subList(names.indexOf(first), names.size()));
        turned.addAll(names.subList(0, names.indexOf(first)));
        turned.add(first);
        return String.join(" → ", turned);
    }

    private static String shown(Object policy) {
        return policy instanceof String name ? '"' + name + '"' : "a CachePolicy";
    }
}
