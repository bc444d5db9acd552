package methodcache.blackbox.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java sample in README and guide stands in one of the compiled and run samples here, white space aside; tables name tests. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST = Pattern.compile("^    void ([a-z]\\w*_\\w+)\\(", Pattern.MULTILINE);
    /** A row of a table whose last cell is the name of a test. */
    private static final Pattern ROW = Pattern.compile("^\\|.*\\| `(\\w+)` \\|$", Pattern.MULTILINE);

    static Stream<String> samples() throws IOException {
        List<String> samples = new ArrayList<>();
        for (String document : List.of("README.md", "docs/guide.md")) {
            Matcher matcher = SAMPLE.matcher(Files.readString(ROOT.resolve(document)));
            while (matcher.find()) {
                samples.add(matcher.group(1));
            }
        }
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_ofTheDocuments_isPartOfACompiledTest(String sample) throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String name : List.of("ReadmeSamplesTest", "GuideSamplesTest", "ClusterSamplesTest")) {
            sources.append(Files.readString(Path.of("src/test/java/methodcache/blackbox/samples", name + ".java")));
        }
        assertThat(dense(sources.toString())).contains(dense(withoutItsEnd(sample)));
    }

    /** Each row of the guide's table of combinations is a test, and the other way round. */
    @Test
    void combinations_ofTheGuide_areTheTests() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/guide.md"));
        String table = guide.substring(guide.indexOf("### Combinations"), guide.indexOf("## Scopes"));
        List<String> tests = new ArrayList<>();
        for (String name : List.of("CombinationsTest", "SlowCombinationsTest", "AheadCombinationsTest")) {
            tests.addAll(found(TEST, Files.readString(Path.of("src/test/java/methodcache/blackbox", name + ".java"))));
        }
        assertThat(tests).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        assertThat(found(ROW, table)).containsExactlyInAnyOrderElementsOf(tests);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** A test goes on where a sample's last block ends. */
    private static String withoutItsEnd(String sample) {
        return sample.replaceAll("\\}\\s*$", "");
    }

    private static String dense(String text) {
        return text.replaceAll("\\s+", "");
    }
}
