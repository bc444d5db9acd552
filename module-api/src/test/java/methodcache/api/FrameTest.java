package methodcache.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void module_onModulePath_isNamed() {
        boolean modulePath = System.getProperty("jdk.module.path") != null;
        assertThat(MethodCache.class.getModule().isNamed()).isEqualTo(modulePath);
        assertThat(FrameTest.class.getModule()).isSameAs(MethodCache.class.getModule());
    }
}
