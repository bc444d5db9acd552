package methodcache.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to invalidate. Immutable. Keys and tags are taken in the scope of the {@link ScopeProvider}, if there is one, so that one
 * tenant's invalidation never reaches another's; {@link #inScope} says another.
 *
 * <p>Keys of calls and of scopes begin with {@code @}, as {@link CacheCall#key()} tells them, and a key or prefix that is said in no
 * scope means those, too: it is for whoever operates the cache that {@code prefix("@")} covers the calls by method and every scope. Said
 * in a scope, such a text reaches nothing outside of it.
 *
 * <p>Whatever an invalidation covers, it also covers what depends on it by {@code dependsOn…} and {@code invalidates…}, over any
 * number of steps; in a circle each entry goes once.
 */
public sealed interface Invalidation {

    /**
     * The entries of some keys.
     *
     * @param keys the keys, as keyed calls are given them or {@link CacheCall#key()} tells them
     * @return the invalidation
     */
    static Invalidation keys(String... keys) {
        return keys(Arrays.asList(requireNonNull(keys, "keys")));
    }

    /**
     * The entries of some keys.
     *
     * @param keys the keys, as keyed calls are given them or {@link CacheCall#key()} tells them
     * @return the invalidation
     */
    static Invalidation keys(Collection<String> keys) {
        return new Keys(new LinkedHashSet<>(requireNonNull(keys, "keys")));
    }

    /**
     * The entries whose keys begin with a text.
     *
     * @param prefix the text; not empty
     * @return the invalidation
     */
    static Invalidation prefix(String prefix) {
        return new Prefix(prefix);
    }

    /**
     * The entries that have any of some tags.
     *
     * @param tags the tags
     * @return the invalidation
     */
    static Invalidation tags(String... tags) {
        return tags(Arrays.asList(requireNonNull(tags, "tags")));
    }

    /**
     * The entries that have any of some tags.
     *
     * @param tags the tags
     * @return the invalidation
     */
    static Invalidation tags(Collection<String> tags) {
        return new Tags(new LinkedHashSet<>(requireNonNull(tags, "tags")));
    }

    /**
     * The entries that have every one of some tags.
     *
     * @param tags the tags; at least one
     * @return the invalidation
     */
    static Invalidation allTags(String... tags) {
        return allTags(Arrays.asList(requireNonNull(tags, "tags")));
    }

    /**
     * The entries that have every one of some tags.
     *
     * @param tags the tags; at least one
     * @return the invalidation
     */
    static Invalidation allTags(Collection<String> tags) {
        return new AllTags(new LinkedHashSet<>(requireNonNull(tags, "tags")));
    }

    /**
     * The entries that have a tag which matches a pattern: {@code *} stands for any run of characters, {@code ?} for one, all
     * else for itself, and the whole tag must match.
     *
     * @param pattern the pattern; not empty
     * @return the invalidation
     */
    static Invalidation tagPattern(String pattern) {
        return new TagPattern(pattern);
    }

    /**
     * All entries, in every scope.
     *
     * @return the invalidation
     */
    static Invalidation all() {
        return new All();
    }

    /**
     * Several invalidations as one event: nobody sees a part of them done.
     *
     * @param invalidations what they cover is covered
     * @return the invalidation
     */
    static Invalidation together(Invalidation... invalidations) {
        return together(Arrays.asList(requireNonNull(invalidations, "invalidations")));
    }

    /**
     * Several invalidations as one event: nobody sees a part of them done.
     *
     * @param invalidations what they cover is covered
     * @return the invalidation
     */
    static Invalidation together(Collection<? extends Invalidation> invalidations) {
        return new Together(new ArrayList<>(requireNonNull(invalidations, "invalidations")));
    }

    /**
     * The same, in a scope with this part: over those of the {@link ScopeProvider}, as
     * {@link methodcache.api.policy.PolicyBuilder#withScope withScope} puts a call into it. For work on behalf of a tenant, where
     * none is current. It changes nothing about {@link #all()}, which knows no scopes.
     *
     * @param name the name of the part, such as {@code tenantId}; not empty
     * @param value its value, one that a key can hold
     * @return the invalidation
     */
    default Invalidation inScope(String name, Object value) {
        return new Scoped(this, Map.of(requireNonNull(name, "name"), requireNonNull(value, "value")));
    }

    /**
     * The same, but milder: what it covers only expires. No later call is answered with it, as ever, but where a load fails whose policy
     * has {@link methodcache.api.policy.PolicyBuilder#withStaleOnError withStaleOnError}, the old value may be served instead, for at most
     * as long from now as the policy says. Loads in flight aren't kept. An entry without that word is removed; and what another part of
     * the same event removes is removed.
     *
     * @return the invalidation
     */
    default Invalidation expired() {
        return new Expired(this);
    }

    /**
     * The entries of some keys.
     *
     * @param keys the keys
     */
    record Keys(Set<String> keys) implements Invalidation {

        /**
         * Copies the keys.
         *
         * @param keys the keys; none empty
         */
        public Keys {
            keys = Texts.copied(keys, "keys", "a key");
        }
    }

    /**
     * The entries whose keys begin with a text.
     *
     * @param prefix the text
     */
    record Prefix(String prefix) implements Invalidation {

        /**
         * Checks the prefix.
         *
         * @param prefix the text; not empty
         */
        public Prefix {
            if (requireNonNull(prefix, "prefix").isEmpty()) {
                throw new IllegalArgumentException("prefix must not be empty; invalidateAll() covers every key");
            }
        }
    }

    /**
     * The entries that have any of some tags.
     *
     * @param tags the tags
     */
    record Tags(Set<String> tags) implements Invalidation {

        /**
         * Copies the tags.
         *
         * @param tags the tags; none empty
         */
        public Tags {
            tags = Texts.copied(tags, "tags", "a tag");
        }
    }

    /**
     * The entries that have every one of some tags.
     *
     * @param tags the tags
     */
    record AllTags(Set<String> tags) implements Invalidation {

        /**
         * Copies the tags.
         *
         * @param tags the tags; at least one, none empty
         */
        public AllTags {
            tags = Texts.copied(tags, "tags", "a tag");
            if (tags.isEmpty()) {
                throw new IllegalArgumentException("tags must not be empty; invalidateAll() covers every entry");
            }
        }
    }

    /**
     * The entries that have a tag which matches a pattern.
     *
     * @param pattern the pattern
     */
    record TagPattern(String pattern) implements Invalidation {

        /**
         * Checks the pattern.
         *
         * @param pattern the pattern; not empty
         */
        public TagPattern {
            if (requireNonNull(pattern, "pattern").isEmpty()) {
                throw new IllegalArgumentException("pattern must not be empty; \"*\" covers every tagged entry");
            }
        }
    }

    /** All entries. */
    record All() implements Invalidation {}

    /**
     * Several invalidations as one event.
     *
     * @param invalidations the invalidations; none of them is such a list itself
     */
    record Together(List<Invalidation> invalidations) implements Invalidation {

        /**
         * Copies the list, and takes over what is in lists in it: however they are nested, they are one.
         *
         * @param invalidations the invalidations
         */
        public Together {
            List<Invalidation> flat = new ArrayList<>();
            for (Invalidation one : requireNonNull(invalidations, "invalidations")) {
                if (requireNonNull(one, "invalidations must not contain null") instanceof Together several) {
                    flat.addAll(several.invalidations);
                } else {
                    flat.add(one);
                }
            }
            invalidations = Collections.unmodifiableList(flat);
        }
    }

    /**
     * An invalidation that keeps entries for when their loads fail.
     *
     * @param invalidation what; never such a one itself
     */
    record Expired(Invalidation invalidation) implements Invalidation {

        /**
         * Takes what is in it from one that is expired already.
         *
         * @param invalidation what
         */
        public Expired {
            invalidation = requireNonNull(invalidation, "invalidation") instanceof Expired already
                    ? already.invalidation
                    : invalidation;
        }
    }

    /**
     * An invalidation in a scope of its own.
     *
     * @param invalidation what; never such a one itself
     * @param scope the parts of the scope, over those of the {@link ScopeProvider}
     */
    record Scoped(Invalidation invalidation, Map<String, Object> scope) implements Invalidation {

        /**
         * Copies the scope, over that of what is in a scope already.
         *
         * @param invalidation what
         * @param scope the parts; no name empty
         */
        public Scoped {
            Map<String, Object> parts = new LinkedHashMap<>();
            if (requireNonNull(invalidation, "invalidation") instanceof Scoped inner) {
                parts.putAll(inner.scope);
                invalidation = inner.invalidation;
            }
            requireNonNull(scope, "scope").forEach((name, value) -> {
                if (requireNonNull(name, "scope must not have a null name").isEmpty()) {
                    throw new IllegalArgumentException("the name of a scope part must not be empty");
                }
                parts.put(name, requireNonNull(value, "scope must not have a null value"));
            });
            scope = Collections.unmodifiableMap(parts);
        }
    }
}
