package methodcache.core.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import methodcache.core.invalidation.Glob;
import methodcache.core.policy.LinkWords.Word;
import org.jspecify.annotations.Nullable;

/**
 * Values of a configuration with what they are linked to, merged from all layers: those of a method, of a group, or of whoever
 * takes up a policy. Each is itself only.
 */
final class Linked {

    /**
     * A word with its text.
     *
     * @param origins the layers that said it
     */
    record Said(Word word, String text, Set<String> origins) {

        /** Whether an invalidation that leaves a value by this word reaches one with the other. */
        boolean reaches(Said entering) {
            return switch (entering.word) {
                case PARENTS ->
                    word == Word.RELATED
                            ? text.equals(entering.text)
                            : word == Word.RELATED_PREFIXES && entering.text.startsWith(text);
                case PARENT_PREFIXES ->
                    word != Word.TAGS
                            && (text.startsWith(entering.text)
                                    || (word == Word.RELATED_PREFIXES && entering.text.startsWith(text)));
                case PARENT_TAGS -> word == Word.TAGS && new Glob(entering.text).matches(text);
                default -> false;
            };
        }

        /** As the user said it, and where, unless that is clear. */
        String shown(String where) {
            String said = word.said + "(\"" + text + "\")";
            return origins.equals(Set.of(where)) ? said : said + " of " + String.join(" and ", origins);
        }
    }

    private final String name;
    private final Map<String, Object> scope;
    private final List<Said> entering = new ArrayList<>();
    private final List<Said> leaving = new ArrayList<>();

    private Linked(String name, List<Words> weakestFirst) {
        this.name = name;
        scope = new HashMap<>();
        LinkWords all = null;
        Map<Map.Entry<Word, String>, Set<String>> origins = new LinkedHashMap<>();
        for (Words words : weakestFirst) {
            scope.putAll(words.scope);
            all = LinkWords.joined(all, words.links);
            if (words.links != null) {
                words.links
                        .all()
                        .forEach(said -> origins.computeIfAbsent(said, unsaid -> new LinkedHashSet<>())
                                .add(words.origin));
            }
        }
        if (all != null) {
            sort(all, origins);
        }
    }

    private void sort(LinkWords all, Map<Map.Entry<Word, String>, Set<String>> origins) {
        boolean cascades = all.links().cascades();
        all.all().forEach(word -> {
            Said said = new Said(word.getKey(), word.getValue(), origins.getOrDefault(word, Set.of()));
            switch (said.word) {
                case PARENTS, PARENT_PREFIXES, PARENT_TAGS -> entering.add(said);
                case TAGS, RELATED, RELATED_PREFIXES -> {
                    if (cascades) {
                        leaving.add(said); // otherwise what comes through a parent ends here, as all does in a circle
                    }
                }
            }
        });
    }

    String name() {
        return name;
    }

    /** The parts of the scope that are known beforehand. */
    Map<String, Object> scope() {
        return scope;
    }

    /** The words by which an invalidation reaches these values. */
    List<Said> entering() {
        return entering;
    }

    /** The words by which it goes on from them. */
    List<Said> leaving() {
        return leaving;
    }

    /** All of a configuration, those first that others take up. */
    static List<Linked> all(PolicyLayers layers, LayerOrder order) {
        List<Linked> all = new ArrayList<>();
        all.add(of(layers.defaults().origin, OfMethod.NOTHING, Words.NONE, order));
        new TreeSet<>(layers.named().keySet()).forEach(name -> {
            Words taking = new Words();
            taking.policies = List.of(name);
            all.add(of(origin(layers.named().get(name)), OfMethod.NOTHING, taking, order));
        });
        new TreeSet<>(layers.groups().keySet()).forEach(name -> {
            Words inGroup = new Words();
            inGroup.group = name;
            all.add(of(origin(layers.groups().get(name)), OfMethod.NOTHING, inGroup, order));
        });
        layers.methods().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().origin))
                .forEach(entry -> all.add(of(
                        entry.getValue().origin,
                        OfMethod.find(entry.getKey(), layers.methods(), OverrideWords.NONE),
                        Words.NONE,
                        order)));
        return all;
    }

    private static String origin(@Nullable Words words) {
        return words == null ? Words.OF_A_CALL : words.origin;
    }

    private static Linked of(String name, OfMethod method, Words call, LayerOrder order) {
        return new Linked(name, order.below(method, call, OverrideWords.NONE).words());
    }
}
