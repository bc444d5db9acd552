package methodcache.provider.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import methodcache.provider.jackson.Codecs.Of;
import methodcache.provider.jackson.Values.Bean;
import methodcache.provider.jackson.Values.Page;
import methodcache.provider.jackson.Values.User;
import methodcache.provider.jackson.closed.Closed;
import methodcache.provider.jackson.exported.Exported;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Types that can't be made again from bytes, and what is said then. */
class RefusedTypesTest {

    private static AbstractThrowableAssert<?, ?> assertTypeRefused(Codecs codec, Type type) {
        return assertThatThrownBy(() -> codec.codec().fingerprint(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("values of type " + type.getTypeName() + " can't be made again from "
                        + codec.name().toLowerCase(Locale.ROOT) + ": ")
                .hasMessageContaining("or keep these values in memory only: withLayers(L1)");
    }

    @ParameterizedTest
    @EnumSource
    void typeThatDoesntSayWhatItIs_isRefused(Codecs codec) throws Exception {
        String object = "java.lang.Object doesn't say what it is; give it a concrete type";
        assertTypeRefused(codec, Object.class).hasMessageContaining(object);
        assertTypeRefused(codec, List.class).hasMessageContaining("elements: " + object);
        assertTypeRefused(codec, new Of<Map<String, ?>>() {}.type()).hasMessageContaining("values: " + object);
        assertTypeRefused(codec, Page.class)
                .hasMessageContaining("property first of " + Page.class.getName() + ": " + object);
        assertTypeRefused(codec, new Of<List<Unfit.Deep>>() {}.type())
                .hasMessageContaining("elements: property parts of " + Unfit.Deep.class.getName()
                        + ": elements: property value of " + Unfit.Anything.class.getName() + ": " + object);
        assertTypeRefused(codec, List.class.getMethod("get", int.class).getGenericReturnType())
                .hasMessageContaining(object);
    }

    @ParameterizedTest
    @EnumSource
    void typeOfTheJdk_withoutAForm_isRefused(Codecs codec) {
        for (Class<?> type : List.of(
                Number.class,
                CharSequence.class,
                Comparable.class,
                Runnable.class,
                Thread.class,
                Class.class,
                Stream.class,
                Iterator.class,
                Iterable.class,
                void.class,
                Void.class,
                Enum.class,
                Record.class,
                StringBuilder.class)) {
            assertTypeRefused(codec, type)
                    .hasMessageContaining(
                            type.getName() + " is none of the JDK's types that have a form; use a record");
        }
        assertTypeRefused(codec, Unfit.Lazy.class)
                .hasMessageContaining(
                        "property lines of " + Unfit.Lazy.class.getName() + ": java.util.stream.Stream is");
        assertTypeRefused(codec, Unfit.Matcher.class).hasMessageContaining("java.util.regex.Pattern is none");
    }

    @ParameterizedTest
    @EnumSource
    void typeOfWhichTheSubtypesArentKnown_isRefused(Codecs codec) {
        for (Class<?> type : List.of(Unfit.Shape.class, Unfit.Animal.class)) {
            assertTypeRefused(codec, type)
                    .hasMessageContaining(
                            type.getName() + " is abstract and doesn't say what it may be; make it sealed");
        }
        assertTypeRefused(codec, Unfit.WithoutSubtypes.class).hasMessageContaining("has no subtypes that are known");
    }

    @ParameterizedTest
    @EnumSource
    void typeOfWhichTheBytesWouldChooseTheClass_isRefused(Codecs codec) {
        for (Type type : List.of(
                Unfit.ByClass.class,
                Unfit.OfClass.class,
                Unfit.ByMinimalClass.class,
                Unfit.WithByClass.class,
                Unfit.OnProperty.class,
                new Of<Map<String, Unfit.ByClass[]>>() {}.type())) {
            assertTypeRefused(codec, type)
                    .hasMessageContaining("@JsonTypeInfo(use = ")
                    .hasMessageContaining("lets the bytes choose a class; say use = NAME with @JsonSubTypes");
        }
        assertTypeRefused(codec, Unfit.NamedOnProperty.class)
                .hasMessageContaining("stands on a property; put it on the type");
    }

    @ParameterizedTest
    @EnumSource
    void containerThatCantBeMadeAgain_isRefused(Codecs codec) {
        assertTypeRefused(codec, new Of<Map<User, String>>() {}.type())
                .hasMessageContaining("a map's keys of type " + User.class.getName() + " can't be read back");
        assertTypeRefused(codec, new Of<Set<byte[]>>() {}.type())
                .hasMessageContaining("a set of byte[], which has no equals");
        assertTypeRefused(codec, new Of<Set<Bean>>() {}.type()).hasMessageContaining("which has no equals by content");
        assertTypeRefused(codec, new Of<Set<Values.Blob>>() {}.type())
                .hasMessageContaining("which has no equals by content");
        assertTypeRefused(codec, new Of<Optional<Optional<String>>>() {}.type())
                .hasMessageContaining("an Optional in an Optional can't be told from an empty one");
        assertTypeRefused(codec, Unfit.Tags.class).hasMessageContaining("declare it as List, Set or Map");
        assertTypeRefused(codec, new Of<PriorityQueue<String>>() {}.type()).hasMessageContaining("declare it as List");
    }

    @ParameterizedTest
    @EnumSource
    void classThatIsMoreThanJacksonSees_isRefused(Codecs codec) {
        assertTypeRefused(codec, Unfit.WithoutConstructor.class)
                .hasMessageContaining("has no constructor that Jackson can use; make it a record");
        assertTypeRefused(codec, Unfit.Inner.class).hasMessageContaining("has no constructor that Jackson can use");
        assertTypeRefused(codec, Unfit.WithoutGetter.class)
                .hasMessageContaining("has the field hidden, which isn't both written and read");
        assertTypeRefused(codec, Unfit.WithoutSetter.class)
                .hasMessageContaining("has the field tags, which isn't both written and read");
        assertTypeRefused(codec, Unfit.UnwrittenParameter.class)
                .hasMessageContaining("is made of the parameter name, which isn't written");
        assertTypeRefused(codec, Values.Login.class)
                .hasMessageContaining("is made of the parameter password, which isn't written");
        assertTypeRefused(codec, Unfit.Alike.class).hasMessageContaining("are written alike");
    }

    @ParameterizedTest
    @EnumSource
    void classInAClosedPackage_isRefusedWithWhatToOpen(Codecs codec) {
        assumeTrue(getClass().getModule().isNamed());
        for (Class<?> type : List.of(Closed.record().getClass(), Closed.Bean.class)) {
            assertTypeRefused(codec, type)
                    .hasMessageContaining(
                            "write \"opens methodcache.provider.jackson.closed to tools.jackson.databind;\" into"
                                    + " the module-info of methodcache.provider.jackson");
        }
    }

    @ParameterizedTest
    @EnumSource
    void exportedPackage_isEnoughForARecord(Codecs codec) throws Exception {
        assumeTrue(getClass().getModule().isNamed());
        getClass().getModule().addExports(Exported.class.getPackageName(), JsonMapper.class.getModule());

        assertThat(codec.there(Exported.Name.class, new Exported.Name("ada"))).isEqualTo(new Exported.Name("ada"));
        assertTypeRefused(codec, Exported.Hidden.class)
                .hasMessageContaining(
                        "write \"opens methodcache.provider.jackson.exported to tools.jackson.databind;\"");
    }
}
