package methodcache.testkit;

import java.util.Optional;
import methodcache.api.spi.L2StoreProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class BrokenStoresTest {
    @Test
    void suite_overStoresWithAFaultEach_findsAll() throws Exception {
        Broken.assertAllAreFound(BrokenStores.all(), provider -> new L2StoreTck() {
            @Override
            public L2StoreProvider provider() {
                return provider;
            }

            @Override
            public Optional<ServerOutage> outage() {
                return Optional.of(provider)
                        .filter(StoreFaults.Made.class::isInstance)
                        .map(made -> new ReferenceOutage(((StoreFaults.Made) made).cluster()));
            }
        });
    }
}
