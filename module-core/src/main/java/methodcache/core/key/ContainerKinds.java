package methodcache.core.key;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Arrays and collections, by content. Sets and maps are written in the order of their elements' texts, whatever
 * theirs is; a comparator is named, for it also decides what they find. Classes that aren't the JDK's have their name
 * before their content.
 */
final class ContainerKinds {

    private ContainerKinds() {}

    static @Nullable Kind find(Class<?> type) {
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? primitives(type) : ContainerKinds::objects;
        }
        if (!ContainersOfOthers.isContainer(type)) {
            return null;
        }
        String refusal = ContainersOfOthers.refusal(type);
        if (refusal != null) {
            return new Kind.Refused(refusal);
        }
        String mark = mark(type);
        Kind content = content(type);
        if (!ContainersOfOthers.ofJdk(type)) {
            return (container, text) -> {
                text.append(mark.isEmpty() ? "list" : mark)
                        .append('(')
                        .className(type)
                        .append(')');
                SortedKinds.writeOrder(container, text);
                content.write(container, text);
            };
        }
        return SortedKinds.mayBeSorted(type)
                ? (container, text) -> {
                    SortedKinds.writeOrder(container, text.append(mark));
                    content.write(container, text);
                }
                : (container, text) -> content.write(container, text.append(mark));
    }

    private static String mark(Class<?> type) {
        if (List.class.isAssignableFrom(type)) {
            return "";
        }
        if (Set.class.isAssignableFrom(type)) {
            return "set";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "map";
        }
        if (PriorityQueue.class.isAssignableFrom(type) || PriorityBlockingQueue.class.isAssignableFrom(type)) {
            return "heap"; // a queue that gives its elements in another order than it was filled in
        }
        return Map.Entry.class.isAssignableFrom(type) ? "entry" : "collection";
    }

    private static Kind content(Class<?> type) {
        return switch (mark(type)) {
            case "set" -> (set, text) -> set((Set<?>) set, text);
            case "map" -> ContainerKinds::map;
            case "entry" -> (entry, text) -> entry((Map.Entry<?, ?>) entry, text);
            default -> (elements, text) -> elements((Iterable<?>) elements, text);
        };
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
        unordered(elements, text);
    }

    private static void map(Object container, KeyText text) {
        Map<?, ?> map = (Map<?, ?>) container;
        if (map instanceof Properties properties) {
            refuseDefaults(properties);
        }
        List<KeyText> entries = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            KeyText element = text.element();
            element.value(entry.getKey()).append(':').value(entry.getValue());
            entries.add(element);
        }
        unordered(entries, text);
    }

    /** What stands behind a key that is missing is no entry. */
    private static void refuseDefaults(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (!(properties.get(name) instanceof String)) {
                throw new Refusal("the java.util.Properties have defaults behind them, such as for \"" + name
                        + "\"; copy what matters into a map, or " + Refusal.REMEDIES);
            }
        }
    }

    private static void entry(Map.Entry<?, ?> entry, KeyText text) {
        text.append('[')
                .value(entry.getKey())
                .append(':')
                .value(entry.getValue())
                .append(']');
    }

    private static void unordered(List<KeyText> elements, KeyText text) {
        for (KeyText element : elements) {
            if (element.hasParts()) {
                byEquals(elements, text);
                return;
            }
        }
        text.append('[');
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
    private static void byEquals(List<KeyText> elements, KeyText text) {
        Map<LocalKey, Integer> counted = new HashMap<>();
        for (KeyText element : elements) {
            counted.merge(element.fragment(), 1, Integer::sum);
        }
        text.part(counted, "");
    }
}
