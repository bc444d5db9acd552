package methodcache.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a look-up found. A cached null is found.
 *
 * @param found whether there was an entry
 * @param value its value; null when there was none, or when null is what is cached
 * @param <T> the type of the value
 */
public record CacheLookup<T>(boolean found, @Nullable T value) {

    /**
     * The value, if it was found and isn't null.
     *
     * @return the value or empty
     */
    public Optional<T> toOptional() {
        return Optional.ofNullable(value);
    }
}
