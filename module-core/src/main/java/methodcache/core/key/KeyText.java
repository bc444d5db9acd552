package methodcache.core.key;

import java.util.ArrayList;
import java.util.List;
import methodcache.api.CacheKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Collects the text of a key, and beside it the parts that are only known by their own equals. What is mutable is
 * written down at once, so that it may change afterwards. For one thread.
 */
final class KeyText {

    private static final String SIMPLE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    private static final int DEEPEST = 64;
    private static final int LONGEST = 1 << 24;

    private final StringBuilder out;
    private final Values values;
    private int depth;
    private boolean local;
    private @Nullable List<Object> parts;

    KeyText(Values values, int capacity) {
        this.values = values;
        this.out = new StringBuilder(capacity);
    }

    /** For one element of a set: a text of its own, at the same depth. */
    KeyText element() {
        KeyText element = new KeyText(values, 32);
        element.depth = depth;
        return element;
    }

    KeyText append(char c) {
        out.append(c);
        return this;
    }

    KeyText append(String text) {
        out.append(text);
        return this;
    }

    KeyText append(long number) {
        out.append(number);
        return this;
    }

    KeyText escaped(String text) {
        Escapes.text(out, text);
        return this;
    }

    KeyText quoted(String text) {
        Escapes.quoted(out, text);
        return this;
    }

    KeyText hex(byte[] bytes) {
        Escapes.hex(out, bytes);
        return this;
    }

    StringBuilder builder() {
        return out;
    }

    KeyText className(Class<?> type) {
        ClassName name = ClassName.of(type);
        if (!name.shareable()) {
            local = true;
        }
        return append(name.text());
    }

    /** An object that is told apart from others in this process only. */
    KeyText instance(Object object) {
        local = true;
        return append('@').append(InstanceNumbers.of(object));
    }

    /** A part that is compared by its own equals; nothing else may be known of it, but that it can't change. */
    KeyText part(Object part, String shown) {
        if (parts == null) {
            parts = new ArrayList<>(2);
        }
        InstanceNumbers.Numbered numbered = InstanceNumbers.ofEqual(part);
        parts.add(numbered.first());
        return append('!').append(shown).append('@').append(numbered.text());
    }

    KeyText value(@Nullable Object value) {
        if (value == null) {
            return append("null");
        }
        if (++depth > DEEPEST) {
            throw new Refusal("it is nested more than " + DEEPEST + " deep, or contains itself; " + Refusal.REMEDIES);
        }
        write(values.kind(value.getClass()), value);
        depth--;
        if (out.length() > LONGEST) {
            throw new Refusal("its text is longer than " + LONGEST + " characters; " + Refusal.REMEDIES);
        }
        return this;
    }

    /** What a value's own code throws says nothing of the call; whoever knows the call adds that to a refusal. */
    private void write(Kind kind, Object value) {
        try {
            kind.write(value, this);
        } catch (Refusal | CacheKeyException known) {
            throw known;
        } catch (RuntimeException failure) {
            throw new Refusal(
                    value.getClass().getName() + " failed while it was read: " + failure + "; mend it, or "
                            + Refusal.REMEDIES,
                    failure);
        }
    }

    /** The object that a lambda sees as {@code this}. */
    KeyText self(Object self) {
        values.self(self.getClass()).write(self, this);
        return this;
    }

    Kind kind(Object value) {
        return values.kind(value.getClass());
    }

    /** {@code name=value}, for scopes and built keys, which other processes must understand. */
    void named(String name, @Nullable Object value, String what) {
        if (simple(name)) {
            append(name);
        } else {
            quoted(name);
        }
        append('=');
        try {
            value(value);
        } catch (Refusal refusal) {
            throw refusal.of(what + " \"" + name + '"');
        }
        if (!shareable()) {
            throw new CacheKeyException(
                    what + " \"" + name + "\": "
                            + (value == null ? "null" : value.getClass().getName())
                            + " means something in this process only, as local and hidden classes do, and a class whose"
                            + " name one of another class loader had first; use a JDK value, an enum or a record of such",
                    null);
        }
    }

    private static boolean simple(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (SIMPLE.indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    boolean isEmpty() {
        return out.length() == 0;
    }

    boolean shareable() {
        return !local && parts == null;
    }

    boolean hasParts() {
        return parts != null;
    }

    /** The position to return to if what follows is refused. */
    Mark mark() {
        return new Mark(out.length(), depth, local, parts == null ? 0 : parts.size());
    }

    void reset(Mark mark) {
        out.setLength(mark.length);
        depth = mark.depth;
        local = mark.local;
        if (parts != null) {
            parts = mark.parts == 0 ? null : new ArrayList<>(parts.subList(0, mark.parts));
        }
    }

    record Mark(int length, int depth, boolean local, int parts) {}

    /** The key as a store holds it. */
    Object key() {
        String text = StoreKeys.fit(out);
        return shareable() ? text : new LocalKey(text, parts == null ? List.of() : parts);
    }

    /** What is here so far, to be compared with other elements: never cut short. */
    LocalKey fragment() {
        return new LocalKey(out.toString(), parts == null ? List.of() : parts);
    }

    void makeLocal() {
        local = true;
    }

    /** Takes over what an element's text stands for. */
    void add(KeyText element) {
        local |= element.local;
        out.append(element.out);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
