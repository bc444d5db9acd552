package methodcache.core.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The words of one layer, or of several, that link values to tags and to each other. Mutable while they are being said. */
final class LinkWords {

    /** The words that take texts and add up. */
    enum Word {
        TAGS("withTags", "a tag"),
        PARENTS("dependsOn", "a key"),
        PARENT_PREFIXES("dependsOnPrefix", "a prefix"),
        PARENT_TAGS("dependsOnTag", "a pattern"),
        RELATED("invalidatesWith", "a key"),
        RELATED_PREFIXES("invalidatesPrefix", "a prefix");

        /** As users say it. */
        final String said;

        private final String what;

        Word(String said, String what) {
            this.said = said;
            this.what = what;
        }
    }

    private final Map<Word, Set<String>> texts = new EnumMap<>(Word.class);
    private boolean withoutTags;
    private @Nullable Boolean cascades;
    private @Nullable Duration grace;

    void add(Word word, Collection<String> more) {
        for (String text : more) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException(word.what + " must not be empty");
            }
        }
        if (!more.isEmpty()) {
            texts.computeIfAbsent(word, unsaid -> new LinkedHashSet<>()).addAll(more);
        }
    }

    /** Takes back tags: those said here, and those of weaker layers. */
    void withoutTags() {
        withoutTags = true;
        texts.remove(Word.TAGS);
    }

    void cascades(boolean on) {
        cascades = on;
    }

    void grace(Duration said) {
        grace = said;
    }

    @Nullable
    Duration grace() {
        return grace;
    }

    Set<String> texts(Word word) {
        return texts.getOrDefault(word, Set.of());
    }

    boolean isEmpty() {
        return texts.isEmpty() && !withoutTags && cascades == null && grace == null;
    }

    /** What both say, as a new object; of single words the stronger wins. */
    static @Nullable LinkWords joined(@Nullable LinkWords weaker, @Nullable LinkWords stronger) {
        if (stronger == null) {
            return weaker;
        }
        LinkWords all = new LinkWords();
        if (weaker != null) {
            all.say(weaker);
        }
        all.say(stronger);
        return all;
    }

    private void say(LinkWords more) {
        if (more.withoutTags) {
            withoutTags();
        }
        more.texts.forEach(this::add);
        cascades = more.cascades == null ? cascades : more.cascades;
        grace = more.grace == null ? grace : more.grace;
    }

    LinkWords copy() {
        LinkWords copy = new LinkWords();
        copy.say(this);
        return copy;
    }

    /** The same with each text changed. */
    LinkWords mapped(UnaryOperator<String> change) {
        LinkWords mapped = copy();
        mapped.texts.replaceAll((word, said) -> {
            Set<String> changed = new LinkedHashSet<>();
            said.forEach(text -> changed.add(change.apply(text)));
            return changed;
        });
        return mapped;
    }

    /** What they come to. */
    Links links() {
        return texts.isEmpty()
                ? Links.NONE
                : new Links(
                        kept(Word.TAGS),
                        kept(Word.PARENTS),
                        kept(Word.PARENT_PREFIXES),
                        kept(Word.PARENT_TAGS),
                        kept(Word.RELATED),
                        kept(Word.RELATED_PREFIXES),
                        cascades == null || cascades);
    }

    private Set<String> kept(Word word) {
        Set<String> said = texts(word);
        return said.size() <= 1 ? Set.copyOf(said) : Collections.unmodifiableSet(new LinkedHashSet<>(said));
    }

    void describe(StringJoiner said) {
        if (withoutTags) {
            said.add("withoutTags()");
        }
        texts.forEach((word, some) -> said.add(word.said + "(" + String.join(", ", some) + ")"));
        if (cascades != null) {
            said.add("cascadeInvalidation(" + cascades + ")");
        }
        if (grace != null) {
            said.add("withInvalidationGrace(" + grace + ")");
        }
    }

    /** The texts with the words they were said with, for checks. */
    List<Map.Entry<Word, String>> all() {
        List<Map.Entry<Word, String>> all = new ArrayList<>();
        texts.forEach((word, some) -> some.forEach(text -> all.add(Map.entry(word, text))));
        return all;
    }

    boolean saysTheSame(LinkWords other) {
        return texts.equals(other.texts)
                && withoutTags == other.withoutTags
                && Objects.equals(cascades, other.cascades)
                && Objects.equals(grace, other.grace);
    }
}
