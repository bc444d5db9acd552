package methodcache.provider.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.File;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import methodcache.api.KeyGenerator;
import methodcache.provider.jackson.Beans.Color;
import methodcache.provider.jackson.Beans.Filter;
import methodcache.provider.jackson.Beans.Numbers;
import methodcache.provider.jackson.Beans.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessagePack;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** One text in every process, whatever its locale, its time zone, its encoding and its hashes are. */
@SuppressWarnings("JavaUtilDate") // users have them
class OtherJvmTest {

    /** What the other JVM runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            PrintStream out = new PrintStream(System.out, true, UTF_8);
            out.println(Locale.getDefault());
            keys().forEach(out::println);
        }
    }

    static List<String> keys() {
        Object[] arguments = {
            Set.of("i", "I", "ı", "a", "b", "c", "d", "e"),
            Map.of("i", 1L, "I", 2L, "a", 3, "b", 4.5, "c", 1e-5f),
            Map.of(Color.RED, new Pair(1, 2), Color.GREEN, Set.of(3L, 4L, 5L)),
            new HashSet<>(List.of(Color.GREEN, Color.RED, LocalDate.EPOCH)),
            Set.of(String.class, Color.class, Locale.ROOT, Locale.forLanguageTag("tr-TR")),
            new Date(0),
            ZonedDateTime.of(2026, 11, 22, 8, 30, 0, 0, ZoneId.of("America/Lima")),
            new BigDecimal("1234567.890"),
            new double[] {2e-3, 1e22, 2.2250738585072014e-308, Double.NaN, -0.0},
            new Filter("İstanbul", 1),
            new Numbers(1, 2, 3, 4, '5', true, (byte) 6, (short) 7)
        };
        return Stream.of(Generators.values())
                .map(generator -> generator.key(arguments))
                .toList();
    }

    @Test
    void keys_inAJvmOfOtherSettings_areTheSame(@TempDir Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:hashCode=2",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=ISO-8859-1"));
        command.addAll(List.of("-cp", path(), Main.class.getName()));
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(45, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        List<String> expected = new ArrayList<>(List.of("tr_TR"));
        expected.addAll(keys());
        assertThat(Files.readAllLines(out).stream()
                        .filter(line -> !line.startsWith("WARNING:")) // JDK 24 and later have a word on MessagePack
                        .toList())
                .isEqualTo(expected);
    }

    /** On the class path, wherever this test is. */
    private static String path() {
        Stream<Path> jars = Stream.of(
                        KeyGenerator.class,
                        JsonKeyGenerator.class,
                        JsonMapper.class,
                        JsonGenerator.class,
                        JsonProperty.class,
                        MessagePack.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> new File(location.getPath()).toPath());
        Path tests = Path.of(System.getProperty("basedir", "")).resolve("target/test-classes");
        return Stream.concat(jars, Stream.of(tests.toAbsolutePath()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
