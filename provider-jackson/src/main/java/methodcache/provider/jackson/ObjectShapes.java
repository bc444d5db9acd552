package methodcache.provider.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.HashMap;
import java.util.Map;
import methodcache.provider.jackson.ObjectShape.OfChoice;
import methodcache.provider.jackson.ObjectShape.OfOwnForm;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/** Finds the shapes of a user's classes, as Jackson reads and writes them. For one thread. */
final class ObjectShapes {

    private final Shapes shapes;
    private final ObjectMapper mapper;
    private final DeserializationConfig config;
    private final AnnotationIntrospector annotations;

    ObjectShapes(Shapes shapes) {
        this.shapes = shapes;
        this.mapper = shapes.mapper();
        this.config = mapper.deserializationConfig();
        this.annotations = config.getAnnotationIntrospector();
    }

    Shape find(JavaType type) {
        AnnotatedClass annotated = annotated(type);
        JsonTypeInfo.Value said = annotations.findPolymorphicTypeInfo(config, annotated);
        return said == null || said.getIdType() == JsonTypeInfo.Id.NONE
                ? plain(type, annotated)
                : choice(type, annotated, said);
    }

    private AnnotatedClass annotated(JavaType type) {
        return config.classIntrospectorInstance().introspectClassAnnotations(type);
    }

    private Shape choice(JavaType type, AnnotatedClass annotated, JsonTypeInfo.Value said) {
        Class<?> raw = type.getRawClass();
        OfChoice shape = new OfChoice(raw);
        shapes.begin(type, shape);
        Map<String, JavaType> choices = shapes.choices(type, annotated);
        if (choices.isEmpty()) {
            throw new Unrestorable(raw.getName()
                    + " has no subtypes that are known to be read back; name them in @JsonSubTypes, make it sealed, "
                    + Unrestorable.REMEDY);
        }
        Map<Class<?>, Shape> found = new HashMap<>();
        StringBuilder form = new StringBuilder(said.toString());
        choices.forEach((name, choice) -> {
            form.append(name).append('=').append(TypeNames.of(choice)).append(';');
            boolean itself = choice.getRawClass() == raw;
            found.put(choice.getRawClass(), itself ? plain(type, annotated) : shapes.of(choice));
        });
        shapes.define(TypeNames.of(type) + '?', form.toString());
        shape.close(found);
        return shape;
    }

    private Shape plain(JavaType type, AnnotatedClass annotated) {
        Class<?> raw = type.getRawClass();
        if (!raw.getModule().isExported(raw.getPackageName(), JsonMapper.class.getModule())) {
            throw closed(raw);
        }
        ValueSerializer<?> writer;
        ValueDeserializer<?> reader;
        try {
            writer = mapper._serializationContext().findValueSerializer(type);
            reader = mapper._deserializationContext().findContextualValueDeserializer(type, null);
        } catch (JacksonException | IllegalArgumentException | LinkageError failure) {
            throw unreadable(type, annotated, failure);
        }
        if (reader instanceof AbstractDeserializer) {
            throw new Unrestorable(raw.getName()
                    + " is abstract and doesn't say what it may be; make it sealed, say @JsonTypeInfo(use = NAME) with"
                    + " @JsonSubTypes, " + Unrestorable.REMEDY);
        }
        if (reader instanceof BeanDeserializerBase bean) {
            if (!bean.getValueInstantiator().canInstantiate()) {
                throw new Unrestorable(
                        raw.getName() + " has no constructor that Jackson can use; make it a record, give"
                                + " it a constructor without parameters or a @JsonCreator, " + Unrestorable.REMEDY);
            }
            if (writer instanceof BeanSerializerBase || writer instanceof UnknownSerializer) {
                return new PropertyShapes(shapes, type, annotated).find(writer, bean);
            }
        }
        return ownForm(type, annotated, writer, reader);
    }

    /** As its annotations say: one value, or what a class of the user makes of it. */
    private Shape ownForm(
            JavaType type, AnnotatedClass annotated, ValueSerializer<?> writer, ValueDeserializer<?> reader) {
        Class<?> raw = type.getRawClass();
        if (!PropertyShapes.hasEquals(raw)) {
            throw new Unrestorable(
                    raw.getName() + " is written in a form of its own, and has no equals to tell whether it"
                            + " came back; give it one, make it a record, " + Unrestorable.REMEDY);
        }
        OfOwnForm shape = new OfOwnForm(raw);
        shapes.begin(type, shape);
        AnnotatedMember value = mapper.serializationConfig()
                .classIntrospectorInstance()
                .introspectForSerialization(type, annotated)
                .findJsonValueAccessor();
        if (value != null) {
            shapes.of(value.getType());
        }
        shapes.define(
                TypeNames.of(type),
                "value " + (value == null ? "" : TypeNames.of(value.getType())) + ofUser(writer) + ofUser(reader));
        return shape;
    }

    private static String ofUser(Object codec) {
        return codec.getClass().getModule() == JsonMapper.class.getModule()
                ? ""
                : ',' + codec.getClass().getName();
    }

    /** The part of it that can't be read says so best. */
    private Unrestorable unreadable(JavaType type, AnnotatedClass annotated, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unrestorable refused) {
                return refused;
            }
        }
        Class<?> raw = type.getRawClass();
        shapes.begin(type, new OfOwnForm(raw));
        BeanDescription bean = config.classIntrospectorInstance().introspectForDeserialization(type, annotated);
        for (BeanPropertyDefinition property : bean.findProperties()) {
            JavaType part = property.getPrimaryType();
            if (part != null && RestorableModule.isSettable(property)) {
                try {
                    shapes.of(part);
                } catch (Unrestorable refused) {
                    return refused.within("property " + property.getName() + " of " + raw.getName());
                }
            }
        }
        return new Unrestorable(
                raw.getName() + " can't be made by Jackson" + toOpen(raw) + " (" + failure.getMessage() + ')', failure);
    }

    static Unrestorable closed(Class<?> type) {
        return new Unrestorable(type.getName() + " can't be reached by Jackson" + toOpen(type));
    }

    /** What a module has to say that Jackson may read and make objects of a class. */
    private static String toOpen(Class<?> type) {
        Module module = type.getModule();
        Module jackson = JsonMapper.class.getModule();
        return module.isOpen(type.getPackageName(), jackson)
                ? "; make it a record, " + Unrestorable.REMEDY
                : ": write \"opens " + type.getPackageName() + " to "
                        + (jackson.isNamed() ? jackson.getName() : "tools.jackson.databind")
                        + ";\" into the module-info of "
                        + module.getName() + ", " + Unrestorable.REMEDY;
    }
}
