package methodcache.provider.ehcache;

import methodcache.api.MethodCache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheManagerBuilder;

/** Placeholder. */
final class EhcacheMethodCache implements MethodCache {
    @Override
    public String name() {
        try (CacheManager manager = CacheManagerBuilder.newCacheManagerBuilder().build(true)) {
            return manager.getStatus().toString();
        }
    }
}
