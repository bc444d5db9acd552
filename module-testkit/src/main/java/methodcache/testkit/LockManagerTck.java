package methodcache.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManagerProvider;

/**
 * The suite that every {@link LockManagerProvider} passes: what the Javadoc of it and of {@link methodcache.api.spi.LockManager}
 * promises, sentence by sentence. A provider's author writes a subclass that gives the provider, and a server that it reaches; JUnit does
 * the rest.
 *
 * <p>Time is real: a lease of 300 ms may last some hundred longer, and one in three such measurements must be good. The server keeps its
 * memory during a test. Each test uses caches of new names, which nobody clears. Nothing is asked about who of those that wait is first.
 *
 * <p>Tests of outages run where {@link #outage()} gives a say over the server, which may lose its memory then.
 */
public abstract class LockManagerTck
        implements LockTests, LockLeaseTests, LockWaitTests, LockLifecycleTests, LockOutageTests {

    /** For subclasses. */
    protected LockManagerTck() {}

    /**
     * The provider under test. Asked for once for each lock manager.
     *
     * @return a new one or always the same
     */
    @Override
    public abstract LockManagerProvider provider();

    /**
     * How to reach the server. Default: no options, and a limit of 10 seconds for each operation.
     *
     * @param cacheName to be taken over
     * @return settings for any number of lock managers
     */
    @Override
    public ClusterSettings settings(String cacheName) {
        return new ClusterSettings(cacheName, Duration.ofSeconds(10), Map.of());
    }

    /**
     * A say over the server, for tests that let it be away. Default: none, and those tests are skipped.
     *
     * @return always the same, or nothing
     */
    @Override
    public Optional<ServerOutage> outage() {
        return Optional.empty();
    }

    /**
     * Whether the provider is one that {@link java.util.ServiceLoader} makes. Default: true; false for one that is handed over in code.
     *
     * @return always the same
     */
    @Override
    public boolean isService() {
        return true;
    }
}
