package methodcache.provider.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import methodcache.api.spi.ValueCodec;
import methodcache.provider.jackson.Codecs.Of;
import methodcache.provider.jackson.Values.Chain;
import methodcache.provider.jackson.Values.Color;
import methodcache.provider.jackson.Values.Page;
import methodcache.provider.jackson.Values.Pet;
import methodcache.provider.jackson.Values.User;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which builds of a program read each other's values. */
class FingerprintTest {

    private static final String VALUE =
            "public record Value(int a, String b, Part part, java.util.List<Kind> kinds) {}";
    private static final String PART = "public record Part(long id, Value back) {}";
    private static final String KIND = "public enum Kind { ONE, TWO }";

    @TempDir
    Path folder;

    private int builds;

    /** Compiles sources as another build of a program. The caller closes its loader. */
    private URLClassLoader build(String... sources) throws IOException {
        Path build = Files.createDirectory(folder.resolve("build" + builds++));
        List<String> files =
                Stream.of(sources).map(source -> write(build, source)).toList();
        StringWriter said = new StringWriter();
        int failed = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        Stream.concat(Stream.of("-d", build.toString()), files.stream())
                                .toArray(String[]::new));
        assertThat(failed).as(said.toString()).isZero();
        return new URLClassLoader(new URL[] {build.toUri().toURL()}, FingerprintTest.class.getClassLoader());
    }

    private static String write(Path build, String source) {
        try {
            String name = source.replaceFirst("(?s).*?(?:record|enum|class|interface) (\\w+).*", "$1");
            return Files.writeString(build.resolve(name + ".java"), "package app; " + source)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String fingerprint(Codecs codec, String... sources) throws Exception {
        try (URLClassLoader loader = build(sources)) {
            return codec.codec().fingerprint(loader.loadClass("app.Value"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sameSource_builtTwice_isTheSame(Codecs codec) throws Exception {
        String first = fingerprint(codec, VALUE, PART, KIND);

        assertThat(first).matches("[A-Za-z0-9_-]{1,64}").isEqualTo(fingerprint(codec, VALUE, PART, KIND));
        assertThat(fingerprint(codec, VALUE.replace("int a, String b", "String b, int a"), PART, KIND))
                .as("properties have names, their order says nothing")
                .isEqualTo(first);
        assertThat(fingerprint(codec, VALUE.replace("{}", "{ public String toString() { return b; } }"), PART, KIND))
                .as("methods say nothing")
                .isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void changedType_isAnother(Codecs codec) throws Exception {
        String first = fingerprint(codec, VALUE, PART, KIND);

        for (String value : List.of(
                VALUE.replace("int a", "int a, int c"),
                VALUE.replace("int a, ", ""),
                VALUE.replace("int a", "int c"),
                VALUE.replace("int a", "long a"),
                VALUE.replace("int a", "Integer a"),
                VALUE.replace("String b", "java.util.List<String> b"),
                VALUE.replace("List<Kind>", "List<String>"),
                VALUE.replace("List<Kind>", "Set<Kind>"))) {
            assertThat(fingerprint(codec, value, PART, KIND)).as(value).isNotEqualTo(first);
        }
        assertThat(fingerprint(codec, VALUE, PART.replace("long id", "String id"), KIND))
                .isNotEqualTo(first);
        assertThat(fingerprint(codec, VALUE, PART.replace("long id, ", ""), KIND))
                .isNotEqualTo(first);
        assertThat(fingerprint(codec, VALUE, PART, KIND.replace("TWO", "TWO, THREE")))
                .isNotEqualTo(first);
        assertThat(fingerprint(codec, VALUE, PART, KIND.replace("TWO", "SECOND")))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void changedSubtypes_areAnother(Codecs codec) throws Exception {
        String value = "public sealed interface Value permits A, B {}";
        String a = "public record A(int a) implements Value {}";
        String b = "public record B(int b) implements Value {}";
        String first = fingerprint(codec, value, a, b);

        assertThat(first).isEqualTo(fingerprint(codec, value, a, b));
        assertThat(fingerprint(codec, value, a.replace("int a", "long a"), b)).isNotEqualTo(first);
        assertThat(fingerprint(codec, value.replace(", B", ", B, C"), a, b, "public record C() implements Value {}"))
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void changedFormOfADate_isAnother(Codecs codec) throws Exception {
        String plain = "public record Value(java.time.LocalDate on) {}";
        String formatted = plain.replace(
                "java.time", "@com.fasterxml.jackson.annotation.JsonFormat(pattern = \"yyyy/MM/dd\") java.time");

        assertThat(codec.codec().fingerprint(User.class)).isNotEmpty();
        try (URLClassLoader one = build(plain)) {
            assertThat(codec.codec().fingerprint(one.loadClass("app.Value")))
                    .isNotEqualTo(formattedFingerprint(codec, formatted));
        }
    }

    private String formattedFingerprint(Codecs codec, String source) throws Exception {
        Path build = Files.createDirectory(folder.resolve("build" + builds++));
        String file = write(build, source);
        String jackson = Path.of(com.fasterxml.jackson.annotation.JsonFormat.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        int failed = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-cp", jackson, "-d", build.toString(), file);
        assertThat(failed).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {build.toUri().toURL()}, FingerprintTest.class.getClassLoader())) {
            return codec.codec().fingerprint(loader.loadClass("app.Value"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void typesAndTheirArguments_areToldApart(Codecs codec) {
        assertThat(Stream.<Type>of(
                                User.class,
                                Chain.class,
                                Color.class,
                                Pet.class,
                                Values.Cat.class,
                                User[].class,
                                User[][].class,
                                String.class,
                                int.class,
                                Integer.class,
                                new Of<List<User>>() {}.type(),
                                new Of<List<Color>>() {}.type(),
                                new Of<List<List<User>>>() {}.type(),
                                new Of<Page<User>>() {}.type(),
                                new Of<Page<Page<User>>>() {}.type(),
                                new Of<Page<String>>() {}.type(),
                                new Of<Map<String, User>>() {}.type(),
                                new Of<Map<Long, User>>() {}.type())
                        .map(codec.codec()::fingerprint))
                .doesNotHaveDuplicates();
        assertThat(codec.codec().fingerprint(new Of<List<? extends User>>() {}.type()))
                .isEqualTo(codec.codec().fingerprint(new Of<List<User>>() {}.type()));
    }

    /** What {@code List<…>} is to a class of another loader. */
    private record ListOf(Class<?> element) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {element};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public Type getOwnerType() {
            return null;
        }
    }

    @ParameterizedTest
    @EnumSource
    void classesOfALoaderThatIsGone_areGoneToo(Codecs codec) throws Exception {
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        WeakReference<ClassLoader> reference = used(codec.codec(), gone);
        for (int i = 0; i < 100 && gone.remove(100) == null; i++) {
            System.gc();
        }

        assertThat(reference.get()).isNull();
    }

    /** A bean rather than a record, whose equals the JDK keeps softly reachable. */
    private WeakReference<ClassLoader> used(ValueCodec codec, ReferenceQueue<ClassLoader> gone) throws Exception {
        try (URLClassLoader loader = build("public class Value { public int a; public static Object type; }")) {
            Class<?> type = loader.loadClass("app.Value");
            Object value = type.getConstructor().newInstance();
            assertThat(codec.decode(codec.encode(value, type), type).getClass() == type)
                    .isTrue();
            Type list = new ListOf(type);
            type.getField("type").set(null, list);
            assertThat(((List<?>) codec.decode(codec.encode(List.of(value), list), list)).size())
                    .isEqualTo(1);
            return new WeakReference<>(loader, gone);
        }
    }
}
