package methodcache.core.key;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.MalformedParameterizedTypeException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the type parameters of an inherited method stand for in a class that inherits it. */
final class GenericTypes {

    private GenericTypes() {}

    /** The parameter types of a method as a subtype of its class sees them, erased. */
    static Class<?>[] parameters(Class<?> from, Method method) {
        try {
            Map<TypeVariable<?>, Type> bindings = new HashMap<>();
            bind(from, bindings);
            Type[] generic = method.getGenericParameterTypes();
            Class<?>[] erased = new Class<?>[generic.length];
            for (int i = 0; i < generic.length; i++) {
                erased[i] = erase(generic[i], bindings, 0);
            }
            return erased;
        } catch (TypeNotPresentException | MalformedParameterizedTypeException | LinkageError unreadable) {
            return method.getParameterTypes();
        }
    }

    private static void bind(@Nullable Class<?> type, Map<TypeVariable<?>, Type> bindings) {
        if (type == null) {
            return;
        }
        bindSuper(type.getGenericSuperclass(), bindings);
        bind(type.getSuperclass(), bindings);
        for (Type superInterface : type.getGenericInterfaces()) {
            bindSuper(superInterface, bindings);
        }
        for (Class<?> superInterface : type.getInterfaces()) {
            bind(superInterface, bindings);
        }
    }

    private static void bindSuper(@Nullable Type type, Map<TypeVariable<?>, Type> bindings) {
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = ((Class<?>) parameterized.getRawType()).getTypeParameters();
            Type[] arguments = parameterized.getActualTypeArguments();
            for (int i = 0; i < variables.length; i++) {
                bindings.put(variables[i], arguments[i]);
            }
        }
    }

    private static Class<?> erase(Type type, Map<TypeVariable<?>, Type> bindings, int depth) {
        if (type instanceof Class<?> erased) {
            return erased;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType(), bindings, depth).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0], bindings, depth);
        }
        TypeVariable<?> variable = (TypeVariable<?>) type;
        Type bound = depth > 32 ? null : bindings.get(variable);
        return erase(bound == null ? variable.getBounds()[0] : bound, bindings, depth + 1);
    }
}
