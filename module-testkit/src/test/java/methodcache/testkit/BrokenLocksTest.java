package methodcache.testkit;

import java.util.Optional;
import methodcache.api.spi.LockManagerProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class BrokenLocksTest {
    @Test
    void suite_overLocksWithAFaultEach_findsAll() throws Exception {
        Broken.assertAllAreFound(BrokenLocks.all(), provider -> new LockManagerTck() {
            @Override
            public LockManagerProvider provider() {
                return provider;
            }

            @Override
            public Optional<ServerOutage> outage() {
                return Optional.of(provider)
                        .filter(LockFaults.Made.class::isInstance)
                        .map(made -> new ReferenceOutage(((LockFaults.Made) made).cluster()));
            }
        });
    }
}
