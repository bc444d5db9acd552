package methodcache.blackbox.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The two ways to start an application. */
enum Launch {
    MODULE_PATH,
    CLASS_PATH;

    /** All that an application with the Ehcache provider has on its path, beside itself. */
    static final List<String> WITH_EHCACHE = List.of(
            "methodcache.api", "methodcache.core", "methodcache.provider.ehcache", "ehcache", "cache.api", "org.slf4j");

    /** And the key generators of Jackson. */
    static final List<String> WITH_JACKSON = Stream.concat(
                    WITH_EHCACHE.stream(),
                    Stream.of(
                            "methodcache.provider.jackson",
                            "tools.jackson.databind",
                            "tools.jackson.dataformat.cbor",
                            "tools.jackson.core",
                            "com.fasterxml.jackson.annotation",
                            "msgpack.core"))
            .toList();

    /**
     * Starts the consumer and waits for its end.
     *
     * @param classes the compiled consumer
     * @param modules what else is on its path
     * @param arguments what to do, after options of the JVM
     */
    Jdk.Outcome consumer(Path classes, List<String> modules, String... arguments)
            throws IOException, InterruptedException {
        String path =
                Jdk.path(Stream.concat(Stream.of(classes), modules.stream().map(GivenModules::location))
                        .toList());
        List<String> command = new ArrayList<>(Arrays.asList(arguments));
        command.addAll(
                arguments.length - 1,
                this == MODULE_PATH
                        ? List.of("--module-path", path, "--module", "consumer/consumer.Main")
                        : List.of("--class-path", path, "consumer.Main"));
        return Jdk.java(classes.getParent(), command.toArray(String[]::new));
    }
}
