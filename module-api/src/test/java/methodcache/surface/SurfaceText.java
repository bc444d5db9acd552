package methodcache.surface;

import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The surface as text: a line for each type, and below it, indented and sorted, a line for each of its members. Left out is what
 * follows from the line of the type: accessors of a record and its canonical constructor, {@code valueOf} of an enum.
 */
final class SurfaceText {

    private static final Set<String> OF_EVERY_RECORD = Set.of("toString()", "hashCode()", "equals(Object)");
    private static final Set<String> OF_EVERY_ENUM = Set.of("values()", "valueOf(String)");

    private SurfaceText() {}

    static String of(ModuleDescriptor module, Collection<Class<?>> types) {
        List<String> blocks = new ArrayList<>();
        blocks.add(of(module));
        types.forEach(type -> blocks.add(of(type)));
        return String.join("\n\n", blocks) + '\n';
    }

    static String of(ModuleDescriptor module) {
        Set<String> lines = new TreeSet<>();
        module.requires().forEach(required -> {
            Set<ModuleDescriptor.Requires.Modifier> modifiers = new TreeSet<>(required.modifiers());
            modifiers.remove(ModuleDescriptor.Requires.Modifier.MANDATED);
            String said = modifiers.stream().map(m -> lower(m) + ' ').collect(Collectors.joining());
            lines.add("requires " + said + required.name());
        });
        module.exports()
                .forEach(exported -> lines.add("exports " + exported.source()
                        + (exported.isQualified()
                                ? " to " + String.join(", ", new TreeSet<>(exported.targets()))
                                : "")));
        module.uses().forEach(used -> lines.add("uses " + used));
        return block("module " + module.name(), lines);
    }

    static String of(Class<?> type) {
        Set<String> lines = new TreeSet<>();
        Stream.of(type.getDeclaredFields())
                .filter(field -> visible(field.getModifiers(), field.isSynthetic()) && !field.isEnumConstant())
                .forEach(field -> lines.add(field(field)));
        Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> visible(constructor.getModifiers(), constructor.isSynthetic()))
                .filter(constructor -> !isCanonical(type, constructor))
                .forEach(constructor -> lines.add(constructor(constructor)));
        Stream.of(type.getDeclaredMethods())
                .filter(method -> visible(method.getModifiers(), method.isSynthetic()))
                .filter(Predicate.not(method -> isGiven(type, method)))
                .forEach(method -> lines.add(method(method)));
        return block(head(type), lines);
    }

    private static String block(String head, Set<String> lines) {
        return Stream.concat(Stream.of(head), lines.stream().map(line -> "    " + line))
                .collect(Collectors.joining("\n"));
    }

    private static String head(Class<?> type) {
        StringBuilder text = new StringBuilder(annotations(type)).append(modifiers(type));
        text.append(kind(type)).append(' ').append(type.getCanonicalName()).append(TypeText.variables(type));
        if (type.isRecord()) {
            text.append(Stream.of(type.getRecordComponents())
                    .map(component -> TypeText.of(component.getAnnotatedType()) + ' ' + component.getName())
                    .collect(Collectors.joining(", ", "(", ")")));
        } else if (!type.isInterface() && !type.isEnum()) {
            text.append(" extends ").append(TypeText.of(type.getAnnotatedSuperclass()));
        }
        if (!type.isAnnotation()) {
            text.append(TypeText.list(
                    type.isInterface() ? " extends " : " implements ", type.getAnnotatedInterfaces(), ""));
        }
        if (type.isEnum()) {
            text.append(Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", ", " {", "}")));
        }
        if (type.isSealed()) {
            text.append(Stream.of(type.getPermittedSubclasses())
                    .map(TypeText::name)
                    .sorted()
                    .collect(Collectors.joining(", ", " permits ", "")));
        }
        return text.toString();
    }

    private static String modifiers(Class<?> type) {
        int modifiers = type.getModifiers();
        String text = (Modifier.isProtected(modifiers) ? "protected " : "") + (type.isSealed() ? "sealed " : "");
        if (type.isInterface() || type.isRecord() || type.isEnum()) {
            return text;
        }
        return text
                + (type.getDeclaringClass() != null && Modifier.isStatic(modifiers) ? "static " : "")
                + (Modifier.isAbstract(modifiers) ? "abstract " : "")
                + (Modifier.isFinal(modifiers) ? "final " : "");
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        return type.isInterface() ? "interface" : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static String field(Field field) {
        return annotations(field)
                + memberModifiers(field.getModifiers())
                + TypeText.of(field.getAnnotatedType())
                + ' '
                + field.getName();
    }

    private static String constructor(Constructor<?> constructor) {
        return annotations(constructor)
                + memberModifiers(constructor.getModifiers())
                + spaced(TypeText.variables(constructor))
                + constructor.getDeclaringClass().getSimpleName()
                + TypeText.parameters(constructor)
                + thrown(constructor);
    }

    private static String method(Method method) {
        String modifiers = memberModifiers(method.getModifiers());
        if (method.getDeclaringClass().isInterface()) {
            // Without a word it must be implemented.
            modifiers = method.isDefault() ? "default " : modifiers.replace("abstract ", "");
        }
        Object value = method.getDefaultValue();
        return annotations(method)
                + modifiers
                + spaced(TypeText.variables(method))
                + TypeText.of(method.getAnnotatedReturnType())
                + ' '
                + method.getName()
                + TypeText.parameters(method)
                + thrown(method)
                + (value == null ? "" : " default " + literal(value));
    }

    private static String memberModifiers(int modifiers) {
        return (Modifier.isProtected(modifiers) ? "protected " : "")
                + (Modifier.isStatic(modifiers) ? "static " : "")
                + (Modifier.isAbstract(modifiers) ? "abstract " : "")
                + (Modifier.isFinal(modifiers) ? "final " : "");
    }

    private static String thrown(Executable executable) {
        return TypeText.list(" throws ", executable.getAnnotatedExceptionTypes(), "");
    }

    /** The annotations that change what a user may write. Their own toString isn't the same on every JDK. */
    private static String annotations(AnnotatedElement element) {
        StringBuilder text = new StringBuilder();
        if (element.isAnnotationPresent(FunctionalInterface.class)) {
            text.append("@FunctionalInterface ");
        }
        Deprecated deprecated = element.getAnnotation(Deprecated.class);
        if (deprecated != null) {
            text.append(deprecated.forRemoval() ? "@Deprecated(forRemoval) " : "@Deprecated ");
        }
        if (element.isAnnotationPresent(SafeVarargs.class)) {
            text.append("@SafeVarargs ");
        }
        Retention retention = element.getAnnotation(Retention.class);
        if (retention != null) {
            text.append("@Retention(").append(retention.value()).append(") ");
        }
        Target target = element.getAnnotation(Target.class);
        if (target != null) {
            text.append("@Target").append(literal(target.value())).append(' ');
        }
        Repeatable repeatable = element.getAnnotation(Repeatable.class);
        if (repeatable != null) {
            text.append("@Repeatable(")
                    .append(TypeText.name(repeatable.value()))
                    .append(") ");
        }
        return text.append(element.isAnnotationPresent(Inherited.class) ? "@Inherited " : "")
                .toString();
    }

    private static String literal(Object value) {
        if (value instanceof Object[] values) {
            return Arrays.stream(values).map(SurfaceText::literal).sorted().collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof String text
                ? '"' + text + '"'
                : value instanceof Class<?> c ? TypeText.name(c) : value.toString();
    }

    private static boolean visible(int modifiers, boolean synthetic) {
        return !synthetic && ExportedTypes.isVisible(modifiers);
    }

    private static boolean isCanonical(Class<?> type, Constructor<?> constructor) {
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Stream.of(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
    }

    private static boolean isGiven(Class<?> type, Method method) {
        String text = method.getName() + TypeText.parameters(method);
        boolean accessor = type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getAccessor)
                        .anyMatch(method::equals);
        return accessor
                || (type.isRecord() && OF_EVERY_RECORD.contains(text))
                || (type.isEnum() && OF_EVERY_ENUM.contains(text));
    }

    private static String spaced(String text) {
        return text.isEmpty() ? "" : text + ' ';
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
