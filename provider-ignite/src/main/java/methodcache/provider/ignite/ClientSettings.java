package methodcache.provider.ignite;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.SslMode;
import org.apache.ignite.configuration.ClientConfiguration;
import org.apache.ignite.logger.NullLogger;
import org.jspecify.annotations.Nullable;

/** What a client of Ignite is made with. */
final class ClientSettings {
    /** What connecting and making a cache may take, whatever the limit of an operation is; no caller waits for these. */
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(5);

    private final ClientConfiguration configuration;
    private final Advice advice;

    /**
     * Makes them.
     *
     * @throws IllegalArgumentException if a key store can't be read; it names the option
     */
    ClientSettings(Options options, Duration timeout, Executor continuations) {
        configuration = configuration(options, timeout, continuations);
        ClientTls tls = null;
        if (options.ssl()) {
            tls = new ClientTls(options);
            tls.context(); // fails now rather than when it connects
            configuration.setSslMode(SslMode.REQUIRED).setSslContextFactory(tls::context);
        }
        advice = new Advice(options, tls);
    }

    ClientConfiguration configuration() {
        return configuration;
    }

    Advice advice() {
        return advice;
    }

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

    private static ClientConfiguration configuration(Options options, Duration timeout, Executor continuations) {
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
        return configuration;
    }

    private static void set(@Nullable String value, Consumer<String> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
