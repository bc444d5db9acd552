package methodcache.testkit.ignite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.WALMode;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.logger.java.JavaLogger;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/**
 * The program of an {@link IgniteServer}'s JVM: starts a node, says so in one line, and stops it when its input ends,
 * which it does when the parent says so or is no more.
 */
final class ServerNode {
    /** The line that says that the node has joined and takes clients. */
    static final String READY = "methodcache: ignite server is ready";

    /** What of the JDK it gets into; the last two are for files, where it has some. */
    static final List<String> OPEN = List.of("java.nio", "java.util", "java.lang", "java.io", "sun.nio.ch");

    private static final String HOST = "127.0.0.1";
    private static final long STOP_MILLIS = 5_000;

    /** Longer than any test freezes nodes: those that don't hear of each other for as long go on as two clusters, for ever. */
    private static final long FAILURE_DETECTION_MILLIS = 60_000;

    private ServerNode() {}

    /**
     * Runs the node.
     *
     * @param args the file with its settings
     */
    // The node's process is all there is in this JVM.
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws IOException {
        Thread input = new Thread(ServerNode::stopAtEndOfInput, "end-of-input");
        input.setDaemon(true);
        input.start();
        try {
            requireOpen();
            Properties settings = NodeSettings.read(Path.of(args[0]));
            Ignite ignite = Ignition.start(configuration(settings));
            if (settings.containsKey("user")) {
                ServerAccess.activate((IgniteEx) ignite, settings);
            }
            System.out.println(READY);
        } catch (RuntimeException | IgniteCheckedException failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    /** A node without one of these doesn't fail; it hangs. */
    private static void requireOpen() {
        for (String name : OPEN) {
            if (!Object.class.getModule().isOpen(name, Ignition.class.getModule())) {
                throw new IllegalStateException("start with --add-opens java.base/" + name + "=ALL-UNNAMED");
            }
        }
    }

    private static IgniteConfiguration configuration(Properties settings) {
        List<String> peers = Arrays.stream(settings.getProperty("peers").split(","))
                .map(port -> HOST + ":" + port)
                .toList();
        return new IgniteConfiguration()
                .setWorkDirectory(settings.getProperty("work"))
                .setLocalHost(HOST)
                .setDiscoverySpi(discovery(port(settings, "discoveryPort"), peers))
                .setCommunicationSpi(communication(port(settings, "communicationPort")))
                .setConnectorConfiguration(null)
                .setClientConnectorConfiguration(ServerAccess.connector(settings)
                        .setHost(HOST)
                        .setPort(port(settings, "clientPort"))
                        .setPortRange(0)
                        .setThreadPoolSize(4))
                .setAuthenticationEnabled(settings.containsKey("user"))
                .setDataStorageConfiguration(storage(settings.containsKey("user")))
                .setFailureDetectionTimeout(FAILURE_DETECTION_MILLIS)
                .setGridLogger(warnings())
                .setMetricsLogFrequency(0)
                .setPublicThreadPoolSize(2)
                .setSystemThreadPoolSize(4)
                .setStripedPoolSize(4)
                .setQueryThreadPoolSize(2)
                .setDataStreamerThreadPoolSize(2)
                .setRebalanceThreadPoolSize(1);
    }

    private static int port(Properties settings, String name) {
        return Integer.parseInt(settings.getProperty(name));
    }

    private static DataStorageConfiguration storage(boolean persistent) {
        DataStorageConfiguration storage = new DataStorageConfiguration()
                .setDefaultDataRegionConfiguration(new DataRegionConfiguration()
                        .setInitialSize(16L << 20)
                        .setMaxSize(256L << 20)
                        .setPersistenceEnabled(persistent));
        if (persistent) {
            // What tests have is small; a crash of this machine may lose it.
            storage.setWalMode(WALMode.BACKGROUND)
                    .setWalSegments(2)
                    .setWalSegmentSize(8 << 20)
                    .setCheckpointThreads(1);
            storage.getDefaultDataRegionConfiguration().setCheckpointPageBufferSize(32L << 20);
        }
        return storage;
    }

    /** To the standard error, which the parent keeps the last lines of. */
    private static JavaLogger warnings() {
        Logger logger = Logger.getLogger("org.apache.ignite");
        logger.setLevel(Level.WARNING);
        return new JavaLogger(logger, false);
    }

    private static TcpDiscoverySpi discovery(int port, List<String> peers) {
        TcpDiscoverySpi discovery = new TcpDiscoverySpi();
        discovery.setLocalAddress(HOST);
        discovery.setLocalPort(port);
        discovery.setLocalPortRange(0);
        discovery.setIpFinder(new TcpDiscoveryVmIpFinder(false).setAddresses(peers));
        return discovery;
    }

    private static TcpCommunicationSpi communication(int port) {
        TcpCommunicationSpi communication = new TcpCommunicationSpi();
        communication.setLocalAddress(HOST);
        communication.setLocalPort(port);
        communication.setLocalPortRange(0);
        return communication;
    }

    /** Stops in order if that is quick, and ends in any case: nobody would end it otherwise. */
    private static void stopAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said.
            }
        } catch (IOException broken) {
            // As good as its end.
        }
        Thread stop = new Thread(() -> Ignition.stopAll(true), "stop");
        stop.setDaemon(true);
        stop.start();
        try {
            stop.join(STOP_MILLIS);
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
