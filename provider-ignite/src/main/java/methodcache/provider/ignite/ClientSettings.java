package methodcache.provider.ignite;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.SslMode;
import org.apache.ignite.client.SslProtocol;
import org.apache.ignite.configuration.ClientConfiguration;
import org.apache.ignite.logger.NullLogger;
import org.jspecify.annotations.Nullable;

/** What a client of Ignite is made with. */
final class ClientSettings {
    /** What connecting and making a cache may take, whatever the limit of an operation is; no caller waits for these. */
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(5);

    private ClientSettings() {}

    /**
     * Fails where this JVM lacks the flag without which Ignite's classes don't load.
     *
     * @throws IllegalStateException with the flag
     */
    static void requireOpenModule() {
        Module ignite = Ignition.class.getModule();
        requireOpenModule(ignite, Object.class.getModule().isOpen("java.nio", ignite));
    }

    static void requireOpenModule(Module ignite, boolean open) {
        if (!open) {
            throw new IllegalStateException(
                    "ignite needs a flag of the JVM: start it with --add-opens java.base/java.nio="
                            + (ignite.isNamed() ? ignite.getName() : "ALL-UNNAMED"));
        }
    }

    static ClientConfiguration configuration(Options options, Duration timeout, Executor continuations) {
        Duration limit = timeout.compareTo(LEAST_TIMEOUT) < 0 ? LEAST_TIMEOUT : timeout;
        ClientConfiguration configuration = new ClientConfiguration()
                .setAddresses(options.addresses())
                .setTimeout((int) Math.min(Integer.MAX_VALUE, Life.millis(limit)))
                .setPartitionAwarenessEnabled(options.partitionAwareness())
                // Else it refuses to connect for half a minute, after the server is back, too.
                .setReconnectThrottlingRetries(0)
                .setAsyncContinuationExecutor(continuations)
                .setLogger(new NullLogger());
        set(options.text("username"), configuration::setUserName);
        set(options.text("password"), configuration::setUserPassword);
        if (options.ssl()) {
            secure(configuration, options);
        }
        return configuration;
    }

    private static void secure(ClientConfiguration configuration, Options options) {
        configuration.setSslMode(SslMode.REQUIRED).setSslProtocol(protocol(options));
        set(options.text("sslKeyStorePath"), configuration::setSslClientCertificateKeyStorePath);
        set(options.text("sslKeyStoreType"), configuration::setSslClientCertificateKeyStoreType);
        set(options.text("sslKeyStorePassword"), configuration::setSslClientCertificateKeyStorePassword);
        set(options.text("sslTrustStorePath"), configuration::setSslTrustCertificateKeyStorePath);
        set(options.text("sslTrustStoreType"), configuration::setSslTrustCertificateKeyStoreType);
        set(options.text("sslTrustStorePassword"), configuration::setSslTrustCertificateKeyStorePassword);
    }

    static SslProtocol protocol(Options options) {
        return options.parse("sslProtocol", "TLS", "TLS, TLSv1.2 or TLSv1.3", text -> switch (text) {
            case "TLS" -> SslProtocol.TLS;
            case "TLSv1.2" -> SslProtocol.TLSv1_2;
            case "TLSv1.3" -> SslProtocol.TLSv1_3;
            default -> throw new IllegalArgumentException(text);
        });
    }

    private static void set(@Nullable String value, Consumer<String> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
