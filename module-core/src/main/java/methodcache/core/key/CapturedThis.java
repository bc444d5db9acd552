package methodcache.core.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import methodcache.api.MethodCache;
import org.jspecify.annotations.Nullable;

/**
 * What a lambda sees as {@code this}: a declared service or a value by itself, any other object only if each of its
 * fields holds a declared service or a cache, for then there is nothing else to tell objects of its class apart.
 */
final class CapturedThis implements Kind {

    private static final MethodType READER = MethodType.methodType(Object.class, Object.class);

    private final Class<?> type;
    private final DeclaredServices services;
    private final List<Held> fields;

    /** A field, and how it is read; null where its module lets nobody. */
    private record Held(Field field, @Nullable MethodHandle reader) {}

    private CapturedThis(Class<?> type, DeclaredServices services, List<Held> fields) {
        this.type = type;
        this.services = services;
        this.fields = fields;
    }

    static Kind find(Class<?> type, DeclaredServices services) {
        List<Held> fields = new ArrayList<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            Field[] declared = c.getDeclaredFields();
            Arrays.sort(declared, Comparator.comparing(Field::getName));
            for (Field field : declared) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(new Held(field, reader(field)));
                }
            }
        }
        return new CapturedThis(type, services, fields);
    }

    private static @Nullable MethodHandle reader(Field field) {
        try {
            return field.trySetAccessible()
                    ? MethodHandles.lookup().unreflectGetter(field).asType(READER)
                    : null;
        } catch (IllegalAccessException closed) {
            return null;
        }
    }

    @Override
    public void write(Object value, KeyText text) {
        Kind kind = text.kind(value);
        if (kind.isService()) {
            kind.write(value, text);
            return;
        }
        if (kind.isValue()) {
            KeyText.Mark mark = text.mark();
            try {
                text.value(value);
                return;
            } catch (Refusal notAllValues) {
                text.reset(mark); // a record of services may still pass
            }
        }
        text.append("this:").className(type).append('{');
        for (Held held : fields) {
            text.append(Escapes.name(held.field.getName())).append('=');
            writeField(held, value, text);
            text.append(';');
        }
        text.append('}');
    }

    private void writeField(Held held, Object value, KeyText text) {
        if (held.reader == null) {
            writeUnseen(held.field, value, text);
            return;
        }
        Object content = read(held.reader, value);
        if (content == null) {
            text.append("null");
            return;
        }
        Kind kind = text.kind(content);
        if (!kind.isService()) {
            throw refusal(held.field, "");
        }
        kind.write(content, text);
    }

    private static @Nullable Object read(MethodHandle reader, Object value) {
        try {
            return (Object) reader.invokeExact(value);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("reading a field failed", impossible);
        }
    }

    private void writeUnseen(Field field, Object value, KeyText text) {
        if (MethodCache.class.isAssignableFrom(field.getType())) {
            text.append("cache");
            return;
        }
        ServiceKind kind = services.unseen(field.getType());
        if (kind == null) {
            throw refusal(
                    field,
                    ", as far as can be seen (open package "
                            + field.getDeclaringClass().getPackageName() + " to methodcache.core to let it be read)");
        }
        kind.write(value, text); // without a qualifier, so that the object isn't looked at
    }

    private Refusal refusal(Field field, String asFar) {
        return new Refusal("it is used inside the lambda, and its field "
                + field.getDeclaringClass().getName() + '.'
                + field.getName() + " (" + field.getType().getTypeName()
                + ") is neither a declared service nor a MethodCache"
                + asFar
                + "; copy what the call needs into local variables, use call(…) with a method reference, withKey(…), or"
                + " declare " + type.getName() + " with service(…)");
    }
}
