package methodcache.testkit.ignite;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.apache.ignite.Ignition;
import org.jspecify.annotations.Nullable;

/** The JVM of a node, from its start to its end. Its input is a pipe that this JVM holds: the node stops when that ends. */
final class ServerProcess {
    private static final long READY_SECONDS = 90;
    private static final long STOP_SECONDS = 10;
    private static final int LINES = 200;

    private final Process process;
    private final Deque<String> output = new ArrayDeque<>();
    private final CountDownLatch readyOrOver = new CountDownLatch(1);
    private volatile boolean ready;
    private @Nullable Process freezer;

    private ServerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "ignite-server-output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a node's JVM, with a file that tells its settings, and waits until the node takes clients. */
    static ServerProcess start(Path settings) {
        List<String> command = new ArrayList<>(jvm());
        command.add(ServerNode.class.getName());
        command.add(settings.toString());
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // Flags that are meant for this JVM, which the other would print or fail with.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
            ServerProcess server = new ServerProcess(builder.start());
            server.awaitReady(command);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't start " + command, failure);
        }
    }

    private static List<String> jvm() {
        List<String> flags = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms48m",
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-DIGNITE_UPDATE_NOTIFIER=false",
                "-DIGNITE_QUIET=true",
                "-DIGNITE_NO_ASCII=true",
                "-DIGNITE_DUMP_THREADS_ON_FAILURE=false",
                "-Djava.net.preferIPv4Stack=true"));
        for (String name : ServerNode.OPEN) {
            flags.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
        }
        flags.add("-cp");
        flags.add(Stream.of(ServerNode.class, Ignition.class, Cache.class)
                .map(ServerProcess::location)
                .collect(Collectors.joining(File.pathSeparator)));
        return flags;
    }

    /** Where a class was loaded from, whether that is on the module path or on the class path. */
    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("no file that " + type + " is in", impossible);
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(Charset.defaultCharset())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals(ServerNode.READY)) {
                    ready = true;
                    readyOrOver.countDown();
                }
                remember(line);
            }
        } catch (IOException ended) {
            remember(ended.toString());
        }
        readyOrOver.countDown();
    }

    private void remember(String line) {
        synchronized (output) {
            output.addLast(line);
            if (output.size() > LINES) {
                output.removeFirst();
            }
        }
    }

    private void awaitReady(List<String> command) {
        boolean inTime = await(() -> readyOrOver.await(READY_SECONDS, TimeUnit.SECONDS));
        if (ready) {
            return;
        }
        kill();
        remember("ended with code " + process.exitValue());
        throw new IllegalStateException(
                "the ignite server " + (inTime ? "ended" : "wasn't ready after " + READY_SECONDS + " s")
                        + " before it was ready: " + String.join(" ", command) + "\n" + output());
    }

    /** The last lines that it wrote. */
    String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Has the node leave the cluster and waits for its end. */
    synchronized void stop() {
        thaw();
        try {
            process.getOutputStream().close();
        } catch (IOException closed) {
            remember(closed.toString());
        }
        if (!await(() -> process.waitFor(STOP_SECONDS, TimeUnit.SECONDS))) {
            kill();
        }
    }

    synchronized void kill() {
        process.destroyForcibly();
        await(() -> process.waitFor(STOP_SECONDS, TimeUnit.SECONDS));
        thaw();
    }

    /**
     * Stops the process where it is. A shell does it that watches over it: if this JVM ends, the shell's input does, and
     * it lets the process go on, which then sees its own input's end.
     */
    synchronized void freeze() {
        if (freezer != null) {
            return;
        }
        String script = "kill -STOP " + pid() + " && echo frozen && cat >/dev/null; kill -CONT " + pid();
        try {
            Process shell = new ProcessBuilder("sh", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            String answer = shell.inputReader(Charset.defaultCharset()).readLine();
            if (!"frozen".equals(answer)) {
                throw new IllegalStateException("can't freeze " + pid() + ": " + answer);
            }
            freezer = shell;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't freeze " + pid(), failure);
        }
    }

    synchronized void thaw() {
        Process shell = freezer;
        if (shell == null) {
            return;
        }
        freezer = null;
        try {
            shell.getOutputStream().close();
        } catch (IOException closed) {
            remember(closed.toString());
        }
        await(() -> shell.waitFor(STOP_SECONDS, TimeUnit.SECONDS));
    }

    /** Waits; when interrupted, stops waiting and stays interrupted. */
    private static boolean await(Wait wait) {
        try {
            return wait.done();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A wait with a limit. */
    private interface Wait {
        boolean done() throws InterruptedException;
    }
}
