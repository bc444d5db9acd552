package methodcache.core.facade;

import org.jspecify.annotations.Nullable;

/** The one place where a value out of the cache gets the type that its caller vouches for. */
final class Unchecked {

    private Unchecked() {}

    /** The caller's word: the value is what the caller's loaders for this key make, nulls included. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T> T cast(@Nullable Object value) {
        return (T) value;
    }
}
