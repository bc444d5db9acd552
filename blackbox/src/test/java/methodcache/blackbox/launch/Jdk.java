package methodcache.blackbox.launch;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JDK that runs these tests, and its tools. */
final class Jdk {

    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final int PATIENCE_SECONDS = 45;

    private Jdk() {}

    /**
     * How a JVM ended.
     *
     * @param exit its exit code; -1 if it didn't end and was killed
     * @param out the lines of its output
     * @param err what it said about errors, and its threads if it didn't end
     */
    record Outcome(int exit, List<String> out, String err) {}

    /** Compiles an application against modules, as strictly as javac can, and fails if there is anything to say. */
    static void compile(Path sources, Path classes, Collection<Path> modules) throws IOException {
        // Without a class path of its own javac takes that of these tests.
        Files.createDirectories(classes);
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-encoding", "UTF-8"));
        arguments.addAll(List.of("-d", classes.toString(), "--class-path", classes.toString()));
        arguments.addAll(List.of("--module-path", path(modules)));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        tool("javac", arguments);
    }

    static void link(Path image, Collection<Path> modules, String... roots) {
        tool(
                "jlink",
                List.of(
                        "--module-path",
                        path(modules),
                        "--add-modules",
                        String.join(",", roots),
                        "--output",
                        image.toString()));
    }

    static Outcome java(Path scratch, String... arguments) throws IOException, InterruptedException {
        return java(HOME, scratch, arguments);
    }

    /** Runs the JVM of an image until it ends by itself. */
    static Outcome java(Path home, Path scratch, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable(home, "java")));
        // What starts a JVM that lives for a second quickly.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        Stream.of("file", "stdout", "stderr")
                .map(of -> "-D" + of + ".encoding=UTF-8")
                .forEach(command::add);
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readString(err));
            }
            return new Outcome(-1, Files.readAllLines(out), "didn't end:\n" + threads(process, scratch));
        } finally {
            process.destroyForcibly();
        }
    }

    static String path(Collection<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String threads(Process process, Path scratch) throws IOException, InterruptedException {
        Path dump = Files.createTempFile(scratch, "threads", ".txt");
        new ProcessBuilder(executable(HOME, "jstack"), Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        return Files.readString(dump);
    }

    private static String executable(Path home, String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void tool(String name, List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("these tests need a JDK with " + name + ", not " + HOME))
                .run(writer, writer, arguments.toArray(String[]::new));
        if (code != 0 || !said.toString().isBlank()) {
            throw new AssertionError(name + " ended with " + code + ":\n" + said);
        }
    }
}
