package methodcache.blackbox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import methodcache.blackbox.launch.Jdk.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image by jlink, which knows no automatic modules, of an application with the contract, the engine and a store of its own. */
class ImageTest {

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void image_ofContractAndEngine_needsJavaBaseOnlyAndCachesACall(@TempDir Path folder) throws Exception {
        Path classes = folder.resolve("linked");
        Path api = GivenModules.location("methodcache.api");
        Path core = GivenModules.location("methodcache.core");
        Jdk.compile(Path.of(System.getProperty("basedir", ""), "src/linked/java"), classes, List.of(api));
        Path image = folder.resolve("image");
        Jdk.link(image, List.of(classes, api, core), "linked", "methodcache.core");

        Outcome outcome = Jdk.java(image, folder, "--module", "linked/linked.Main");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .containsExactly(
                        "value: key 1",
                        "value: key 1",
                        "loads: 1",
                        "modules: [java.base, linked, methodcache.api, methodcache.core]");
        assertThat(outcome.err()).isEmpty();
    }
}
