package methodcache.testkit.ignite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A server node of Ignite in a JVM of its own, in memory if it has no users, on free ports of 127.0.0.1; for tests and for trying out the
 * second layer without a cluster:
 *
 * <pre>{@code
 * try (IgniteServer server = IgniteServer.start()) {
 *     … "addresses", server.address() …
 * }
 * }</pre>
 *
 * <p>One that wants TLS, or a user and password, is made by {@link #configure()}; {@link #options()} has all that a client needs then.
 *
 * <p>The node needs no flags of this JVM and ends with it, however that ends. Starting takes some seconds. Several nodes
 * are one cluster if one was started from the other. Freezing needs a system with signals. Thread-safe, but a test
 * that stops and starts one node from two threads should know which comes first.
 */
public final class IgniteServer implements AutoCloseable {
    /** The discovery ports of the cluster, shared by its nodes. */
    private final List<Integer> peers;

    private final int clientPort = Ports.free();
    private final int communicationPort = Ports.free();
    private final int discoveryPort = Ports.free();
    private final Path work;
    private final Access access;
    private ServerProcess process;

    private IgniteServer(List<Integer> peers, Function<Path, Access> access) {
        this.peers = peers;
        peers.add(discoveryPort);
        try {
            work = Files.createTempDirectory("methodcache-ignite");
        } catch (IOException failure) {
            throw new UncheckedIOException("no folder for the ignite server", failure);
        }
        this.access = deletingIfItFails(() -> access.apply(work));
        process = startProcess();
    }

    /**
     * Starts a node that is a cluster by itself, and waits until it takes clients.
     *
     * @return the node
     * @throws IllegalStateException if it doesn't start; the message shows what it wrote
     */
    public static IgniteServer start() {
        return start(folder -> Access.OPEN);
    }

    static IgniteServer start(Function<Path, Access> access) {
        return new IgniteServer(new CopyOnWriteArrayList<>(), access);
    }

    /**
     * Begins to say what a node asks of its clients, where it isn't to take all of them.
     *
     * @return a builder of a node that, as it is, takes all
     */
    public static IgniteServerBuilder configure() {
        return new IgniteServerBuilder();
    }

    /**
     * Starts one more node in the cluster of this one, and waits until it takes clients. It asks of them what this one does.
     *
     * @return the other node; closing one doesn't close the other
     * @throws IllegalStateException if it doesn't start; the message shows what it wrote
     */
    public IgniteServer startAnother() {
        return new IgniteServer(peers, access::copiedTo);
    }

    /**
     * Where clients connect to.
     *
     * @return host and port, as the option {@code addresses} wants it
     */
    public String address() {
        return "127.0.0.1:" + clientPort;
    }

    /**
     * All that a client needs: the address, user and password, key stores; by the names of the options of the provider {@code ignite}.
     *
     * @return options and their values; the files are there until this is closed
     */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("addresses", address());
        options.putAll(access.options());
        return Collections.unmodifiableMap(options);
    }

    /**
     * Whether its process runs; a frozen one does.
     *
     * @return false once it was stopped or killed, or has failed
     */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /** Has the node leave its cluster in order, and waits for its end. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends the process without a chance to say goodbye: SIGKILL. */
    public synchronized void kill() {
        process.kill();
    }

    /**
     * Stops the process where it is: its connections stay open, and nobody answers. After a minute of that the other nodes of a cluster go on
     * without it; where all of them are frozen for as long, each may go on by itself.
     */
    public synchronized void freeze() {
        process.freeze();
    }

    /** Lets a frozen process go on. It doesn't know that it was frozen, and does all that it was sent meanwhile. */
    public synchronized void thaw() {
        process.thaw();
    }

    /**
     * Starts the node again, on the same ports, after ending it if it runs. It remembers nothing, unless it has users; in a
     * cluster with other nodes it gets its share from them.
     *
     * @throws IllegalStateException if it doesn't start; the message shows what it wrote
     */
    public synchronized void restart() {
        process.kill();
        process = startProcess();
    }

    /**
     * What the process wrote last, for the message of a test that fails.
     *
     * @return its last lines
     */
    public synchronized String output() {
        return process.output();
    }

    /** Ends the process, if it runs, and deletes its folder. */
    @Override
    public synchronized void close() {
        process.kill();
        deleteWork();
    }

    synchronized long pid() {
        return process.pid();
    }

    private ServerProcess startProcess() {
        return deletingIfItFails(() -> ServerProcess.start(
                new NodeSettings(clientPort, communicationPort, discoveryPort, peers, access).write(work)));
    }

    private <T> T deletingIfItFails(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalStateException | UncheckedIOException failure) {
            deleteWork();
            throw failure;
        }
    }

    private void deleteWork() {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftOver) {
            // A folder for temporary files is the system's to empty.
        }
    }
}
