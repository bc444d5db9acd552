package methodcache.core.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Records, by their class and components. */
final class RecordKinds {

    /** Reads components with reflection, as far as the record's module lets this one. */
    static final Access REFLECTION = RecordKinds::reader;

    private static final MethodType READER = MethodType.methodType(Object.class, Object.class);

    private RecordKinds() {}

    /** How components are read. A seam: what a closed module hides can't be hidden in a unit test. */
    @FunctionalInterface
    interface Access {

        /** Takes the record, gives the component; null if the component can't be read. */
        @Nullable
        MethodHandle reader(Class<?> type, RecordComponent component);
    }

    static Kind find(Class<?> type, Access access) {
        RecordComponent[] components = type.getRecordComponents();
        MethodHandle[] readers = new MethodHandle[components.length];
        String[] names = new String[components.length];
        for (int i = 0; i < components.length; i++) {
            MethodHandle reader = access.reader(type, components[i]);
            if (reader == null) {
                return unreadable(type, components[i]);
            }
            readers[i] = reader.asType(READER);
            names[i] = components[i].getName();
        }
        return (value, text) -> write(type, names, readers, value, text);
    }

    private static Kind unreadable(Class<?> type, RecordComponent component) {
        if (OwnEquals.unchangingRecord(type)) {
            return new Kind.Opaque(type);
        }
        return new Kind.Refused("component " + component.getName() + " of record " + type.getName()
                + " can't be read: let module " + type.getModule().getName() + " export or open package "
                + type.getPackageName() + " to methodcache.core, or use withKey(…) or a KeyGenerator");
    }

    private static void write(Class<?> type, String[] names, MethodHandle[] readers, Object value, KeyText text) {
        text.className(type).append('{');
        for (int i = 0; i < readers.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(Escapes.name(names[i])).append('=');
            try {
                text.value(read(readers[i], value));
            } catch (Refusal refusal) {
                throw refusal.within("component " + names[i] + " of " + type.getName());
            }
        }
        text.append('}');
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

    /** The field rather than the accessor, which may be written to show less than there is. */
    static @Nullable MethodHandle reader(Class<?> type, RecordComponent component) {
        try {
            Field field = type.getDeclaredField(component.getName());
            if (field.trySetAccessible()) {
                return MethodHandles.lookup().unreflectGetter(field);
            }
            Method accessor = component.getAccessor();
            return accessor.trySetAccessible() ? MethodHandles.lookup().unreflect(accessor) : null;
        } catch (ReflectiveOperationException | SecurityException | LinkageError unreadable) {
            return null;
        }
    }
}
