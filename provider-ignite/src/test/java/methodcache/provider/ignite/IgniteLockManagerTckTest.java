package methodcache.provider.ignite;

import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManagerProvider;
import methodcache.testkit.LockManagerTck;
import org.junit.jupiter.api.Tag;

@Tag("long")
class IgniteLockManagerTckTest extends LockManagerTck {
    @Override
    public LockManagerProvider provider() {
        return new IgniteLockManagerProvider();
    }

    @Override
    public ClusterSettings settings(String cacheName) {
        return Nodes.settings(cacheName, Nodes.shared().address(), Nodes.TIMEOUT);
    }
}
