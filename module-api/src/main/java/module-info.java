/**
 * MethodCache: what users and providers see. The engine and the stores are found by {@link java.util.ServiceLoader}, so
 * {@code requires methodcache.api} is all that an application's module-info says.
 */
module methodcache.api {
    requires static org.jspecify;

    exports methodcache.api;
    exports methodcache.api.configuration;
    exports methodcache.api.metrics;
    exports methodcache.api.policy;
    exports methodcache.api.spi;

    uses methodcache.api.spi.CoreProvider;
}
