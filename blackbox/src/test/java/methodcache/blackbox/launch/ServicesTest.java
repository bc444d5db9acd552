package methodcache.blackbox.launch;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a module offers on the module path it offers on the class path, too, and the other way round. */
class ServicesTest {

    private static final String SERVICES = "META-INF/services/";
    private static final Pattern MODULE = Pattern.compile("^(?:open )?module ([\\w.]+) \\{", Pattern.MULTILINE);

    static Stream<ModuleReference> library() {
        return GivenModules.all().stream()
                .filter(module -> module.descriptor().name().startsWith("methodcache."))
                .filter(module -> !module.descriptor().name().equals("methodcache.blackbox"));
    }

    @ParameterizedTest
    @MethodSource("library")
    void provides_comparedWithTheServicesFiles_areTheSame(ModuleReference module) throws IOException {
        Map<String, List<String>> provides = new TreeMap<>();
        module.descriptor()
                .provides()
                .forEach(said -> provides.put(
                        said.service(), said.providers().stream().sorted().toList()));

        assertThat(files(module)).as(module.descriptor().name()).isEqualTo(provides);
    }

    @Test
    void library_comparedWithTheFoldersOfTheProject_isWhole() throws IOException {
        assertThat(library().map(module -> module.descriptor().name()))
                .as("the modules that the black box has on its path")
                .containsExactlyInAnyOrderElementsOf(modulesOfTheProject());
    }

    private static Map<String, List<String>> files(ModuleReference module) throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        try (ModuleReader reader = module.open();
                Stream<String> resources = reader.list()) {
            for (String name : resources
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .toList()) {
                files.put(name.substring(SERVICES.length()), lines(reader, name));
            }
        }
        return files;
    }

    private static List<String> lines(ModuleReader reader, String name) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(reader.open(name).orElseThrow(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(not(String::isEmpty))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> modulesOfTheProject() throws IOException {
        Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> folder.getFileName().toString().matches("(module|provider)-.*"))
                    .map(folder -> folder.resolve("src/main/java/module-info.java"))
                    .filter(Files::exists)
                    .map(ServicesTest::name)
                    .collect(Collectors.toList());
        }
    }

    private static String name(Path declaration) {
        try {
            Matcher matcher = MODULE.matcher(Files.readString(declaration));
            assertThat(matcher.find()).as(declaration.toString()).isTrue();
            return matcher.group(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
