package methodcache.surface;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The classes that a type's visible signatures speak of, each with the place where it is said. */
final class Signatures {

    private final Map<Class<?>, String> said = new HashMap<>();
    private final Set<Type> seen = new HashSet<>();
    private String place = "";

    private Signatures() {}

    static Map<Class<?>, String> of(Class<?> type) {
        Signatures signatures = new Signatures();
        signatures.type(type);
        return signatures.said;
    }

    private void type(Class<?> type) {
        place = type.getName();
        declaration(type);
        type(type.getGenericSuperclass());
        types(type.getGenericInterfaces());
        if (type.isSealed()) {
            types(type.getPermittedSubclasses());
        }
        Stream.of(type.getAnnotations()).forEach(annotation -> type((Type) annotation.annotationType()));
        for (Field field : type.getDeclaredFields()) {
            if (ExportedTypes.isVisible(field.getModifiers())) {
                place = field.toString();
                type(field.getGenericType());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            executable(constructor);
        }
        for (Method method : type.getDeclaredMethods()) {
            executable(method);
            if (ExportedTypes.isVisible(method.getModifiers())) {
                type(method.getGenericReturnType());
            }
        }
    }

    private void executable(Executable executable) {
        if (ExportedTypes.isVisible(executable.getModifiers())) {
            place = executable.toString();
            declaration(executable);
            types(executable.getGenericParameterTypes());
            types(executable.getGenericExceptionTypes());
        }
    }

    private void declaration(GenericDeclaration declaration) {
        for (TypeVariable<?> variable : declaration.getTypeParameters()) {
            types(variable.getBounds());
        }
    }

    private void types(Type... types) {
        for (Type type : types) {
            type(type);
        }
    }

    private void type(Type type) {
        if (type == null || !seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            type(generic.getRawType());
            types(generic.getActualTypeArguments());
        } else if (type instanceof WildcardType wildcard) {
            types(wildcard.getUpperBounds());
            types(wildcard.getLowerBounds());
        } else if (type instanceof GenericArrayType array) {
            type(array.getGenericComponentType());
        } else if (type instanceof Class<?> c) {
            Class<?> element = c;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            said.putIfAbsent(element, place);
        }
    }
}
