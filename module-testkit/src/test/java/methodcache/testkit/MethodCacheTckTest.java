package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import methodcache.api.MethodCache;
import org.junit.jupiter.api.Test;

class MethodCacheTckTest extends MethodCacheTck {
    @Override
    protected MethodCache create() {
        return () -> "testkit";
    }

    @Test
    void module_onModulePath_isNamed() {
        boolean modulePath = System.getProperty("jdk.module.path") != null;
        assertThat(MethodCacheTck.class.getModule().isNamed()).isEqualTo(modulePath);
    }
}
