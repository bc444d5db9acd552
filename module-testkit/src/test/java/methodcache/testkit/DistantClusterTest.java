package methodcache.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suites over a cluster that takes its time and answers on other threads, like one with a network between. */
@Tag("long")
class DistantClusterTest {
    private final ReferenceCluster cluster = distant();
    private final AtomicInteger nodes = new AtomicInteger();

    private static ReferenceCluster distant() {
        ReferenceCluster cluster = new ReferenceCluster();
        cluster.completeOn(new CompletableFuture<>().defaultExecutor());
        cluster.faults().delay(Duration.ofNanos(500_000));
        return cluster;
    }

    private ReferenceCluster.Node node() {
        return cluster.node("node-" + nodes.incrementAndGet());
    }

    /** It keeps what it held. */
    private Optional<ServerOutage> outageOfAll() {
        return Optional.of(new ServerOutage() {
            @Override
            public void begin() {
                cluster.faults().disconnect();
            }

            @Override
            public void end() {
                cluster.faults().reconnect();
            }
        });
    }

    @Nested
    class Stores extends L2StoreTck {
        @Override
        public L2StoreProvider provider() {
            return node().store();
        }

        @Override
        public Optional<ServerOutage> outage() {
            return outageOfAll();
        }

        @Test
        @Override
        @Disabled("handed over in code, no service")
        public void provider_forTheServiceLoader_hasAPublicConstructorWithoutParameters() {}
    }

    @Nested
    class Logs extends BackplaneTck {
        @Override
        public BackplaneProvider provider() {
            return node().backplane();
        }

        @Override
        public Optional<ServerOutage> outage() {
            return outageOfAll();
        }

        @Test
        @Override
        @Disabled("handed over in code, no service")
        public void provider_forTheServiceLoader_hasAPublicConstructorWithoutParameters() {}
    }

    @Nested
    class Locks extends LockManagerTck {
        @Override
        public LockManagerProvider provider() {
            return node().locks();
        }

        @Override
        public Optional<ServerOutage> outage() {
            return outageOfAll();
        }

        @Test
        @Override
        @Disabled("handed over in code, no service")
        public void provider_forTheServiceLoader_hasAPublicConstructorWithoutParameters() {}
    }
}
