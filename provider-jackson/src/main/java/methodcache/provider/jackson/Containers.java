package methodcache.provider.jackson;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collections and maps, by content; those that may be more than that are refused. Sorted ones must be so naturally. */
final class Containers {

    private static final String REMEDIES = "; copy it into a collection of the JDK, or " + Refusal.REMEDIES;

    private Containers() {}

    static @Nullable Kind find(Class<?> type) {
        Kind content = content(type);
        if (content == null) {
            return null;
        }
        String refusal = refusal(type);
        if (refusal != null) {
            return new Kind.Refused(refusal);
        }
        Kind ordered = SortedSet.class.isAssignableFrom(type)
                        || SortedMap.class.isAssignableFrom(type)
                        || Queue.class.isAssignableFrom(type)
                ? (container, walk) -> sorted(container, content, walk)
                : content;
        if (ofJdk(type)) {
            return ordered;
        }
        String name = ClassNames.stable(type);
        return name == null
                ? ClassNames.unstable(type)
                : (container, walk) -> {
                    walk.mark(name);
                    ordered.write(container, walk);
                    walk.form().endMap();
                };
    }

    private static @Nullable Kind content(Class<?> type) {
        if (List.class.isAssignableFrom(type)) {
            return (list, walk) -> walk.elements((List<?>) list);
        }
        if (Set.class.isAssignableFrom(type)) {
            return (set, walk) -> {
                walk.mark("set");
                walk.unordered((Set<?>) set);
                walk.form().endMap();
            };
        }
        if (Map.class.isAssignableFrom(type)) {
            return Properties.class.isAssignableFrom(type)
                    ? (map, walk) -> properties((Properties) map, walk)
                    : (map, walk) -> walk.map((Map<?, ?>) map);
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return (entry, walk) -> {
                walk.mark("entry");
                walk.pair(((Map.Entry<?, ?>) entry).getKey(), ((Map.Entry<?, ?>) entry).getValue());
                walk.form().endMap();
            };
        }
        boolean heap = PriorityQueue.class.isAssignableFrom(type) || PriorityBlockingQueue.class.isAssignableFrom(type);
        return Collection.class.isAssignableFrom(type)
                ? (collection, walk) -> {
                    walk.mark(heap ? "heap" : "collection");
                    walk.elements((Collection<?>) collection);
                    walk.form().endMap();
                }
                : null;
    }

    /** An order decides what a callee finds: the natural one needs no word, its reverse has one, others have no identity. */
    private static void sorted(Object container, Kind content, Walk walk) {
        Object order = order(container);
        if (order == null || order.equals(Comparator.naturalOrder())) {
            content.write(container, walk);
        } else if (order.equals(Collections.reverseOrder())) {
            walk.mark("descending");
            content.write(container, walk);
            walk.form().endMap();
        } else {
            throw new Refusal(container.getClass().getName() + " is sorted by a "
                    + order.getClass().getName() + ", which also decides what it finds" + REMEDIES);
        }
    }

    private static @Nullable Object order(Object container) {
        if (container instanceof SortedSet<?> set) {
            return set.comparator();
        }
        if (container instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        if (container instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        }
        return container instanceof PriorityBlockingQueue<?> queue ? queue.comparator() : null;
    }

    private static void properties(Properties properties, Walk walk) {
        if (properties.stringPropertyNames().size() > properties.size()
                || !properties.keySet().containsAll(properties.stringPropertyNames())) {
            throw new Refusal(
                    "java.util.Properties has defaults behind it, which are no entries of its own" + REMEDIES);
        }
        walk.map(properties);
    }

    private static boolean ofJdk(Class<?> type) {
        return type.getModule() == Object.class.getModule();
    }

    private static @Nullable String refusal(Class<?> type) {
        if (IdentityHashMap.class.isAssignableFrom(type)) {
            return type.getName() + " compares its keys by identity, which no other call has" + REMEDIES;
        }
        if (!ofJdk(type)
                && !List.class.isAssignableFrom(type)
                && !Set.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type)
                && !Map.Entry.class.isAssignableFrom(type)) {
            return type.getName() + " is neither a List nor a Set, so its elements may not be all that it is"
                    + REMEDIES;
        }
        Class<?> base = type;
        while (!ofJdk(base)) {
            base = base.getSuperclass();
        }
        if (base == Object.class || Modifier.isAbstract(base.getModifiers())) {
            return null; // its fields hold its elements, for nobody else does
        }
        for (Class<?> c = type; c != base; c = c.getSuperclass()) {
            boolean hasState = Stream.of(c.getDeclaredFields())
                    .anyMatch(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
            if (hasState) {
                return type.getName() + " extends " + base.getName()
                        + " and may be more than its elements, for it has a" + " field of its own" + REMEDIES;
            }
        }
        return null;
    }
}
