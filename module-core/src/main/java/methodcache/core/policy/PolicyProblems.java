package methodcache.core.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import methodcache.api.CacheConfigurationException;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the policies of a configuration: all of it, each with who said it and what to do. */
public final class PolicyProblems {

    private final PolicyLayers layers;
    private final NamedPolicies named;
    private final KeyGenerators generators;
    private final Available available;
    private final List<CacheConfigurationException> found = new ArrayList<>();
    private final Set<Words> seen = new HashSet<>();

    /**
     * What there is besides the first layer.
     *
     * @param l2 whether there is a second layer
     * @param locks whether there are distributed locks
     */
    public record Available(boolean l2, boolean locks) {

        /** Why there are no locks for a word; null where there are some. */
        @Nullable
        String locksMissingFor(String word) {
            if (!l2) {
                return word + " needs a cluster: add l2(…) to the configuration";
            }
            return locks
                    ? null
                    : word + " needs a lock provider; none is on the path: add"
                            + " io.methodcache:methodcache-provider-ignite (module methodcache.provider.ignite), or give one"
                            + " with locks(…)";
        }
    }

    private PolicyProblems(PolicyLayers layers, KeyGenerators generators, Available available) {
        this.available = available;
        this.layers = layers;
        this.named = new NamedPolicies(layers.named());
        this.generators = generators;
    }

    /**
     * Looks for problems.
     *
     * @return one exception for each, with its cause where it has one; none when all is well
     */
    public static List<CacheConfigurationException> of(
            PolicyLayers layers, KeyGenerators generators, Available available) {
        return new PolicyProblems(layers, generators, available).find();
    }

    private List<CacheConfigurationException> find() {
        look(layers.defaults());
        new TreeMap<>(layers.named()).values().forEach(this::look);
        named.circles()
                .forEach(circle -> problem("policies must not refer to one another in a circle, was " + circle
                        + ": take one withPolicy out of it"));
        new TreeMap<>(layers.groups()).forEach((group, words) -> {
            look(words);
            groupInGroup(group, words).forEach(this::problem);
        });
        layers.methods().values().stream()
                .sorted((a, b) -> a.origin.compareTo(b.origin))
                .forEach(this::look);
        LayerOrder order = new LayerOrder(layers, named::known);
        DeclaredCircles.in(layers, OverrideWords.NONE, order).forEach(this::problem);
        locksToRequire(order);
        return found;
    }

    /** Whether the calls that say nothing of their own have the lock that they require. */
    private void locksToRequire(LayerOrder order) {
        Set<String> problems = new LinkedHashSet<>();
        lockProblem(order, OfMethod.NOTHING, problems);
        layers.methods()
                .keySet()
                .forEach(method ->
                        lockProblem(order, OfMethod.find(method, layers.methods(), OverrideWords.NONE), problems));
        problems.stream().sorted().forEach(this::problem);
    }

    private static void lockProblem(LayerOrder order, OfMethod method, Set<String> problems) {
        Merge merge = new Merge();
        order.below(method, Words.NONE, OverrideWords.NONE).words().forEach(merge::add);
        String problem = merge.lockProblem();
        if (problem != null) {
            problems.add(problem);
        }
    }

    /** Looks at the words of a layer, and of the policy objects it takes, which nobody else can name. */
    private void look(Words words) {
        if (!seen.add(words)) {
            return;
        }
        words.clashes().forEach(clash -> problem(clash + " in " + words.origin + ": change one of them"));
        named.unknownIn(words).forEach(this::problem);
        needs(words);
        if (words.generatorName != null) {
            try {
                generators.named(words.generatorName, words.origin);
            } catch (CacheConfigurationException problem) {
                found.add(problem);
            }
        }
        words.policies.forEach(policy -> {
            if (policy instanceof DefaultCachePolicy known) {
                look(known.words);
            }
        });
    }

    private void needs(Words words) {
        if (words.layers != null && words.layers.needL2() && !available.l2) {
            problem("withLayers(L2) in " + words.origin + " needs a second layer: add l2(…) to the configuration");
        }
        boolean requiresLock = words.lockRequired != null && words.lockRequired;
        boolean locks = words.lock != null && !words.lock.isNone();
        if (locks || requiresLock) {
            String word = locks ? "withDistributedLock" : "requireDistributedLock";
            String missing = available.locksMissingFor(word + " in " + words.origin);
            if (missing != null) {
                problem(missing);
            }
        }
    }

    private void problem(String problem) {
        found.add(new CacheConfigurationException(List.of(problem)));
    }

    /** A group can't be put into another group: which is the call's then? */
    static List<String> groupInGroup(String group, Words words) {
        return words.group == null || words.group.equals(group)
                ? List.of()
                : List.of("inGroup(\"" + words.group + "\") in " + words.origin
                        + " has no effect, for its calls are in group \"" + group
                        + "\": say inGroup where the methods or calls are configured");
    }
}
