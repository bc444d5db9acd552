package methodcache.core.engine;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import methodcache.api.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * What a call says its value is. A value shows its class, and nothing of type arguments: these are compared with what the call said
 * that loaded it, where both say any.
 */
public final class ValueType {

    private static final ClassValue<ValueType> OF_CLASS = new ClassValue<>() {
        @Override
        protected ValueType computeValue(Class<?> type) {
            return new ValueType(
                    type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type, null);
        }
    };

    private final Class<?> raw;
    private final @Nullable Type arguments;

    private ValueType(Class<?> raw, @Nullable Type arguments) {
        this.raw = raw;
        this.arguments = arguments;
    }

    /**
     * A class.
     *
     * @param type the class; a primitive one stands for its box
     * @return the same for the same class
     */
    public static ValueType of(Class<?> type) {
        return OF_CLASS.get(requireNonNull(type, "type"));
    }

    /**
     * A type with arguments.
     *
     * @param type the type
     * @return its raw type, and its arguments where it has some
     */
    public static ValueType of(TypeRef<?> type) {
        Type full = requireNonNull(type, "type").type();
        return full instanceof Class<?> plain ? of(plain) : new ValueType(raw(full), full);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        throw new IllegalArgumentException(
                "a TypeRef must name a type, such as new TypeRef<List<User>>() {}, was " + type.getTypeName());
    }

    /**
     * The type of a value that nobody says anything of: its class, where that has no type arguments.
     *
     * @param value a value
     * @return null where its class doesn't tell
     */
    static @Nullable Type plain(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        return type.getTypeParameters().length == 0 && !type.isAnonymousClass() && !type.isHidden() ? type : null;
    }

    /**
     * The whole type.
     *
     * @return with its arguments, where it has some
     */
    Type full() {
        return arguments == null ? raw : arguments;
    }

    /**
     * Whether an entry may answer a call of this type.
     *
     * @param entry the entry
     * @return false if its value is of another class, or was loaded as a type of other arguments
     */
    public boolean fits(Entry entry) {
        return holds(entry.value) && agrees(entry.type);
    }

    boolean holds(@Nullable Object value) {
        return value == null || raw.isInstance(value);
    }

    boolean agrees(@Nullable ValueType other) {
        return arguments == null || other == null || other.arguments == null || arguments.equals(other.arguments);
    }

    @Override
    public String toString() {
        return arguments == null ? raw.getTypeName() : arguments.getTypeName();
    }
}
