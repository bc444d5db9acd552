package methodcache.provider.ehcache;

import static org.assertj.core.api.Assertions.assertThat;

import methodcache.api.MethodCache;
import methodcache.testkit.MethodCacheTck;
import org.junit.jupiter.api.Test;

class EhcacheMethodCacheTest extends MethodCacheTck {
    @Override
    protected MethodCache create() {
        return new EhcacheMethodCache();
    }

    @Test
    void module_onModulePath_isNamed() {
        boolean modulePath = System.getProperty("jdk.module.path") != null;
        assertThat(EhcacheMethodCache.class.getModule().isNamed()).isEqualTo(modulePath);
    }
}
