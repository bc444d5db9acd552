package methodcache.core.key;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arrays and collections, by content. Sets and maps are written in the order of their elements' texts, whatever
 * theirs is.
 */
final class ContainerKinds {

    private ContainerKinds() {}

    static @Nullable Kind find(Class<?> type) {
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? primitives(type) : ContainerKinds::objects;
        }
        if (List.class.isAssignableFrom(type)) {
            return (list, text) -> elements((List<?>) list, text);
        }
        if (Set.class.isAssignableFrom(type)) {
            return (set, text) -> set((Set<?>) set, text);
        }
        if (Map.class.isAssignableFrom(type)) {
            return (map, text) -> map((Map<?, ?>) map, text);
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return (entry, text) -> entry((Map.Entry<?, ?>) entry, text.append("entry"));
        }
        return Collection.class.isAssignableFrom(type)
                ? (collection, text) -> elements((Collection<?>) collection, text.append("collection"))
                : null;
    }

    private static Kind primitives(Class<?> type) {
        if (type == byte[].class) {
            return (bytes, text) -> text.append("byte[").hex((byte[]) bytes).append(']');
        }
        String name = type.getComponentType().getName();
        return (array, text) -> {
            text.append(name).append('[');
            int length = Array.getLength(array);
            for (int i = 0; i < length; i++) {
                if (i > 0) {
                    text.append(',');
                }
                Primitives.write(Array.get(array, i), text);
            }
            text.append(']');
        };
    }

    private static void objects(Object array, KeyText text) {
        text.className(array.getClass().getComponentType());
        elements(Arrays.asList((Object[]) array), text);
    }

    private static void elements(Iterable<?> elements, KeyText text) {
        text.append('[');
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                text.append(',');
            }
            first = false;
            text.value(element);
        }
        text.append(']');
    }

    private static void set(Set<?> set, KeyText text) {
        List<KeyText> elements = new ArrayList<>();
        for (Object element : set) {
            elements.add(text.element().value(element));
        }
        unordered("set", elements, text);
    }

    private static void map(Map<?, ?> map, KeyText text) {
        List<KeyText> entries = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            KeyText element = text.element();
            element.value(entry.getKey()).append(':').value(entry.getValue());
            entries.add(element);
        }
        unordered("map", entries, text);
    }

    private static void entry(Map.Entry<?, ?> entry, KeyText text) {
        text.append('[')
                .value(entry.getKey())
                .append(':')
                .value(entry.getValue())
                .append(']');
    }

    private static void unordered(String mark, List<KeyText> elements, KeyText text) {
        for (KeyText element : elements) {
            if (element.hasParts()) {
                byEquals(mark, elements, text);
                return;
            }
        }
        text.append(mark).append('[');
        List<String> texts = new ArrayList<>(elements.size());
        for (KeyText element : elements) {
            texts.add(element.toString());
            if (!element.shareable()) {
                text.makeLocal();
            }
        }
        Collections.sort(texts);
        text.append(String.join(",", texts)).append(']');
    }

    /**
     * Elements that are only known by their equals have no order: the whole is one part of the key, with how often
     * each occurs.
     */
    private static void byEquals(String mark, List<KeyText> elements, KeyText text) {
        Map<LocalKey, Integer> counted = new HashMap<>();
        for (KeyText element : elements) {
            counted.merge(element.fragment(), 1, Integer::sum);
        }
        text.part(counted, mark);
    }
}
