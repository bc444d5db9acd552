package methodcache.provider.jackson;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Finds the shape of a type and of all in it, and writes down its form: what another build must have in common with this one to read
 * the same values. For one thread.
 */
final class Shapes {

    private final ObjectMapper mapper;
    private final Map<JavaType, Shape> known = new HashMap<>();

    /** The forms of the user's types, by their names. */
    private final Map<String, String> forms = new TreeMap<>();

    Shapes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Finds a shape.
     *
     * @throws Unrestorable if values of this type can't be made again
     */
    Shape of(JavaType type) {
        Shape shape = known.get(type);
        if (shape == null) {
            shape = find(type);
            known.put(type, shape);
        }
        return shape;
    }

    /** All that matters about a type, as text. */
    String form(JavaType type) {
        return TypeNames.of(type) + forms;
    }

    /** Whether there is anything in it that isn't the JDK's. */
    boolean ofUser() {
        return !forms.isEmpty();
    }

    ObjectMapper mapper() {
        return mapper;
    }

    void define(String name, String form) {
        forms.put(name, form);
    }

    void begin(JavaType type, Shape shape) {
        known.put(type, shape);
    }

    private Shape find(JavaType type) {
        Class<?> raw = type.getRawClass();
        Shape leaf = LeafShape.find(raw);
        if (leaf != null) {
            if (type.isEnumType() && !TypeNames.ofJdk(raw)) {
                constants(type);
            }
            return leaf;
        }
        if (type.isArrayType()) {
            return new ContainerShape.OfArray(raw, part(type.getContentType(), "elements"));
        }
        if (raw == Optional.class) {
            Shape content = part(type.getContentType(), "content");
            if (!content.nullable()) {
                throw new Unrestorable(
                        "an Optional in an Optional can't be told from an empty one; take one of them away, "
                                + Unrestorable.REMEDY);
            }
            return new ContainerShape.OfOptional(content);
        }
        ContainerKind kind = ContainerKind.find(raw);
        if (kind != null) {
            return type.isMapLikeType() ? map(kind, type) : collection(kind, type);
        }
        if (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw)) {
            throw new Unrestorable(
                    raw.getName() + " is a collection that nobody knows how to make; declare it as List, Set"
                            + " or Map, " + Unrestorable.REMEDY);
        }
        if (TypeNames.ofJdk(raw)) {
            throw new Unrestorable(
                    raw == Object.class
                            ? "java.lang.Object doesn't say what it is; give it a concrete type, " + Unrestorable.REMEDY
                            : raw.getName() + " is none of the JDK's types that have a form; use a record, "
                                    + Unrestorable.REMEDY);
        }
        return new ObjectShapes(this).find(type);
    }

    private Shape part(JavaType type, String role) {
        try {
            return of(type);
        } catch (Unrestorable refused) {
            throw refused.within(role);
        }
    }

    private Shape collection(ContainerKind kind, JavaType type) {
        Shape element = part(type.getContentType(), "elements");
        if (Set.class.isAssignableFrom(kind.type()) && !element.equatable()) {
            throw new Unrestorable("a set of " + TypeNames.of(type.getContentType())
                    + ", which has no equals by content, would find none of them; make it a list, give the class an"
                    + " equals, " + Unrestorable.REMEDY);
        }
        return new ContainerShape.OfCollection(kind, element);
    }

    private Shape map(ContainerKind kind, JavaType type) {
        JavaType key = type.getKeyType();
        if (!LeafShape.isKey(key.getRawClass())) {
            throw new Unrestorable("a map's keys of type " + TypeNames.of(key)
                    + " can't be read back; use strings, numbers, enums, UUIDs or dates, or a list of records, "
                    + Unrestorable.REMEDY);
        }
        return new ContainerShape.OfMap(kind, part(key, "keys"), part(type.getContentType(), "values"));
    }

    /** As Jackson writes them; in any order, which nothing depends on. */
    private void constants(JavaType type) {
        Set<String> names = new TreeSet<>();
        for (Object constant : type.getRawClass().getEnumConstants()) {
            names.add(((Enum<?>) constant).name() + '=' + mapper.valueToTree(constant));
        }
        if (names.stream()
                        .map(each -> each.substring(each.indexOf('=')))
                        .distinct()
                        .count()
                < names.size()) {
            throw new Unrestorable("two constants of " + type.getRawClass().getName()
                    + " are written alike; write them differently, " + Unrestorable.REMEDY);
        }
        define(TypeNames.of(type), "enum" + names);
    }

    /** The concrete types that may stand for one, by the names that are written. */
    Map<String, JavaType> choices(JavaType type, AnnotatedClass annotated) {
        DeserializationConfig config = mapper.deserializationConfig();
        AnnotationIntrospector annotations = config.getAnnotationIntrospector();
        Map<String, JavaType> choices = new TreeMap<>();
        for (NamedType named : config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated)) {
            Class<?> choice = named.getType();
            if (!type.getRawClass().isAssignableFrom(choice)
                    || (Modifier.isAbstract(choice.getModifiers()) && !Enum.class.isAssignableFrom(choice))) {
                continue; // what its siblings are, or in between
            }
            String own = named.hasName()
                    ? named.getName()
                    : annotations.findTypeName(
                            config,
                            config.classIntrospectorInstance()
                                    .introspectClassAnnotations(config.constructType(choice)));
            String name = own == null || own.isEmpty()
                    ? choice.getName().substring(choice.getName().lastIndexOf('.') + 1)
                    : own;
            JavaType before = choices.put(name, mapper.getTypeFactory().constructSpecializedType(type, choice));
            if (before != null && before.getRawClass() != choice) {
                throw new Unrestorable(before.getRawClass().getName() + " and " + choice.getName()
                        + " have one name as subtypes, " + name + "; give them different ones by @JsonTypeName, "
                        + Unrestorable.REMEDY);
            }
        }
        return choices;
    }
}
