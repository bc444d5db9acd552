package methodcache.core.key;

import java.util.List;

/**
 * A key with parts that are only known by their own equals: it means nothing in another process. The parts can't
 * change; the text is the rest of the key. Immutable.
 */
public final class LocalKey {

    private final String text;
    private final List<Object> parts;
    private final int hash;

    LocalKey(String text, List<Object> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.hash = 31 * text.hashCode() + this.parts.hashCode();
    }

    String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalKey that
                && hash == that.hash
                && text.equals(that.text)
                && sameClasses(parts, that.parts)
                && parts.equals(that.parts);
    }

    /** An equals that takes another class for its own must not make one key of both. */
    private static boolean sameClasses(List<Object> some, List<Object> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).getClass() != others.get(i).getClass()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
