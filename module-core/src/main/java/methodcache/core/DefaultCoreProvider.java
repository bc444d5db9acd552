package methodcache.core;

import java.util.function.Consumer;
import methodcache.api.KeyBuilder;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.PolicyBuilder;
import methodcache.api.spi.CoreProvider;
import methodcache.core.configuration.DefaultConfiguration;
import methodcache.core.facade.DefaultMethodCache;
import methodcache.core.key.CoreKeyBuilder;
import methodcache.core.policy.DefaultCachePolicy;

/** The engine, as the contract finds it. */
public final class DefaultCoreProvider implements CoreProvider {

    /** For {@link java.util.ServiceLoader}. */
    public DefaultCoreProvider() {}

    @Override
    public MethodCacheConfiguration configure() {
        return new DefaultConfiguration(DefaultMethodCache::start);
    }

    @Override
    public CachePolicy policy(Consumer<? super PolicyBuilder<?>> words) {
        return DefaultCachePolicy.of(words);
    }

    @Override
    public KeyBuilder keyBuilder(String prefix) {
        return new CoreKeyBuilder(prefix);
    }
}
