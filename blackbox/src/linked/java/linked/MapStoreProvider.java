package linked;

import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;

final class MapStoreProvider implements L1StoreProvider {

    @Override
    public String name() {
        return "map";
    }

    @Override
    public L1Store create(L1Settings settings) {
        return new MapStore();
    }
}
