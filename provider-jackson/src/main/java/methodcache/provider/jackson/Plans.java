package methodcache.provider.jackson;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * The plans of all types.
 *
 * <p>Jackson's caches, and the types themselves, keep classes alive. So plans are kept by the class among those a type names whose
 * loader is the youngest: with it they go. What only names classes of the JDK is kept here.
 */
final class Plans {

    /** What is kept for the types of one class. Refers to no {@link Plans}, since it lives as long as the class. */
    private static final class Group {

        private final ObjectMapper mapper;
        private final ConcurrentHashMap<Type, Object> plans = new ConcurrentHashMap<>();

        Group(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        Plan plan(Type type) {
            Object found = plans.get(type);
            if (found == null) {
                found = plans.computeIfAbsent(type, unseen -> make(type));
            }
            if (found instanceof Plan plan) {
                return plan;
            }
            throw (Unrestorable) found;
        }

        private Object make(Type type) {
            try {
                return new Plan(type, mapper);
            } catch (Unrestorable refused) {
                return refused;
            } catch (JacksonException | IllegalArgumentException | LinkageError failure) {
                return new Unrestorable(
                        "Jackson can't read the type (" + failure + "); make it a record, " + Unrestorable.REMEDY,
                        failure);
            }
        }
    }

    private final Group ofJdk;
    private final ClassValue<Group> groups;

    Plans(Supplier<ObjectMapper> mappers) {
        ofJdk = new Group(mappers.get());
        groups = new ClassValue<>() {
            @Override
            protected Group computeValue(Class<?> type) {
                return new Group(mappers.get());
            }
        };
    }

    /**
     * The plan of a type.
     *
     * @throws Unrestorable if values of this type can't be made again
     */
    Plan of(Type type) {
        Class<?> youngest = youngest(type, null);
        return (youngest == null ? ofJdk : groups.get(youngest)).plan(type);
    }

    private static @Nullable Class<?> youngest(Type type, @Nullable Class<?> other) {
        if (type instanceof Class<?> raw) {
            return younger(raw, other);
        }
        Class<?> found = other;
        if (type instanceof ParameterizedType generic) {
            found = youngest(generic.getRawType(), found);
            for (Type argument : generic.getActualTypeArguments()) {
                found = youngest(argument, found);
            }
        } else if (type instanceof GenericArrayType array) {
            found = youngest(array.getGenericComponentType(), found);
        } else if (type instanceof WildcardType wildcard) {
            for (Type bound : wildcard.getUpperBounds()) {
                found = youngest(bound, found);
            }
        }
        return found;
    }

    private static @Nullable Class<?> younger(Class<?> type, @Nullable Class<?> other) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (TypeNames.ofJdk(element)) {
            return other;
        }
        return other == null || isAbove(other.getClassLoader(), element.getClassLoader()) ? element : other;
    }

    private static boolean isAbove(ClassLoader loader, ClassLoader below) {
        for (ClassLoader each = below.getParent(); each != null; each = each.getParent()) {
            if (each == loader) {
                return true;
            }
        }
        return false;
    }
}
