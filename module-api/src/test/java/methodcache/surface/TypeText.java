package methodcache.surface;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types as one would write them, with their nullness; of {@code java.lang} without the package. */
final class TypeText {

    private TypeText() {}

    static String of(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            String own = annotations(array);
            return of(array.getAnnotatedGenericComponentType()) + (own.isEmpty() ? "" : ' ' + own) + "[]";
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return annotations(wildcard) + wildcard(wildcard);
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            return annotations(generic)
                    + name(raw(generic.getType()))
                    + list("<", generic.getAnnotatedActualTypeArguments(), ">");
        }
        Type plain = type.getType();
        return annotations(type) + (plain instanceof Class<?> c ? name(c) : plain.getTypeName());
    }

    /** What stands before a generic declaration's name, or nothing. */
    static String variables(GenericDeclaration declaration) {
        TypeVariable<?>[] variables = declaration.getTypeParameters();
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(TypeText::variable).collect(Collectors.joining(", ", "<", ">"));
    }

    static String parameters(Executable executable) {
        List<String> all = new ArrayList<>();
        Stream.of(executable.getAnnotatedParameterTypes()).map(TypeText::of).forEach(all::add);
        if (executable.isVarArgs()) {
            String last = all.remove(all.size() - 1);
            all.add(last.substring(0, last.length() - "[]".length()) + "...");
        }
        return '(' + String.join(", ", all) + ')';
    }

    static String list(String before, AnnotatedType[] types, String after) {
        return types.length == 0
                ? ""
                : Arrays.stream(types).map(TypeText::of).collect(Collectors.joining(", ", before, after));
    }

    static String name(Class<?> type) {
        String name = type.getCanonicalName();
        String inLang = name.startsWith("java.lang.") ? name.substring("java.lang.".length()) : name;
        return inLang.contains(".") && !Character.isUpperCase(inLang.charAt(0)) ? name : inLang;
    }

    private static String variable(TypeVariable<?> variable) {
        AnnotatedType[] bounds = variable.getAnnotatedBounds();
        String text = Arrays.stream(bounds).map(TypeText::of).collect(Collectors.joining(" & "));
        return annotations(variable) + variable.getName() + (text.equals("Object") ? "" : " extends " + text);
    }

    private static String wildcard(AnnotatedWildcardType wildcard) {
        AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
        if (lower.length > 0) {
            return list("? super ", lower, "");
        }
        String upper = list("", wildcard.getAnnotatedUpperBounds(), "");
        return upper.isEmpty() || upper.equals("Object") ? "?" : "? extends " + upper;
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) ((ParameterizedType) type).getRawType();
    }

    private static String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> '@' + type.getSimpleName() + ' ')
                .sorted()
                .collect(Collectors.joining());
    }
}
