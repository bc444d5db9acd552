package methodcache.provider.ehcache;

import methodcache.api.spi.L1StoreProvider;
import methodcache.testkit.L1StoreTck;

class EhcacheL1StoreTest extends L1StoreTck {
    @Override
    public L1StoreProvider provider() {
        return new EhcacheL1StoreProvider();
    }
}
