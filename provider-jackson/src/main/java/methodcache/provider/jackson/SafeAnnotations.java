package methodcache.provider.jackson;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Jackson's annotations, but for those by which what is read could choose a class, or by which something is left out that would be
 * missed. A sealed type needs no annotation: its subtypes are known by their names.
 */
final class SafeAnnotations extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    /** The property that says which subtype it is, of a sealed type that doesn't say how. */
    private static final String SUBTYPE = "@type";

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value said = super.findPolymorphicTypeInfo(config, annotated);
        if (said == null) {
            return annotated instanceof AnnotatedClass type && isChoice(type.getRawType()) ? choice() : null;
        }
        switch (said.getIdType()) {
            case NONE, NAME, SIMPLE_NAME, DEDUCTION -> {}
            default ->
                throw new Unrestorable("@JsonTypeInfo(use = " + said.getIdType() + ") on " + annotated.getName()
                        + " lets the bytes choose a class; say use = NAME with @JsonSubTypes, make it sealed, "
                        + Unrestorable.REMEDY);
        }
        if (annotated instanceof AnnotatedMember member) {
            throw new Unrestorable("@JsonTypeInfo on " + member.getName() + " of "
                    + member.getDeclaringClass().getName() + " stands on a property; put it on the type, "
                    + Unrestorable.REMEDY);
        }
        return said;
    }

    static boolean isChoice(Class<?> type) {
        return type.isSealed()
                && !Enum.class.isAssignableFrom(type)
                && (Modifier.isAbstract(type.getModifiers()) || type.getPermittedSubclasses().length > 0);
    }

    private static JsonTypeInfo.Value choice() {
        return JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, SUBTYPE, null, false, true, true);
    }

    @Override
    public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
        return none("@JsonTypeResolver", super.findTypeResolverBuilder(config, annotated), annotated);
    }

    @Override
    public @Nullable Object findTypeIdResolver(MapperConfig<?> config, Annotated annotated) {
        return none("@JsonTypeIdResolver", super.findTypeIdResolver(config, annotated), annotated);
    }

    private static @Nullable Object none(String annotation, @Nullable Object found, Annotated annotated) {
        if (found != null) {
            throw new Unrestorable(annotation + " on " + annotated.getName()
                    + " lets the bytes choose a class; say @JsonTypeInfo(use = NAME) with @JsonSubTypes, make it sealed, "
                    + Unrestorable.REMEDY);
        }
        return null;
    }

    /** Everything is written: a reader misses what isn't there. */
    @Override
    public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated annotated) {
        return JsonInclude.Value.empty();
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
        return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
    }
}
