package methodcache.provider.jackson;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

/**
 * A field that Jackson shows.
 *
 * @param name the name it shows it under
 * @param accessor its getter, if it has one
 */
record Property(String name, AnnotatedField field, @Nullable AnnotatedMethod accessor) {

    /** The properties of a class, by their fields. */
    static Map<Field, Property> of(Class<?> type, SerializationConfig jackson) {
        ClassIntrospector introspector = jackson.classIntrospectorInstance();
        JavaType javaType = jackson.constructType(type);
        AnnotatedClass annotated = introspector.introspectClassAnnotations(javaType);
        BeanDescription bean = introspector.introspectForSerialization(javaType, annotated);
        AnnotatedMember value = bean.findJsonValueAccessor();
        Map<Field, Property> properties = new HashMap<>();
        if (value != null) {
            addValue(value, annotated, properties);
            return properties;
        }
        Set<String> hidden = jackson.getDefaultPropertyIgnorals(type, annotated).findIgnoredForSerialization();
        Set<String> only = jackson.getDefaultPropertyInclusions(type, annotated).getIncluded();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            AnnotatedField field = property.getField();
            String name = property.getName();
            boolean shown = !hidden.contains(name) && (only == null || only.contains(name));
            if (field != null && shown && property.couldSerialize()) {
                properties.put(field.getAnnotated(), new Property(name, field, property.getGetter()));
            }
        }
        return properties;
    }

    /** A class whose JSON is one value shows one field; which one a method gives is known of records only. */
    private static void addValue(AnnotatedMember value, AnnotatedClass type, Map<Field, Property> properties) {
        for (AnnotatedField field : type.fields()) {
            if (field.getName().equals(value.getName())) {
                if (value instanceof AnnotatedMethod accessor
                        && type.getRawType().isRecord()) {
                    properties.put(field.getAnnotated(), new Property(field.getName(), field, accessor));
                } else if (value instanceof AnnotatedField) {
                    properties.put(field.getAnnotated(), new Property(field.getName(), field, null));
                }
            }
        }
    }

    /**
     * Reads the field, through what is open to Jackson, so that nothing else has to be opened. The field rather than the
     * getter, which may be written to show less than there is; only a record may be read by its accessors, which the
     * contract of records binds to the fields.
     *
     * @return null if it is closed
     */
    @Nullable
    MethodHandle reader() {
        Lookup lookup = MethodHandles.lookup();
        MethodHandle reader = opened(field, () -> lookup.unreflectGetter(field.getAnnotated()));
        AnnotatedMethod getter = accessor;
        return reader == null && getter != null && getter.getDeclaringClass().isRecord()
                ? opened(getter, () -> lookup.unreflect(getter.getAnnotated()))
                : reader;
    }

    /** Makes a reader, once Jackson has overridden the access checks of what it reads. */
    private interface Maker {
        MethodHandle make() throws IllegalAccessException;
    }

    private static @Nullable MethodHandle opened(AnnotatedMember member, Maker maker) {
        try {
            member.fixAccess(true);
            return maker.make();
        } catch (IllegalArgumentException | IllegalAccessException closed) {
            return null;
        }
    }
}
