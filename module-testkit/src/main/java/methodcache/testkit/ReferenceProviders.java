package methodcache.testkit;

import methodcache.api.spi.Backplane;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManagerProvider;

/** A node's ways to the parts of a {@link ReferenceCluster}. */
final class ReferenceProviders {
    private static final String NAME = "reference";

    private ReferenceProviders() {}

    record Store(ReferenceCore core, ReferenceCluster.Node node) implements L2StoreProvider {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public L2Store create(ClusterSettings settings) {
            return new ReferenceL2Store(new ReferenceConnection(core, node, settings));
        }
    }

    record Log(ReferenceCore core, ReferenceCluster.Node node) implements BackplaneProvider {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Backplane create(ClusterSettings settings) {
            return new ReferenceBackplane(new ReferenceConnection(core, node, settings));
        }
    }

    record Locks(ReferenceCore core, ReferenceCluster.Node node) implements LockManagerProvider {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public LockManager create(ClusterSettings settings) {
            return new ReferenceLockManager(new ReferenceConnection(core, node, settings));
        }
    }
}
