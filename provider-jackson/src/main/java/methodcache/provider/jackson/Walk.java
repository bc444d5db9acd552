package methodcache.provider.jackson;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One way through some arguments, writing what it meets. It ends whatever they are: not deeper than {@value #DEEPEST},
 * and not after more than {@value #LONGEST} characters and values. For one thread.
 */
final class Walk {

    private static final int DEEPEST = 64;
    private static final int LONGEST = 1 << 24;

    private final Kinds kinds;
    private Form form;
    private int depth;
    private int length;

    Walk(Kinds kinds, Form form) {
        this.kinds = kinds;
        this.form = form;
    }

    /**
     * Writes the arguments of a call as a list.
     *
     * @throws methodcache.api.CacheKeyException if one has no identity
     */
    void arguments(String method, List<@Nullable Object> arguments) {
        form.list(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            try {
                value(arguments.get(i));
            } catch (Refusal refusal) {
                throw refusal.of("argument " + (i + 1) + " of " + method);
            }
        }
        form.endList();
    }

    Form form() {
        return form;
    }

    void value(@Nullable Object value) {
        spend(1);
        if (value == null) {
            form.nothing();
            return;
        }
        if (++depth > DEEPEST) {
            throw new Refusal("it is nested more than " + DEEPEST + " deep, or contains itself; " + Refusal.REMEDIES);
        }
        kinds.kind(value.getClass()).write(value, this);
        depth--;
    }

    private void spend(int more) {
        length += more;
        if (length > LONGEST || length < 0) {
            throw new Refusal("it holds more than " + LONGEST + " characters and values; " + Refusal.REMEDIES);
        }
    }

    void text(String text) {
        spend(text.length());
        form.text(text);
    }

    void bytes(byte[] bytes) {
        spend(bytes.length);
        form.bytes(bytes);
    }

    void mark(String type) {
        spend(type.length());
        form.mark(type);
    }

    void marked(String type, String content) {
        mark(type);
        text(content);
        form.endMap();
    }

    void marked(String type, long content) {
        mark(type);
        form.whole(content);
        form.endMap();
    }

    /** A value of a field or an array that says its type. */
    void primitive(Object value) {
        spend(1);
        if (value instanceof Boolean flag) {
            form.flag(flag);
        } else if (value instanceof Character character) {
            form.text(character.toString());
        } else if (value instanceof Double number) {
            form.real(number);
        } else if (value instanceof Float number) {
            form.real(number);
        } else {
            form.whole(((Number) value).longValue());
        }
    }

    /** A copy is written: its size comes first, and another thread may change it meanwhile. */
    void elements(Collection<?> elements) {
        spend(elements.size());
        @Nullable Object[] copy = elements.toArray();
        form.list(copy.length);
        for (Object element : copy) {
            value(element);
        }
        form.endList();
    }

    void pair(@Nullable Object key, @Nullable Object value) {
        form.list(2);
        value(key);
        value(value);
        form.endList();
    }

    /** Elements whose order means nothing, in that of what is written of them. */
    void unordered(Collection<?> elements) {
        List<String> taken = new ArrayList<>();
        Form outer = form;
        form = outer.scratch();
        for (Object element : elements) {
            value(element);
            taken.add(form.take());
        }
        form = outer;
        Collections.sort(taken);
        form.list(taken.size());
        taken.forEach(form::put);
        form.endList();
    }

    void map(Map<?, ?> map) {
        Map<String, @Nullable Object> named = named(map);
        if (named == null) {
            mark("map");
            List<Object> entries = new ArrayList<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                spend(1);
                entries.add(new Entry(entry.getKey(), entry.getValue()));
            }
            unordered(entries);
            form.endMap();
            return;
        }
        form.map(named.size());
        named.forEach((name, value) -> {
            spend(name.length());
            form.name(name);
            value(value);
        });
        form.endMap();
    }

    /** What {@link #unordered} sees of a map: key and value in one. */
    record Entry(@Nullable Object key, @Nullable Object value) {}

    /** By name, or null if not all keys are strings. */
    private @Nullable Map<String, @Nullable Object> named(Map<?, ?> map) {
        Map<String, @Nullable Object> named = new TreeMap<>();
        int entries = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            spend(1);
            if (!(entry.getKey() instanceof String key)) {
                return null;
            }
            named.put(key.startsWith("@") ? '@' + key : key, entry.getValue());
            entries++;
        }
        return named.size() == entries ? named : null;
    }
}
