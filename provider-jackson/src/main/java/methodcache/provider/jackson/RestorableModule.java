package methodcache.provider.jackson;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Where Jackson as it comes would write what it doesn't read, or read something else. */
final class RestorableModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    RestorableModule(DeserializationConfig reading) {
        super("methodcache");
        setSerializerModifier(new Settable(reading));
        addAbstractTypeMapping(Set.class, LinkedHashSet.class);
        addAbstractTypeMapping(Map.class, LinkedHashMap.class); // for keys that are enums it would be an EnumMap
        addSerializer(Locale.class, new LocaleSerializer());
        addDeserializer(Locale.class, new LocaleDeserializer());
        addKeySerializer(Locale.class, new LocaleKeySerializer());
        addKeyDeserializer(Locale.class, new LocaleKeyDeserializer());
    }

    /** Jackson sets a field that isn't visible if its getter is. */
    static boolean isSettable(BeanPropertyDefinition property) {
        return property.hasConstructorParameter() || property.hasSetter() || property.hasField();
    }

    /** Leaves out what has a getter but nothing that could set it: it is computed of the rest. */
    private static final class Settable extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        private final transient DeserializationConfig reading;

        Settable(DeserializationConfig reading) {
            this.reading = reading;
        }

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
            ClassIntrospector introspector = reading.classIntrospectorInstance();
            if (reading.getAnnotationIntrospector().findPOJOBuilder(reading, bean.getClassInfo()) != null) {
                return properties;
            }
            BeanDescription read = introspector.introspectForDeserialization(bean.getType(), bean.getClassInfo());
            Set<String> settable = read.findProperties().stream()
                    .filter(RestorableModule::isSettable)
                    .map(BeanPropertyDefinition::getName)
                    .collect(Collectors.toSet());
            properties.removeIf(property -> !settable.contains(property.getName()));
            return properties;
        }
    }

    private static final class LocaleSerializer extends StdScalarSerializer<Locale> {

        LocaleSerializer() {
            super(Locale.class);
        }

        @Override
        public void serialize(Locale value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toLanguageTag());
        }
    }

    private static final class LocaleDeserializer extends StdScalarDeserializer<Locale> {

        LocaleDeserializer() {
            super(Locale.class);
        }

        @Override
        public Locale deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (Locale) context.handleUnexpectedToken(Locale.class, in);
            }
            return Locale.forLanguageTag(in.getString());
        }
    }

    private static final class LocaleKeySerializer extends StdScalarSerializer<Locale> {

        LocaleKeySerializer() {
            super(Locale.class);
        }

        @Override
        public void serialize(Locale value, JsonGenerator out, SerializationContext context) {
            out.writeName(value.toLanguageTag());
        }
    }

    private static final class LocaleKeyDeserializer extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return Locale.forLanguageTag(key);
        }
    }
}
