package methodcache.testkit;

import java.util.Optional;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suites over providers that are wrong in one way each. */
@Tag("long")
class BrokenTest {
    @Test
    void suite_overStoresWithAFaultEach_findsAll() throws Exception {
        Broken.assertAllAreFound(BrokenStores.all(), provider -> new L2StoreTck() {
            @Override
            public L2StoreProvider provider() {
                return provider;
            }

            @Override
            public Optional<ServerOutage> outage() {
                return ReferenceOutage.of(provider);
            }
        });
    }

    @Test
    void suite_overLogsWithAFaultEach_findsAll() throws Exception {
        Broken.assertAllAreFound(BrokenLogs.all(), provider -> new BackplaneTck() {
            @Override
            public BackplaneProvider provider() {
                return provider;
            }

            @Override
            public Optional<ServerOutage> outage() {
                return ReferenceOutage.of(provider);
            }
        });
    }

    @Test
    void suite_overLocksWithAFaultEach_findsAll() throws Exception {
        Broken.assertAllAreFound(BrokenLocks.all(), provider -> new LockManagerTck() {
            @Override
            public LockManagerProvider provider() {
                return provider;
            }

            @Override
            public Optional<ServerOutage> outage() {
                return ReferenceOutage.of(provider);
            }
        });
    }
}
