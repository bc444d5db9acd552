package methodcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import methodcache.api.MethodCache;
import methodcache.testkit.MethodCacheTck;
import org.junit.jupiter.api.Test;

class DefaultMethodCacheTest extends MethodCacheTck {
    @Override
    protected MethodCache create() {
        return new DefaultMethodCache("core");
    }

    @Test
    void module_onModulePath_isNamed() {
        boolean modulePath = System.getProperty("jdk.module.path") != null;
        assertThat(DefaultMethodCache.class.getModule().isNamed()).isEqualTo(modulePath);
        assertThat(new DefaultMethodCache(null).name()).isNull();
    }
}
