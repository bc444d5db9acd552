/** The engine behind {@code MethodCache.configure()}; exports nothing, found through the contract. */
module methodcache.core {
    requires methodcache.api;
    requires static org.jspecify;

    uses methodcache.api.spi.BackplaneProvider;
    uses methodcache.api.spi.KeyGeneratorProvider;
    uses methodcache.api.spi.L1StoreProvider;
    uses methodcache.api.spi.L2StoreProvider;
    uses methodcache.api.spi.LockManagerProvider;
    uses methodcache.api.spi.MetricsSinkProvider;
    uses methodcache.api.spi.ValueCodecProvider;

    provides methodcache.api.spi.CoreProvider with
            methodcache.core.DefaultCoreProvider;
    provides methodcache.api.spi.KeyGeneratorProvider with
            methodcache.core.key.FastHashKeyGeneratorProvider;
}
