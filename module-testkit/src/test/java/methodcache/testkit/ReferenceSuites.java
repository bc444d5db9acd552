package methodcache.testkit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import org.junit.jupiter.api.Nested;

/** The suites over a cluster in memory; each instance is of a node of its own. */
abstract class ReferenceSuites {
    final ReferenceCluster cluster = new ReferenceCluster();
    private final AtomicInteger nodes = new AtomicInteger();

    abstract ServerOutage serversOutage();

    private ReferenceCluster.Node node() {
        return cluster.node("node-" + nodes.incrementAndGet());
    }

    @Nested
    class Stores extends L2StoreTck {
        @Override
        public L2StoreProvider provider() {
            return node().store();
        }

        @Override
        public Optional<ServerOutage> outage() {
            return Optional.of(serversOutage());
        }

        @Override
        public boolean isService() {
            return false;
        }
    }

    @Nested
    class Logs extends BackplaneTck {
        @Override
        public BackplaneProvider provider() {
            return node().backplane();
        }

        @Override
        public Optional<ServerOutage> outage() {
            return Optional.of(serversOutage());
        }

        @Override
        public boolean isService() {
            return false;
        }
    }

    @Nested
    class Locks extends LockManagerTck {
        @Override
        public LockManagerProvider provider() {
            return node().locks();
        }

        @Override
        public Optional<ServerOutage> outage() {
            return Optional.of(serversOutage());
        }

        @Override
        public boolean isService() {
            return false;
        }
    }
}
