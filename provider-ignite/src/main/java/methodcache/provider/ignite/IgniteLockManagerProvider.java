package methodcache.provider.ignite;

import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManagerProvider;

/** Makes locks in a cluster of Apache Ignite 2.17; for options and flags see {@link IgniteL2StoreProvider}. */
public final class IgniteLockManagerProvider implements LockManagerProvider {

    /** For the {@link java.util.ServiceLoader}. */
    public IgniteLockManagerProvider() {}

    @Override
    public String name() {
        return "ignite";
    }

    @Override
    public LockManager create(ClusterSettings settings) {
        Options options = new Options(settings.options());
        ClientSettings.requireOpenModule();
        return new IgniteLockManager(settings, options);
    }
}
