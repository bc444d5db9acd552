package methodcache.core.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import methodcache.core.invalidation.Glob;
import methodcache.core.key.MethodId;
import methodcache.core.policy.LinkWords.Word;
import methodcache.core.policy.OverrideWords.Change;
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

    /** Whether an invalidation may both reach these values and go on from them. */
    boolean canBeInACircle() {
        return !entering.isEmpty() && !leaving.isEmpty();
    }

    /** All of a configuration with overrides, those first that others take up; without what is turned off. */
    static List<Linked> all(PolicyLayers layers, OverrideWords overrides, LayerOrder order) {
        return new All(layers, overrides, order).find();
    }

    private static final class All {

        private final PolicyLayers layers;
        private final OverrideWords overrides;
        private final LayerOrder order;
        private final List<Linked> found = new ArrayList<>();

        All(PolicyLayers layers, OverrideWords overrides, LayerOrder order) {
            this.layers = layers;
            this.overrides = overrides;
            this.order = order;
        }

        List<Linked> find() {
            add(layers.defaults().origin, OfMethod.NOTHING, Words.NONE);
            new TreeSet<>(layers.named().keySet()).forEach(name -> {
                Words taking = new Words();
                taking.policies = List.of(name);
                add(origin(layers.named().get(name)), OfMethod.NOTHING, taking);
            });
            Set<String> groups = new TreeSet<>(layers.groups().keySet());
            groups.addAll(overrides.groups().keySet());
            groups.forEach(name -> {
                Words inGroup = new Words();
                inGroup.group = name;
                Words said = layers.groups().get(name);
                add(said == null ? "group \"" + name + '"' : said.origin, OfMethod.NOTHING, inGroup);
            });
            Set<MethodId> known = new HashSet<>(layers.methods().keySet());
            known.addAll(overrides.methods().keySet());
            Map<MethodId, String> methods = new HashMap<>();
            for (MethodId method : known) {
                Words said = layers.methods().get(method);
                methods.put(method, said == null ? method.shown() : said.origin);
            }
            meeting(known).forEach(method -> methods.put(method, method.shown()));
            methods.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(method -> add(method.getValue(), said(method.getKey()), Words.NONE));
            return found;
        }

        /** The methods of declared services where what is said of several types meets. */
        private List<MethodId> meeting(Set<MethodId> known) {
            Set<String> names = known.stream().map(MethodId::name).collect(Collectors.toSet());
            List<MethodId> meeting = new ArrayList<>();
            for (Class<?> service : known.size() < 2 ? Set.<Class<?>>of() : layers.declared()) {
                for (MethodId method : MethodId.all(service)) {
                    if (names.contains(method.name()) && !known.contains(method)) {
                        OfMethod said = said(method);
                        if (said.words().size() + said.changes().size() > 1) {
                            meeting.add(method);
                        }
                    }
                }
            }
            return meeting;
        }

        private OfMethod said(MethodId method) {
            return OfMethod.find(method, layers.methods(), overrides);
        }

        private static String origin(@Nullable Words words) {
            return words == null ? Words.OF_A_CALL : words.origin;
        }

        private void add(String name, OfMethod method, Words call) {
            LayerOrder.Below below = order.below(method, call, overrides);
            List<Change> changes = overrides.on(below.group(), method);
            if (changes.stream().noneMatch(Change::off)) {
                List<Words> weakestFirst = new ArrayList<>(below.words());
                changes.forEach(change -> weakestFirst.add(change.words()));
                found.add(new Linked(name, weakestFirst));
            }
        }
    }
}
