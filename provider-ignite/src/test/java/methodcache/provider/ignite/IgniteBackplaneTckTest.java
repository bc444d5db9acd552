package methodcache.provider.ignite;

import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.testkit.BackplaneTck;

class IgniteBackplaneTckTest extends BackplaneTck {
    @Override
    public BackplaneProvider provider() {
        return new IgniteBackplaneProvider();
    }

    @Override
    public ClusterSettings settings(String cacheName) {
        return Nodes.settings(cacheName, Nodes.shared().address(), Nodes.TIMEOUT);
    }
}
