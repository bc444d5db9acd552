package methodcache.examples.cluster;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An {@link Application} in a JVM of its own, which ends when this one does, however that ends. */
final class ChildJvm implements AutoCloseable {

    private static final long END_SECONDS = 10;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private ChildJvm(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        in = process.outputWriter();
        out = process.inputReader();
    }

    /** Starts one, which isn't ready before it has answered once. */
    static ChildJvm start(String name, String addresses) throws IOException {
        Path log = Files.createTempFile("methodcache-cluster-" + name, ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // Ignite reads and writes memory itself. On a module path it says "=ignite.core".
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        Main.class.getName(),
                        addresses)
                .redirectError(log.toFile())
                .start();
        return new ChildJvm(name, log, process);
    }

    /** All that this JVM runs with, be it on the class path or on the module path. */
    private static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        return modules.isEmpty() || classes.isEmpty() ? modules + classes : modules + File.pathSeparator + classes;
    }

    String name() {
        return name;
    }

    /** Has it do something, without waiting for the answer. */
    void tell(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** Waits for its next answer. */
    Answer answer() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("application " + name + " ended:\n" + Files.readString(log));
        }
        return Answer.of(line);
    }

    Answer ask(String line) throws IOException {
        tell(line);
        return answer();
    }

    /** Ends it: it reads no more. */
    @Override
    public void close() throws IOException {
        try {
            in.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
