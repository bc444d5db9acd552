package methodcache.api;

import methodcache.api.internal.Core;
import org.jspecify.annotations.Nullable;

/**
 * Builds the text of a key from named parts: {@code KeyBuilder.of("orders").append("customer", 7).build()}. Free of locale and
 * time zone, safe with nulls, and injective: keys of different parts, or of values of different types, differ. Mutable, for
 * one thread.
 */
public interface KeyBuilder {

    /**
     * Starts a key.
     *
     * @param prefix how it begins, for {@code invalidatePrefix}; not empty
     * @return a new builder
     */
    static KeyBuilder of(String prefix) {
        return Core.provider().keyBuilder(prefix);
    }

    /**
     * Adds a part.
     *
     * @param name its name; not empty
     * @param value a JDK value, an enum, a record, or an array or collection of such; or null
     * @return this
     * @throws CacheKeyException if the value has no identity that a key can hold
     */
    KeyBuilder append(String name, @Nullable Object value);

    /**
     * The key so far.
     *
     * @return the text
     */
    String build();
}
