package methodcache.provider.jackson;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/** Jackson, so set that what was written is read back equal or not at all. */
final class Mappers {

    /** Digits of the longest number that is read. */
    static final int LONGEST_NUMBER = 100_000;

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNestingDepth(Shape.DEEPEST)
            .build();

    private static final StreamWriteConstraints LIMITS =
            StreamWriteConstraints.builder().maxNestingDepth(Shape.DEEPEST).build();

    private Mappers() {}

    static ObjectMapper json() {
        return strict(JsonMapper.builder(JsonFactory.builder()
                .streamReadConstraints(CONSTRAINTS)
                .streamWriteConstraints(LIMITS)
                .build()));
    }

    /** Names of properties, which repeat in lists, are written once. */
    static ObjectMapper cbor() {
        return strict(CBORMapper.builder(CBORFactory.builder()
                .streamReadConstraints(CONSTRAINTS)
                .streamWriteConstraints(LIMITS)
                .enable(CBORWriteFeature.STRINGREF)
                .build()));
    }

    private static ObjectMapper strict(MapperBuilder<? extends ObjectMapper, ?> builder) {
        ObjectMapper reading = builder.typeFactory(
                        TypeFactory.createDefaultInstance()) // its cache goes with the mapper
                .annotationIntrospector(new SafeAnnotations())
                .polymorphicTypeValidator(new NoClassNames())
                .changeDefaultPropertyInclusion(unused -> JsonInclude.Value.construct(ALWAYS, ALWAYS))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // a plan looks for bytes, not for tokens
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                        DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
                .withCoercionConfigDefaults(coercion -> {
                    coercion.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
                    coercion.setCoercion(CoercionInputShape.EmptyObject, CoercionAction.Fail);
                })
                .withCoercionConfig(LogicalType.Textual, coercion -> {
                    coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    coercion.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    coercion.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .build();
        return reading.rebuild()
                .addModule(new RestorableModule(reading.deserializationConfig()))
                .build();
    }
}
