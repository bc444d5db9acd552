import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import methodcache.provider.ignite.IgniteBackplaneProvider;
import methodcache.provider.ignite.IgniteL2StoreProvider;
import methodcache.provider.ignite.IgniteLockManagerProvider;

/** Second layer, log of invalidations and locks in a cluster of Apache Ignite 2.17, by its thin client. */
module methodcache.provider.ignite {
    requires methodcache.api;
    requires cache.api;
    requires ignite.core;
    // An automatic module doesn't say what it needs: Ignite fails at run time without these three.
    requires java.management;
    requires java.sql;
    requires jdk.unsupported;
    requires static org.jspecify;

    provides L2StoreProvider with
            IgniteL2StoreProvider;
    provides BackplaneProvider with
            IgniteBackplaneProvider;
    provides LockManagerProvider with
            IgniteLockManagerProvider;
}
