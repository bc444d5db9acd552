package methodcache.core.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import methodcache.core.policy.OverrideWords.Change;
import org.jspecify.annotations.Nullable;

/** The order of layers below a call: default, named, group, method. Immutable. */
final class LayerOrder {

    private final PolicyLayers layers;
    private final Function<Collection<Words>, List<Words>> named;

    /**
     * Takes the layers.
     *
     * @param named the words of the policies that some layers refer to
     */
    LayerOrder(PolicyLayers layers, Function<Collection<Words>, List<Words>> named) {
        this.layers = layers;
        this.named = named;
    }

    /**
     * What is weaker than a call's words.
     *
     * @param group the call's group, if any
     * @param words the weakest first
     */
    record Below(@Nullable String group, List<Words> words) {}

    /** The layers below a call's words, which have a say in it by the policies and the group that they name. */
    Below below(OfMethod method, Words call, OverrideWords overrides) {
        String group = group(method, call, overrides);
        Words ofGroup = group == null ? Words.NONE : layers.groups().getOrDefault(group, Words.NONE);
        List<Words> referring = new ArrayList<>(List.of(layers.defaults(), ofGroup));
        referring.addAll(method.words());
        referring.add(call);
        referring.add(overrides.all().words());
        referring.add(overrides.group(group).words());
        method.changes().stream().map(Change::words).forEach(referring::add);
        List<Words> below = new ArrayList<>();
        below.add(layers.defaults());
        below.addAll(named.apply(referring));
        below.add(ofGroup);
        below.addAll(method.words());
        return new Below(group, below);
    }

    /** The group that the strongest layer names. A group, its policies and its overrides have no say in what it is. */
    private @Nullable String group(OfMethod method, Words call, OverrideWords overrides) {
        List<Words> own = new ArrayList<>(method.words());
        own.add(call);
        own.add(overrides.all().words());
        method.changes().stream().map(Change::words).forEach(own::add);
        List<Words> referring = new ArrayList<>(own);
        referring.add(0, layers.defaults());
        List<Words> candidates = new ArrayList<>();
        candidates.add(layers.defaults());
        candidates.addAll(named.apply(referring));
        candidates.addAll(own);
        String group = null;
        for (Words words : candidates) {
            group = words.group == null ? group : words.group;
        }
        return group;
    }
}
