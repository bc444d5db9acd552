package methodcache.core.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.api.KeyGenerator;
import methodcache.api.metrics.CacheMetrics;
import methodcache.core.key.MethodId;
import methodcache.core.policy.OverrideWords.Change;
import org.jspecify.annotations.Nullable;

/**
 * Merges the layers of one cache in their order: default, named, group, method, call, override. Thread-safe; remembers
 * nothing but the maps of tags, which must stay the same objects.
 */
final class Compiler {

    private final PolicyLayers layers;
    private final NamedPolicies named;
    private final KeyGenerators generators;
    private final Failures failures;
    private final Map<TagsOf, Map<String, String>> tags = new ConcurrentHashMap<>();

    Compiler(PolicyLayers layers, KeyGenerators generators, Failures failures) {
        this.layers = layers;
        this.named = new NamedPolicies(layers.named());
        this.generators = generators;
        this.failures = failures;
    }

    /** Whether a method has words of its own, in the configuration or in an override. */
    boolean knows(MethodId method, OverrideWords overrides) {
        return layers.methods().containsKey(method) || overrides.methods().containsKey(method);
    }

    /**
     * Merges what is weaker than a call's words, which have a say in it by the policies and the group that they name.
     */
    Merge below(@Nullable MethodId method, Words call, OverrideWords overrides) {
        Words own = method == null ? Words.NONE : layers.methods().getOrDefault(method, Words.NONE);
        Words all = overrides.all().words();
        Words ofMethod = overrides.method(method).words();
        String group = group(own, call, all, ofMethod);
        Words ofGroup = group == null ? Words.NONE : layers.groups().getOrDefault(group, Words.NONE);
        Merge merge = new Merge();
        merge.group = group;
        merge.add(layers.defaults());
        named.of(List.of(
                        layers.defaults(),
                        ofGroup,
                        own,
                        call,
                        all,
                        overrides.group(group).words(),
                        ofMethod))
                .forEach(merge::add);
        merge.add(ofGroup);
        merge.add(own);
        return merge;
    }

    /** The group that the strongest layer names. A group, its policies and its overrides have no say in what it is. */
    private @Nullable String group(Words own, Words call, Words all, Words ofMethod) {
        List<Words> candidates = new ArrayList<>();
        candidates.add(layers.defaults());
        candidates.addAll(named.of(List.of(layers.defaults(), own, call, all, ofMethod)));
        candidates.addAll(List.of(own, call, all, ofMethod));
        String group = null;
        for (Words words : candidates) {
            group = words.group == null ? group : words.group;
        }
        return group;
    }

    /** Adds the overrides to what was merged of all other layers, which stays as it is, and compiles it. */
    CompiledPolicy compile(Merge merge, @Nullable MethodId method, @Nullable String callName, OverrideWords overrides) {
        boolean off = false;
        List<Words> stronger = new ArrayList<>();
        Merge whole = merge;
        if (!overrides.isEmpty()) {
            whole = merge.copy();
            for (Change change : List.of(overrides.all(), overrides.group(merge.group), overrides.method(method))) {
                whole.add(change.words());
                stronger.add(change.words());
                off |= change.off();
            }
        }
        Sinks sinks = sinks(whole.metrics, callName, whole.group);
        ValueWords valueWords = new ValueWords(merge, named, List.copyOf(stronger));
        return new CompiledPolicy(whole, valueWords, off, generator(whole), callName, sinks);
    }

    private @Nullable KeyGenerator generator(Merge merge) {
        String name = merge.generatorName;
        return name == null ? merge.generator : generators.named(name, merge.generatorOrigin);
    }

    /** The sinks of the configuration and some more, each once; null when there is none. */
    @Nullable
    Sinks sinks(List<CacheMetrics> more, @Nullable String callName, @Nullable String group) {
        if (more.isEmpty() && layers.sinks().isEmpty()) {
            return null;
        }
        Set<CacheMetrics> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<CacheMetrics> all = new ArrayList<>();
        for (List<CacheMetrics> some : List.of(layers.sinks(), more)) {
            some.stream().filter(seen::add).forEach(all::add);
        }
        return new Sinks(all, tags.computeIfAbsent(new TagsOf(callName, group), this::tags), failures);
    }

    private Map<String, String> tags(TagsOf of) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cache", layers.cache());
        if (of.callName != null) {
            map.put("method", of.callName);
        }
        if (of.group != null) {
            map.put("group", of.group);
        }
        return Collections.unmodifiableMap(map);
    }

    /** Throws where words refer to a policy or a key generator that isn't there. */
    void check(Words words) {
        named.of(List.of(words)).forEach(this::checkGenerator);
        checkGenerator(words);
    }

    private void checkGenerator(Words words) {
        if (words.generatorName != null) {
            generators.named(words.generatorName, words.origin);
        }
    }

    private record TagsOf(
            @Nullable String callName, @Nullable String group) {}
}
