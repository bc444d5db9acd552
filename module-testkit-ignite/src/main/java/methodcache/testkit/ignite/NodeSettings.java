package methodcache.testkit.ignite;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What the program of a node is told, by a file in its folder: arguments could be read by everybody on this machine.
 *
 * @param clientPort of clients
 * @param communicationPort of other nodes
 * @param discoveryPort of other nodes
 * @param peers the discovery ports of all nodes
 * @param access what clients need
 */
record NodeSettings(int clientPort, int communicationPort, int discoveryPort, List<Integer> peers, Access access) {
    private static final String NAME = "node.properties";

    /** Writes the file. */
    Path write(Path folder) {
        Properties settings = new Properties();
        settings.setProperty("work", folder.toString());
        settings.setProperty("clientPort", Integer.toString(clientPort));
        settings.setProperty("communicationPort", Integer.toString(communicationPort));
        settings.setProperty("discoveryPort", Integer.toString(discoveryPort));
        settings.setProperty("peers", peers.stream().map(String::valueOf).collect(Collectors.joining(",")));
        access.write(settings);
        Path file = folder.resolve(NAME);
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't write " + file, failure);
        }
        return file;
    }

    /** Reads a file, in the node's program. */
    static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }
}
