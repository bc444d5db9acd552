package methodcache.provider.jackson;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.json.JsonMapper;

/**
 * Knows how values of each class are written: values of the JDK, enums, records, arrays and containers, then beans.
 * Thread-safe.
 */
final class Kinds {

    private final ClassValue<Kind> kinds;

    Kinds() {
        SerializationConfig jackson = JsonMapper.builder().build().serializationConfig();
        kinds = new ClassValue<>() {
            @Override
            protected Kind computeValue(Class<?> type) {
                return find(type, jackson);
            }
        };
    }

    Kind kind(Class<?> type) {
        return kinds.get(type);
    }

    private static Kind find(Class<?> type, SerializationConfig jackson) {
        if (type == Walk.Entry.class) {
            return (entry, walk) -> pair(((Walk.Entry) entry).key(), ((Walk.Entry) entry).value(), walk);
        }
        Kind kind = JdkKinds.find(type);
        if (kind == null) {
            kind = Enum.class.isAssignableFrom(type) ? constants(type) : null;
        }
        if (kind == null && !type.isRecord()) {
            kind = type.isArray() ? array(type) : container(type);
        }
        if (kind != null) {
            return kind;
        }
        return type.getModule() == Object.class.getModule()
                ? new Kind.Refused(type.getName() + " has no value identity; " + Refusal.REMEDIES)
                : FieldKinds.find(type, jackson);
    }

    private static Kind constants(Class<?> type) {
        Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
        String name = ClassNames.stable(declaring);
        return name == null
                ? ClassNames.unstable(declaring)
                : (constant, walk) -> walk.marked(name, ((Enum<?>) constant).name());
    }

    private static @Nullable Kind container(Class<?> type) {
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
            return (map, walk) -> walk.map((Map<?, ?>) map);
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return (entry, walk) -> {
                walk.mark("entry");
                pair(((Map.Entry<?, ?>) entry).getKey(), ((Map.Entry<?, ?>) entry).getValue(), walk);
                walk.form().endMap();
            };
        }
        return Collection.class.isAssignableFrom(type)
                ? (collection, walk) -> {
                    walk.mark("collection");
                    walk.elements((Collection<?>) collection);
                    walk.form().endMap();
                }
                : null;
    }

    private static void pair(@Nullable Object key, @Nullable Object value, Walk walk) {
        walk.form().list(2);
        walk.value(key);
        walk.value(value);
        walk.form().endList();
    }

    private static Kind array(Class<?> type) {
        String name = ClassNames.stable(type);
        if (name == null) {
            return ClassNames.unstable(type);
        }
        if (!type.getComponentType().isPrimitive()) {
            return (array, walk) -> {
                walk.mark(name);
                walk.elements(Arrays.asList((Object[]) array));
                walk.form().endMap();
            };
        }
        return (array, walk) -> {
            walk.mark(name);
            if (array instanceof byte[] bytes) {
                walk.bytes(bytes);
            } else {
                primitives(array, walk);
            }
            walk.form().endMap();
        };
    }

    private static void primitives(Object array, Walk walk) {
        int length = Array.getLength(array);
        walk.form().list(length);
        for (int i = 0; i < length; i++) {
            walk.primitive(Array.get(array, i));
        }
        walk.form().endList();
    }
}
