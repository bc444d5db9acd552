package methodcache.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2StoreProvider;

/**
 * The suite that every {@link L2StoreProvider} passes: what the Javadoc of it and of {@link methodcache.api.spi.L2Store} promises,
 * sentence by sentence. A provider's author writes a subclass that gives the provider, and a server that it reaches; JUnit does the rest.
 *
 * <p>Time is real. A value that lives 250 ms may be seen for some hundred more, and one in three such measurements must be good. Each
 * test uses caches of new names, which nobody clears. Keys have all sorts of characters, but no half of a surrogate pair. Tests of outages
 * run where {@link #outage()} gives a say over the server.
 */
public abstract class L2StoreTck
        implements L2ValueTests, L2LifeTests, L2ConcurrencyTests, L2LifecycleTests, L2OutageTests {

    /** For subclasses. */
    protected L2StoreTck() {}

    /**
     * The provider under test. Asked for once for each store.
     *
     * @return a new one or always the same
     */
    @Override
    public abstract L2StoreProvider provider();

    /**
     * How to reach the server. Default: no options, and a limit of 10 seconds for each operation.
     *
     * @param cacheName to be taken over
     * @return settings for any number of stores
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
