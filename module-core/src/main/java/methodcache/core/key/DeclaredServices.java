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
     * @throws IllegalArgumentException if a type is one of values, such as a record without a qualifier, or one that values
     *     are of too, such as Object or List
     */
    public static DeclaredServices of(Collection<Declared> declared) {
        for (Declared service : declared) {
            refuseValues(service);
        }
        return new DeclaredServices(declared.stream()
                .sorted(Comparator.comparing(service -> service.type.getName()))
                .toList());
    }

    private static void refuseValues(Declared service) {
        Class<?> type = service.type;
        String value = valueOfJava(type);
        if (value == null && service.qualifier == null) {
            value = valueOfUsers(type);
        }
        if (value != null) {
            throw new IllegalArgumentException(type.getTypeName() + " can't be declared as a service: it is " + value
                    + ", and keys would no longer tell its values apart: declare an interface that services implement"
                    + (valueOfJava(type) == null ? ", or add a qualifier that tells them apart" : ""));
        }
        for (Class<?> of : VALUES) {
            if (type.isAssignableFrom(of)) {
                throw new IllegalArgumentException(type.getName()
                        + " can't be declared as a service: keys would no longer tell values of type "
                        + of.getName() + " apart");
            }
        }
    }

    private static @Nullable String valueOfJava(Class<?> type) {
        if (type.isPrimitive()) {
            return "a primitive type";
        }
        if (type.isArray()) {
            return "an array";
        }
        return JdkKinds.find(type) != null || (ContainersOfOthers.isContainer(type) && ContainersOfOthers.ofJdk(type))
                ? "a value of the JDK"
                : null;
    }

    /** A record may be a service all the same, if its qualifier says what matters of it. */
    private static @Nullable String valueOfUsers(Class<?> type) {
        if (type.isRecord()) {
            return "a record";
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return "an enum";
        }
        return type.isSealed() && Stream.of(type.getPermittedSubclasses()).allMatch(one -> valueOfUsers(one) != null)
                ? "sealed, with nothing but values"
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
