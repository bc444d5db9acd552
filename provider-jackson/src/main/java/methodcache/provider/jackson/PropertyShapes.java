package methodcache.provider.jackson;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import methodcache.provider.jackson.ObjectShape.OfAnyForm;
import methodcache.provider.jackson.ObjectShape.OfProperties;
import methodcache.provider.jackson.ObjectShape.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;

/** Finds the shape of one record or bean. For one thread. */
final class PropertyShapes {

    private final Shapes shapes;
    private final JavaType type;
    private final Class<?> raw;
    private final AnnotatedClass annotated;
    private final DeserializationConfig config;
    private final AnnotationIntrospector annotations;

    PropertyShapes(Shapes shapes, JavaType type, AnnotatedClass annotated) {
        this.shapes = shapes;
        this.type = type;
        this.raw = type.getRawClass();
        this.annotated = annotated;
        this.config = shapes.mapper().deserializationConfig();
        this.annotations = config.getAnnotationIntrospector();
    }

    static boolean hasEquals(Class<?> type) {
        try {
            return type.isInterface() || type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Shape find(ValueSerializer<?> writer, BeanDeserializerBase reader) {
        Map<String, BeanPropertyWriter> written = new TreeMap<>();
        boolean more = false;
        for (Iterator<PropertyWriter> all = writer.properties(); all.hasNext(); ) {
            if (all.next() instanceof BeanPropertyWriter one) {
                written.put(one.getName(), one);
            } else {
                more = true;
            }
        }
        SettableBeanProperty @Nullable [] parameters =
                reader.getValueInstantiator().getFromObjectArguments(config);
        if (parameters != null) {
            for (SettableBeanProperty parameter : parameters) {
                checkWritten(parameter, written.keySet());
            }
        }
        checkOpen(reader.getValueInstantiator().getDefaultCreator());
        checkOpen(reader.getValueInstantiator().getWithArgsCreator());
        boolean ownEquals = hasEquals(raw);
        OfProperties shape = new OfProperties(raw, ownEquals, hides(written.keySet(), ownEquals));
        shapes.begin(type, shape);
        StringBuilder form = new StringBuilder(raw.isRecord() ? "record" : "bean");
        form.append(annotations.findFormat(config, annotated)).append(more ? "+{" : "{");
        List<Part> parts = new ArrayList<>();
        written.forEach((name, property) -> {
            try {
                SettableBeanProperty target = reader.findProperty(new PropertyName(name));
                checkOpen(property.getMember());
                if (target != null && !(target.getMember() instanceof AnnotatedParameter)) {
                    checkOpen(target.getMember());
                }
                parts.add(new Part(property, part(property, target)));
                form.append(name).append(':').append(form(property, target)).append(';');
            } catch (Unrestorable refused) {
                throw refused.within("property " + name + " of " + raw.getName());
            }
        });
        shapes.define(TypeNames.of(type), form.append('}').toString());
        shape.close(List.copyOf(parts));
        return shape;
    }

    /** Jackson reaches what is public in a package that is exported to it, and all in one that is open to it. */
    private static void checkOpen(@Nullable AnnotatedMember member) {
        if (member == null) {
            return;
        }
        Class<?> owner = member.getDeclaringClass();
        boolean visible =
                Modifier.isPublic(member.getMember().getModifiers()) && Modifier.isPublic(owner.getModifiers());
        if (!visible && !owner.getModule().isOpen(owner.getPackageName(), JsonMapper.class.getModule())) {
            throw ObjectShapes.closed(owner);
        }
    }

    private void checkWritten(SettableBeanProperty parameter, Set<String> written) {
        if (!written.contains(parameter.getName()) && parameter.getInjectableValueId() == null) {
            throw new Unrestorable(raw.getName() + " is made of the parameter " + parameter.getName()
                    + ", which isn't written; give it a getter, or take away the annotation that hides it, "
                    + Unrestorable.REMEDY);
        }
    }

    private Shape part(BeanPropertyWriter property, @Nullable SettableBeanProperty target) {
        if (target == null && !property.isUnwrapping()) {
            throw new Unrestorable("it is written, but nothing sets it; give it a setter or make the class a record, "
                    + Unrestorable.REMEDY);
        }
        if (hasOwnForm(shapes.mapper().serializationConfig(), property.getMember())
                || (target != null && hasOwnForm(config, target.getMember()))) {
            return new OfAnyForm();
        }
        if (target != null && !target.getType().equals(property.getType())) {
            shapes.of(target.getType());
        }
        return shapes.of(property.getType());
    }

    /** Whether the user says how just this property is written or read. */
    private boolean hasOwnForm(MapperConfig<?> of, @Nullable AnnotatedMember member) {
        return member != null
                && (annotations.findSerializer(of, member) != null
                        || annotations.findContentSerializer(of, member) != null
                        || annotations.findKeySerializer(of, member) != null
                        || annotations.findSerializationConverter(of, member) != null
                        || annotations.findDeserializer(of, member) != null
                        || annotations.findContentDeserializer(of, member) != null
                        || annotations.findKeyDeserializer(of, member) != null
                        || annotations.findDeserializationConverter(of, member) != null);
    }

    private String form(BeanPropertyWriter property, @Nullable SettableBeanProperty target) {
        String written = TypeNames.of(property.getType());
        String read = target == null ? "unwrapped" : TypeNames.of(target.getType());
        return written
                + (read.equals(written) ? "" : '/' + read)
                + of(property.getMember())
                + (target == null ? "" : of(target.getMember()));
    }

    private String of(@Nullable AnnotatedMember member) {
        if (member == null) {
            return "";
        }
        Object format = annotations.findFormat(config, member);
        return (format == null ? "" : format.toString()) + (hasOwnForm(config, member) ? "own" : "");
    }

    /**
     * Whether it has fields that the user doesn't want to be written.
     *
     * @throws Unrestorable if it has others that aren't written, and no equals that would miss them
     */
    private boolean hides(Set<String> written, boolean ownEquals) {
        Map<Field, Property> shown = Property.of(raw, shapes.mapper().serializationConfig());
        Set<Object> ignored = ignored();
        Set<String> only = config.getDefaultPropertyInclusions(raw, annotated).getIncluded();
        boolean hides = false;
        for (Class<?> c = raw; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                Property property = shown.get(field);
                if (Modifier.isStatic(field.getModifiers())
                        || field.isSynthetic()
                        || (property != null && written.contains(property.name()))) {
                    continue;
                }
                if (Modifier.isTransient(field.getModifiers())
                        || ignored.contains(field)
                        || ignored.contains(field.getName())
                        || (only != null && !only.contains(field.getName()))) {
                    hides = true;
                } else if (!ownEquals) {
                    throw new Unrestorable(raw.getName() + " has the field " + field.getName()
                            + ", which isn't both written and read; give it a getter and a setter, mark it transient or"
                            + " @JsonIgnore, make the class a record, " + Unrestorable.REMEDY);
                }
            }
        }
        return hides;
    }

    /** Fields, and names of properties. */
    private Set<Object> ignored() {
        Set<Object> ignored = new HashSet<>(config.classIntrospectorInstance()
                .introspectForDeserialization(type, annotated)
                .getIgnoredPropertyNames());
        ignored.addAll(config.getDefaultPropertyIgnorals(raw, annotated).getIgnored());
        for (AnnotatedField field : annotated.fields()) {
            if (annotations.hasIgnoreMarker(config, field)) {
                ignored.add(field.getAnnotated());
            }
        }
        return ignored;
    }
}
