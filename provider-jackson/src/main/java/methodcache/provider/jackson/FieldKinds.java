package methodcache.provider.jackson;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationConfig;

/** Records and beans, by their class and all of their fields. */
final class FieldKinds {

    private static final MethodType READER = MethodType.methodType(Object.class, Object.class);

    private FieldKinds() {}

    /** A field, ready to be read. Refers to nothing of Jackson's, whose caches would keep classes alive. */
    private record Part(String name, MethodHandle reader, boolean primitive) {}

    static Kind find(Class<?> type, SerializationConfig jackson) {
        String name = ClassNames.stable(type);
        if (name == null) {
            return ClassNames.unstable(type);
        }
        try {
            List<Part> parts = parts(type, Property.of(type, jackson));
            return (value, walk) -> write(name, parts, value, walk);
        } catch (Refusal refused) {
            return new Kind.Refused(type.getName() + ' ' + refused.getMessage());
        } catch (JacksonException | IllegalArgumentException | LinkageError unreadable) {
            return new Kind.Refused(
                    type.getName() + " can't be read by Jackson (" + unreadable + "); " + Refusal.REMEDIES);
        }
    }

    private static List<Part> parts(Class<?> type, Map<Field, Property> properties) {
        List<Part> parts = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    parts.add(part(field, properties.get(field)));
                }
            }
        }
        if (parts.isEmpty()) {
            throw new Refusal("has no fields that would tell one from another; " + Refusal.REMEDIES);
        }
        parts.sort(Comparator.comparing(Part::name));
        return parts;
    }

    private static Part part(Field field, @Nullable Property property) {
        if (property == null) {
            throw new Refusal(
                    "has the field " + field.getName() + ", which is none of the properties that Jackson shows;"
                            + " make it one by a getter or @JsonProperty, or " + Refusal.REMEDIES);
        }
        MethodHandle reader = property.reader();
        if (reader == null) {
            Class<?> owner = field.getDeclaringClass();
            throw new Refusal("has the field " + field.getName() + ", which Jackson can't read: let module "
                    + owner.getModule().getName() + " open package " + owner.getPackageName()
                    + " to tools.jackson.databind, or " + Refusal.REMEDIES);
        }
        return new Part(property.name(), reader.asType(READER), field.getType().isPrimitive());
    }

    private static void write(String name, List<Part> parts, Object value, Walk walk) {
        walk.mark(name);
        walk.form().map(parts.size());
        for (Part part : parts) {
            walk.form().name(part.name);
            try {
                write(part, value, walk);
            } catch (Refusal refusal) {
                throw refusal.within(
                        "property " + part.name + " of " + value.getClass().getName());
            }
        }
        walk.form().endMap();
        walk.form().endMap();
    }

    private static void write(Part part, Object value, Walk walk) {
        Object content = read(part.reader, value);
        if (content != null && part.primitive) {
            walk.primitive(content);
        } else {
            walk.value(content);
        }
    }

    private static @Nullable Object read(MethodHandle reader, Object value) {
        try {
            return (Object) reader.invokeExact(value);
        } catch (Error error) {
            throw error;
        } catch (Throwable failure) {
            throw new Refusal("its accessor failed: " + failure, failure);
        }
    }
}
