package methodcache.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** What to invalidate. Immutable. */
public sealed interface Invalidation {

    /**
     * The entries of some keys.
     *
     * @param keys the keys, as keyed calls are given them or {@link CacheCall#key()} tells them
     * @return the invalidation
     */
    static Invalidation keys(String... keys) {
        return keys(Arrays.asList(keys));
    }

    /**
     * The entries of some keys.
     *
     * @param keys the keys, as keyed calls are given them or {@link CacheCall#key()} tells them
     * @return the invalidation
     */
    static Invalidation keys(Collection<String> keys) {
        return new Keys(new LinkedHashSet<>(keys));
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
     * All entries.
     *
     * @return the invalidation
     */
    static Invalidation all() {
        return new All();
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
            keys = Collections.unmodifiableSet(new LinkedHashSet<>(keys));
            for (String key : keys) {
                if (key.isEmpty()) {
                    throw new IllegalArgumentException("a key must not be empty");
                }
            }
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
            if (prefix.isEmpty()) {
                throw new IllegalArgumentException("prefix must not be empty; invalidateAll() covers every key");
            }
        }
    }

    /** All entries. */
    record All() implements Invalidation {}
}
