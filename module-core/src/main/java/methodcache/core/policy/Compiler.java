package methodcache.core.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import methodcache.api.CacheConfigurationException;
import methodcache.api.KeyGenerator;
import methodcache.api.metrics.CacheMetrics;
import methodcache.core.key.MethodId;
import methodcache.core.policy.OverrideWords.Change;
import methodcache.core.stats.Tallies;
import methodcache.core.stats.Tally;
import org.jspecify.annotations.Nullable;

/** Merges the layers of one cache in their order: default, named, group, method, call, override. Thread-safe; remembers nothing. */
final class Compiler {

    private final PolicyLayers layers;
    private final PolicyProblems.Available available;
    private final NamedPolicies named;
    private final LayerOrder order;
    private final KeyGenerators generators;
    private final Failures failures;
    private final Tallies tallies;

    Compiler(
            PolicyLayers layers,
            PolicyProblems.Available available,
            KeyGenerators generators,
            Failures failures,
            Tallies tallies) {
        this.tallies = tallies;
        this.layers = layers;
        this.available = available;
        this.named = new NamedPolicies(layers.named());
        this.order = new LayerOrder(layers, named::of);
        this.generators = generators;
        this.failures = failures;
    }

    /** What is said of a method, in the configuration or in an override. */
    OfMethod of(@Nullable MethodId method, OverrideWords overrides) {
        return OfMethod.find(method, layers.methods(), overrides);
    }

    /** Merges what is weaker than a call's words. */
    Merge below(OfMethod method, Words call, OverrideWords overrides) {
        LayerOrder.Below below = order.below(method, call, overrides);
        Merge merge = new Merge();
        merge.group = below.group();
        below.words().forEach(merge::add);
        return merge;
    }

    /** Adds the overrides to what was merged of all other layers, which stays as it is, and compiles it. */
    CompiledPolicy compile(Merge merge, OfMethod method, Callee callee, OverrideWords overrides) {
        boolean off = false;
        List<Words> stronger = new ArrayList<>();
        Merge whole = merge;
        if (!overrides.isEmpty()) {
            whole = merge.copy();
            for (Change change : overrides.on(merge.group, method)) {
                whole.add(change.words());
                stronger.add(change.words());
                off |= change.off();
            }
        }
        checkLock(whole);
        Tally tally = tallies.of(callee.name(), whole.group);
        Sinks sinks = sinks(whole.metrics, tally);
        ValueWords valueWords = new ValueWords(merge, named, List.copyOf(stronger));
        return new CompiledPolicy(whole, valueWords, off, generator(whole), callee, tally, sinks);
    }

    /** Refuses to require a lock that nobody can take: such loads would never run, or run without. */
    private void checkLock(Merge merge) {
        String problem = merge.lockProblem();
        if (problem == null && merge.lockRequiredBy != null) {
            problem = available.locksMissingFor("requireDistributedLock in " + merge.lockRequiredBy);
        }
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    private @Nullable KeyGenerator generator(Merge merge) {
        String name = merge.generatorName;
        return name == null ? merge.generator : generators.named(name, merge.generatorOrigin);
    }

    /** The sinks of the configuration and some more, each once; null when there is none. */
    private @Nullable Sinks sinks(List<CacheMetrics> more, Tally tally) {
        if (more.isEmpty() && layers.sinks().isEmpty()) {
            return null;
        }
        Set<CacheMetrics> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<CacheMetrics> all = new ArrayList<>();
        for (List<CacheMetrics> some : List.of(layers.sinks(), more)) {
            some.stream().filter(seen::add).forEach(all::add);
        }
        return new Sinks(all, tally.tags, failures);
    }

    /** The sinks of the configuration, tagged with the name of the cache only; null when there is none. */
    @Nullable
    Sinks sinks() {
        return sinks(List.of(), tallies.of(null, null));
    }

    /** Throws where words refer to a policy or a key generator that isn't there. */
    void check(Words words) {
        named.of(List.of(words)).forEach(this::checkGenerator);
        checkGenerator(words);
    }

    /** Throws where declared dependencies form a circle with these overrides in force. */
    void check(OverrideWords overrides) {
        List<String> circles = DeclaredCircles.in(layers, overrides, order);
        if (!circles.isEmpty()) {
            throw new CacheConfigurationException(circles);
        }
    }

    private void checkGenerator(Words words) {
        if (words.generatorName != null) {
            generators.named(words.generatorName, words.origin);
        }
    }
}
