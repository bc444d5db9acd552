package methodcache.testkit;

import java.util.Optional;
import methodcache.api.spi.BackplaneProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class BrokenLogsTest {
    @Test
    void suite_overLogsWithAFaultEach_findsAll() throws Exception {
        Broken.assertAllAreFound(BrokenLogs.all(), provider -> new BackplaneTck() {
            @Override
            public BackplaneProvider provider() {
                return provider;
            }

            @Override
            public Optional<ServerOutage> outage() {
                return Optional.of(provider)
                        .filter(LogFaults.Made.class::isInstance)
                        .map(made -> new ReferenceOutage(((LogFaults.Made) made).cluster()));
            }
        });
    }
}
