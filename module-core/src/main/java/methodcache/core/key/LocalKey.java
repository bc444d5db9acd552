package methodcache.core.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that means nothing, or something else, in another process: a part of it is only known by its own equals, and in the text is a number
 * that all that equal it share; or is an instance, with a number of its own; or a class whose name isn't the same everywhere. Its text is all
 * that it is compared by. Immutable.
 */
public final class LocalKey {

    private final String text;

    /** What the numbers stand for. As long as it is held, what equals it gets the same number. */
    @SuppressWarnings("unused") // for the garbage collector only
    private final List<Object> parts;

    LocalKey(String text, List<Object> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LocalKey that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        // Not that of the text alone, which is a key of its own.
        return ~text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
