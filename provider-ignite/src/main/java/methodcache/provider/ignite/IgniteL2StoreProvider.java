package methodcache.provider.ignite;

import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;

/**
 * Makes second layers in a cluster of Apache Ignite 2.17. Options, the same for store, log and locks:
 *
 * <ul>
 *   <li>{@code addresses}: host:port of the nodes' client connectors, with commas between; {@code 127.0.0.1:10800}
 *   <li>{@code cache}: what the names of the caches begin with; {@code methodcache}
 *   <li>{@code backups}: how many further copies there are of each entry; 1
 *   <li>{@code atomicity}: of the values' cache, {@code atomic} or {@code transactional}; {@code atomic}
 *   <li>{@code partitionAwareness}: whether to ask the node that has an entry; {@code true}
 *   <li>{@code retention}: how long an event stays in the log, as {@code PT1H}, which it is if not set
 *   <li>{@code retainedEvents}: how many events count as kept; 10000
 *   <li>{@code username}, {@code password}: if the cluster asks for them; both or neither
 *   <li>{@code ssl}: {@code true} for TLS; {@code false}
 *   <li>{@code sslProtocol}: {@code TLSv1.3}, {@code TLSv1.2} or {@code TLS}, which is what both can do best; {@code TLS}
 *   <li>{@code sslTrustStorePath}, {@code sslTrustStoreType}, {@code sslTrustStorePassword}: a key store with the certificates that nodes
 *       are trusted by; the JVM's own
 *   <li>{@code sslKeyStorePath}, {@code sslKeyStoreType}, {@code sslKeyStorePassword}: a key store with key and certificate of this client,
 *       the password of both being one; none is shown
 * </ul>
 *
 * <p>Key stores are of type PKCS12 or JKS if none is said; they are read when the provider makes something, which fails where it can't read
 * them, and at each connecting. A node may show any certificate that is trusted, whatever host it is for, as Ignite's client doesn't
 * compare that: trust those of the cluster, and no public issuer.
 *
 * <p>The JVM needs {@code --add-opens java.base/java.nio=ignite.core}, or {@code =ALL-UNNAMED} where this is on the class path.
 */
public final class IgniteL2StoreProvider implements L2StoreProvider {

    /** For the {@link java.util.ServiceLoader}. */
    public IgniteL2StoreProvider() {}

    @Override
    public String name() {
        return "ignite";
    }

    @Override
    public L2Store create(ClusterSettings settings) {
        Options options = new Options(settings.options());
        ClientSettings.requireOpenModule();
        return new IgniteL2Store(settings, options);
    }
}
