package methodcache.blackbox.simulation;

import java.util.Set;
import methodcache.api.Invalidation;

/** Something that is invalidated at once; a set is empty where it names nothing of that kind. */
record Event(
        Set<String> keys,
        Set<String> prefixes,
        Set<String> tags,
        Set<String> allTags,
        Set<String> patterns,
        boolean all,
        boolean expires) {

    Event(
            Set<String> keys,
            Set<String> prefixes,
            Set<String> tags,
            Set<String> allTags,
            Set<String> patterns,
            boolean all) {
        this(keys, prefixes, tags, allTags, patterns, all, false);
    }

    /** The same, by which what it covers only expires. */
    Event expiring() {
        return new Event(keys, prefixes, tags, allTags, patterns, all, true);
    }

    Invalidation invalidation() {
        return expires ? what().expired() : what();
    }

    private Invalidation what() {
        if (all) {
            return Invalidation.all();
        }
        Invalidation some = Invalidation.together(
                Invalidation.keys(keys),
                Invalidation.tags(tags),
                Invalidation.together(
                        prefixes.stream().map(Invalidation::prefix).toList()),
                Invalidation.together(
                        patterns.stream().map(Invalidation::tagPattern).toList()));
        return allTags.isEmpty() ? some : Invalidation.together(some, Invalidation.allTags(allTags));
    }

    static Event key(String key) {
        return new Event(Set.of(key), Set.of(), Set.of(), Set.of(), Set.of(), false);
    }
}
