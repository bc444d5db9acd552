package methodcache.provider.ignite;

import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2StoreProvider;
import methodcache.testkit.L2StoreTck;

class IgniteL2StoreTckTest extends L2StoreTck {
    @Override
    public L2StoreProvider provider() {
        return new IgniteL2StoreProvider();
    }

    @Override
    public ClusterSettings settings(String cacheName) {
        return Nodes.settings(cacheName, Nodes.shared().address(), Nodes.TIMEOUT);
    }
}
