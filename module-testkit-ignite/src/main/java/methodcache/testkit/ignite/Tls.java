package methodcache.testkit.ignite;

import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key stores with which a node and its clients talk TLS.
 *
 * @param node the key of the node
 * @param nodeTrusted what a client needs to trust the node
 * @param client the key of a client, if clients must show that they have it
 * @param clientTrusted what the node needs to trust the client
 */
record Tls(
        KeyStoreFile node,
        KeyStoreFile nodeTrusted,
        @Nullable KeyStoreFile client,
        @Nullable KeyStoreFile clientTrusted) {

    /** Of new keys: one for the node only. */
    static Tls oneSided(Path folder) {
        KeyStoreFile node = KeyStoreFile.withNewKey(folder.resolve("node.p12"), password());
        return new Tls(node, node.trustedIn(folder.resolve("node-trusted.p12")), null, null);
    }

    /** Of new keys: one for the node and one for clients. */
    static Tls mutual(Path folder) {
        Tls node = oneSided(folder);
        KeyStoreFile client = KeyStoreFile.withNewKey(folder.resolve("client.p12"), password());
        return new Tls(node.node, node.nodeTrusted, client, client.trustedIn(folder.resolve("client-trusted.p12")));
    }

    private static String password() {
        return UUID.randomUUID().toString();
    }

    /** The same in another folder. */
    Tls copiedTo(Path folder) {
        return new Tls(
                node.copiedTo(folder),
                nodeTrusted.copiedTo(folder),
                client == null ? null : client.copiedTo(folder),
                clientTrusted == null ? null : clientTrusted.copiedTo(folder));
    }
}
