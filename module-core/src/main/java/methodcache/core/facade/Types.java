package methodcache.core.facade;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import methodcache.api.TypeRef;

/** What an entry's value is checked against: the raw type, since that is all that an object can show. */
final class Types {

    private Types() {}

    /** The class of boxed values for a primitive one. */
    static Class<?> raw(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }

    static Class<?> raw(TypeRef<?> type) {
        return raw(type.type());
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return raw(plain);
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
}
