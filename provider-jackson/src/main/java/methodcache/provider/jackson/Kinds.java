package methodcache.provider.jackson;

import java.lang.reflect.Array;
import java.util.Arrays;
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
            return (entry, walk) -> walk.pair(((Walk.Entry) entry).key(), ((Walk.Entry) entry).value());
        }
        Kind kind = JdkKinds.find(type);
        if (kind == null) {
            kind = Enum.class.isAssignableFrom(type) ? constants(type) : null;
        }
        if (kind == null && !type.isRecord()) {
            kind = type.isArray() ? array(type) : Containers.find(type);
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
