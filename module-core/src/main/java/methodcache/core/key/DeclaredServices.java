package methodcache.core.key;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The services that count in keys by type. Immutable. */
public final class DeclaredServices {

    /** Values: what all of one of these are of can't be a service, or values would be told apart by type only. */
    private static final List<Class<?>> VALUES = List.of(
            String.class,
            Integer.class,
            LocalDate.class,
            UUID.class,
            Optional.class,
            ArrayList.class,
            HashSet.class,
            HashMap.class,
            Enum.class,
            Record.class,
            Object[].class,
            Serializable.class);

    private final List<Declared> declared;

    private DeclaredServices(List<Declared> declared) {
        this.declared = declared;
    }

    /**
     * A declared service.
     *
     * @param type its type
     * @param qualifier tells instances apart, or null where they are all one
     */
    public record Declared(Class<?> type, @Nullable Function<Object, ?> qualifier) {}

    /**
     * Takes the declarations.
     *
     * @param declared no type twice
     * @return the services
     * @throws IllegalArgumentException if a type is one of values, such as a record, or one that values are of too, such
     *     as Object or List
     */
    public static DeclaredServices of(Collection<Declared> declared) {
        for (Declared service : declared) {
            refuseValues(service.type);
        }
        return new DeclaredServices(declared.stream()
                .sorted(Comparator.comparing(service -> service.type.getName()))
                .toList());
    }

    private static void refuseValues(Class<?> type) {
        String kind = kindOfValue(type);
        if (kind != null) {
            throw new IllegalArgumentException(type.getTypeName() + " can't be declared as a service: it is " + kind
                    + ", and keys would no longer tell its values apart: declare an interface that services implement");
        }
        for (Class<?> value : VALUES) {
            if (type.isAssignableFrom(value)) {
                throw new IllegalArgumentException(type.getName()
                        + " can't be declared as a service: keys would no longer tell values of type "
                        + value.getName() + " apart");
            }
        }
    }

    /** What kind of value all objects of a class are, or null. */
    private static @Nullable String kindOfValue(Class<?> type) {
        if (type.isPrimitive()) {
            return "a primitive type";
        }
        if (type.isArray()) {
            return "an array";
        }
        if (type.isRecord()) {
            return "a record";
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return "an enum";
        }
        if (type.isSealed() && Stream.of(type.getPermittedSubclasses()).allMatch(one -> kindOfValue(one) != null)) {
            return "sealed, with nothing but values";
        }
        return JdkKinds.find(type) != null || (ContainersOfOthers.isContainer(type) && ContainersOfOthers.ofJdk(type))
                ? "a value of the JDK"
                : null;
    }

    /** The declared types that objects of a class are of, in the order of their names. */
    List<Declared> of(Class<?> type) {
        return declared.stream()
                .filter(service -> service.type.isAssignableFrom(type))
                .toList();
    }

    /**
     * How objects of a class count where they aren't the receiver: by all their types that no other is a subtype of.
     */
    @Nullable
    ServiceKind kind(Class<?> type) {
        List<Declared> all = of(type);
        return all.isEmpty() ? null : ServiceKind.of(mostSpecific(all), all);
    }

    static List<Declared> mostSpecific(List<Declared> services) {
        return services.stream()
                .filter(one -> services.stream()
                        .noneMatch(other -> other.type != one.type && one.type.isAssignableFrom(other.type)))
                .toList();
    }

    /**
     * How what a field of some type holds counts, if only the type can be seen.
     *
     * @return null unless every object that the field can hold counts alike
     */
    @Nullable
    ServiceKind unseen(Class<?> fieldType) {
        boolean couldBeMore = declared.stream()
                .anyMatch(service -> service.type.isAssignableFrom(fieldType)
                        ? service.qualifier != null
                        : couldBe(fieldType, service.type));
        return couldBeMore ? null : kind(fieldType);
    }

    private static boolean couldBe(Class<?> type, Class<?> service) {
        return type.isAssignableFrom(service) || (service.isInterface() && !Modifier.isFinal(type.getModifiers()));
    }
}
