package methodcache.provider.ignite;

import methodcache.api.spi.Backplane;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;

/** Makes logs of invalidations in a cluster of Apache Ignite 2.17; for options and flags see {@link IgniteL2StoreProvider}. */
public final class IgniteBackplaneProvider implements BackplaneProvider {

    /** For the {@link java.util.ServiceLoader}. */
    public IgniteBackplaneProvider() {}

    @Override
    public String name() {
        return "ignite";
    }

    @Override
    public Backplane create(ClusterSettings settings) {
        Options options = new Options(settings.options());
        ClientSettings.requireOpenModule();
        return new IgniteBackplane(settings, options);
    }
}
