package methodcache.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What users can see is a committed text, so that nobody changes it unseen. */
class ExportedSurfaceTest {

    private static final String FILE = "src/test/resources/exported-surface.txt";
    private static final String REWRITE = "mvn test -pl module-api -Dtest=ExportedSurfaceTest -Dsurface.write=true";

    @Test
    void exportedSurface_comparedWithTheCommittedText_isTheSame() throws IOException {
        assertThatCode(() -> Class.forName("org.jspecify.annotations.Nullable"))
                .as("nullness is part of the surface, and can only be read with jspecify on the path")
                .doesNotThrowAnyException();
        Path file = Path.of(System.getProperty("basedir", ""), FILE);
        String surface = SurfaceText.of(ExportedTypes.descriptor(), ExportedTypes.all());

        if (Boolean.getBoolean("surface.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, surface);
        }

        String committed = Files.exists(file) ? Files.readString(file).replace("\r\n", "\n") : "";
        String difference = SurfaceDiff.between(committed, surface);
        assertThat(difference).withFailMessage("""
                        What the module exports isn't what module-api/%s says:

                        %s

                        If that is meant, commit the text that this writes:
                            %s
                        """, FILE, difference, REWRITE).isEmpty();
    }
}
