package methodcache.blackbox.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the promises come to on one node, found by search and without any cleverness. Two bounds: what an event covers for certain, by
 * the links of values that were seen in the cache; and what it may cover, by all that was ever said.
 */
final class Model {

    private final List<String> tagsInUse;
    private final List<Value> values = new ArrayList<>();

    /** The links of the value of a key that was seen in the cache last. */
    private final Map<String, Value> known = new HashMap<>();

    /** What was ever linked, as a graph of texts that counts as connected both ways. */
    private final Map<String, Set<String>> ever = new HashMap<>();

    private final List<String> keysInUse;

    private final boolean roomy;

    Model(List<String> keysInUse, List<String> tagsInUse, boolean roomy) {
        this.roomy = roomy;
        this.keysInUse = keysInUse;
        this.tagsInUse = tagsInUse;
    }

    /** A load begins, or a value is put. */
    void begins(Value value) {
        values.add(value);
        if (!value.saidByValue) {
            link(value);
        }
    }

    /** A value's links are told to the cache: what is connected with them may have to look again. */
    void told(Value value) {
        if (!value.said.isEmpty()) {
            link(value);
            mayCover(value.tenant, Set.of(key(value.key)));
        }
    }

    /** A value was seen in the cache. */
    void kept(Value value) {
        value.kept = true;
        known.put(value.tenant + '/' + value.key, value);
    }

    /** A value was loaded and not kept, and none is there: what was said of the key before may count or not. */
    void gone(Value value) {
        known.remove(value.tenant + '/' + value.key);
    }

    void happens(int step, long time, String tenant, Event event) {
        Set<Value> covered = new HashSet<>();
        for (Value value : values) {
            // What a value depends on itself is what another one depended on that had its key before.
            Set<String> asked = new HashSet<>(Set.of(key(value.key)));
            if (event.all() || (value.tenant.equals(tenant) && covers(event, value, asked))) {
                covered.add(value);
            }
        }
        for (Value value : covered) {
            value.coveredFrom = value.coveredAt == 0 ? time : value.coveredFrom;
            value.coveredAt = step;
            value.removedAt = event.expires() ? value.removedAt : step;
        }
        Set<String> named = new HashSet<>();
        event.keys().forEach(key -> named.add(key(key)));
        event.tags().forEach(tag -> named.add(tag(tag)));
        event.allTags().forEach(tag -> named.add(tag(tag)));
        keysInUse.stream()
                .filter(key -> event.prefixes().stream().anyMatch(key::startsWith))
                .forEach(key -> named.add(key(key)));
        tagsInUse.stream()
                .filter(tag -> event.patterns().stream().anyMatch(pattern -> matches(pattern, tag)))
                .forEach(tag -> named.add(tag(tag)));
        if (event.all() || !event.patterns().isEmpty()) {
            // Two patterns may have a tag in common that isn't in use.
            values.forEach(value -> value.maybeCovered = true);
        } else {
            mayCover(tenant, named);
        }
    }

    // ---------------------------------------------------------------- for certain

    private boolean covers(Event event, Value value, Set<String> asked) {
        return named(event, value.key, value.said.tags())
                || parentsCovered(event, value.tenant, value.said, asked)
                || relatedTo(event, value.tenant, value.key, asked);
    }

    private static boolean named(Event event, String key, Set<String> tags) {
        return event.keys().contains(key)
                || event.prefixes().stream().anyMatch(key::startsWith)
                || tags.stream().anyMatch(event.tags()::contains)
                || (!event.allTags().isEmpty() && tags.containsAll(event.allTags()))
                || tags.stream().anyMatch(tag -> event.patterns().stream().anyMatch(pattern -> matches(pattern, tag)));
    }

    private boolean parentsCovered(Event event, String tenant, Said said, Set<String> asked) {
        for (String parent : said.parents()) {
            if (keyCovered(event, tenant, parent, asked)) {
                return true;
            }
        }
        for (String prefix : said.parentPrefixes()) {
            if (event.prefixes().stream().anyMatch(named -> named.startsWith(prefix) || prefix.startsWith(named))) {
                return true;
            }
            for (String key : keysInUse) {
                if (key.startsWith(prefix) && (event.keys().contains(key) || keyCovered(event, tenant, key, asked))) {
                    return true;
                }
            }
        }
        for (String pattern : said.parentTags()) {
            for (String tag : tagsInUse) {
                if (matches(pattern, tag)
                        && (event.tags().contains(tag)
                                || event.patterns().stream().anyMatch(named -> matches(named, tag))
                                || valueCovered(event, tenant, tag, asked))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an event covers a value that is certainly in the cache and has a tag. */
    private boolean valueCovered(Event event, String tenant, String tag, Set<String> asked) {
        for (Value other : List.copyOf(known.values())) {
            if (other.tenant.equals(tenant)
                    && other.said.tags().contains(tag)
                    && isHeld(tenant, other.key)
                    && keyCovered(event, tenant, other.key, asked)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an event covers a key, and goes on from it. */
    private boolean keyCovered(Event event, String tenant, String key, Set<String> asked) {
        if (!asked.add(key(key))) {
            return false;
        }
        Value last = known.get(tenant + '/' + key);
        if (named(event, key, last == null || !isHeld(tenant, key) ? Set.of() : last.said.tags())) {
            return true;
        }
        if (relatedTo(event, tenant, key, asked)) {
            return true;
        }
        return last != null && last.said.cascades() && parentsCovered(event, tenant, last.said, asked);
    }

    /** Whether the value of a key is known for certain to be in the cache: the tags of one that has left aren't remembered. */
    private boolean isHeld(String tenant, String key) {
        Value last = known.get(tenant + '/' + key);
        return roomy && last != null && last.coveredAt == 0 && !last.maybeCovered;
    }

    /** Whether a key goes with another one that is covered. */
    private boolean relatedTo(Event event, String tenant, String key, Set<String> asked) {
        for (Value other : List.copyOf(known.values())) {
            if (other.tenant.equals(tenant)
                    && (other.said.related().contains(key)
                            || other.said.relatedPrefixes().stream().anyMatch(key::startsWith))
                    && keyCovered(event, tenant, other.key, asked)) {
                return true;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------- perhaps

    private void link(Value value) {
        String from = value.tenant + '/' + key(value.key);
        value.said.tags().forEach(tag -> connect(from, value.tenant + '/' + tag(tag)));
        value.said.parents().forEach(parent -> connect(from, value.tenant + '/' + key(parent)));
        value.said.related().forEach(other -> connect(from, value.tenant + '/' + key(other)));
        for (String key : keysInUse) {
            if (value.said.parentPrefixes().stream().anyMatch(key::startsWith)
                    || value.said.relatedPrefixes().stream().anyMatch(key::startsWith)) {
                connect(from, value.tenant + '/' + key(key));
            }
        }
        for (String tag : tagsInUse) {
            if (value.said.parentTags().stream().anyMatch(pattern -> matches(pattern, tag))) {
                connect(from, value.tenant + '/' + tag(tag));
            }
        }
    }

    private void connect(String one, String other) {
        ever.computeIfAbsent(one, unknown -> new HashSet<>()).add(other);
        ever.computeIfAbsent(other, unknown -> new HashSet<>()).add(one);
    }

    private void mayCover(String tenant, Set<String> named) {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>();
        named.forEach(name -> open.add(tenant + '/' + name));
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            if (reached.add(name)) {
                open.addAll(ever.getOrDefault(name, Set.of()));
            }
        }
        for (Value value : values) {
            if (reached.contains(value.tenant + '/' + key(value.key)) || value.saidByValue) {
                value.maybeCovered = true;
            }
        }
    }

    private static String key(String key) {
        return "key " + key;
    }

    private static String tag(String tag) {
        return "tag " + tag;
    }

    private static boolean matches(String pattern, String tag) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, tag);
    }
}
