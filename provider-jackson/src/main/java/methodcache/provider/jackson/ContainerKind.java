package methodcache.provider.jackson;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection or map of the JDK as a declared type: which values of it come back equal. These are all whose contract says that their
 * content is all they are, as in keys (see {@link Containers}), and which aren't sorted by a comparator.
 */
record ContainerKind(Class<?> type) {

    private static final Set<Class<?>> TYPES = Set.of(
            Collection.class,
            List.class,
            ArrayList.class,
            LinkedList.class,
            CopyOnWriteArrayList.class,
            Queue.class,
            Deque.class,
            ArrayDeque.class,
            Set.class,
            HashSet.class,
            LinkedHashSet.class,
            SortedSet.class,
            NavigableSet.class,
            TreeSet.class,
            EnumSet.class,
            ConcurrentSkipListSet.class,
            CopyOnWriteArraySet.class,
            Map.class,
            HashMap.class,
            LinkedHashMap.class,
            SortedMap.class,
            NavigableMap.class,
            TreeMap.class,
            EnumMap.class,
            ConcurrentMap.class,
            ConcurrentHashMap.class,
            ConcurrentNavigableMap.class,
            ConcurrentSkipListMap.class);

    /** Classes that aren't the JDK's: why not, or "" where nothing speaks against them. */
    private static final ClassValue<String> OTHERS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> other) {
            return refusal(other);
        }
    };

    static @Nullable ContainerKind find(Class<?> type) {
        return TYPES.contains(type) ? new ContainerKind(type) : null;
    }

    /** Whether it has an {@code equals} of its own: queues don't. */
    boolean equatable() {
        return !Queue.class.isAssignableFrom(type) || List.class.isAssignableFrom(type);
    }

    void check(Object value) {
        Class<?> actual = value.getClass();
        if (type == Collection.class && !(value instanceof List)) {
            throw new Unrestorable(
                    actual.getName() + " would come back as a List; declare a Set or a List, " + Unrestorable.REMEDY);
        }
        if ((type == Queue.class || type == Deque.class)
                && !(actual == LinkedList.class || actual == ArrayDeque.class)) {
            throw new Unrestorable(actual.getName() + " would come back as a LinkedList; make it an ArrayDeque, "
                    + Unrestorable.REMEDY);
        }
        if (value instanceof IdentityHashMap) {
            throw new Unrestorable(
                    "java.util.IdentityHashMap compares its keys by identity; copy it, " + Unrestorable.REMEDY);
        }
        if (actual.getClassLoader() != null) {
            String refusal = OTHERS.get(actual);
            if (!refusal.isEmpty()) {
                throw new Unrestorable(refusal + Unrestorable.REMEDY);
            }
        }
        Object order = value instanceof SortedSet<?> set
                ? set.comparator()
                : value instanceof SortedMap<?, ?> map ? map.comparator() : null;
        if (order != null && order != Comparator.naturalOrder()) {
            throw new Unrestorable(actual.getName() + " is sorted by a "
                    + order.getClass().getName() + ", which isn't written with it; use the natural order or a list, "
                    + Unrestorable.REMEDY);
        }
    }

    private static String refusal(Class<?> type) {
        Class<?> base = type;
        while (base.getClassLoader() != null) {
            base = base.getSuperclass();
        }
        if (base == Object.class || Modifier.isAbstract(base.getModifiers())) {
            return "";
        }
        for (Class<?> c = type; c != base; c = c.getSuperclass()) {
            if (Stream.of(c.getDeclaredFields())
                    .anyMatch(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())) {
                return type.getName() + " extends " + base.getName() + " and may be more than its elements, for it has"
                        + " a field of its own; copy it into a collection of the JDK, ";
            }
        }
        return "";
    }
}
