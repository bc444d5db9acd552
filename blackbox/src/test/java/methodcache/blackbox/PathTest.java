package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.stream.Collectors;
import methodcache.api.MethodCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** That these tests run as they say: as a module that reads the contract only, or all on the class path. */
class PathTest {

    @Test
    @EnabledIfSystemProperty(named = "blackbox.modulePath", matches = "true")
    void modulePath_ownModule_readsOfTheLibraryOnlyContractAndTestkits() {
        Set<String> read = getClass().getModule().getDescriptor().requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith("methodcache."))
                .collect(Collectors.toSet());

        assertThat(read)
                .containsExactlyInAnyOrder("methodcache.api", "methodcache.testkit", "methodcache.testkit.ignite");
    }

    @Test
    @EnabledIfSystemProperty(named = "blackbox.modulePath", matches = "true")
    void modulePath_providers_areResolvedThoughNobodyRequiresThem() {
        assertThat(ModuleLayer.boot().findModule("methodcache.core")).isPresent();
    }

    @Test
    @EnabledIfSystemProperty(named = "blackbox.modulePath", matches = "false")
    void classPath_contractAndTests_areInNoModule() {
        assertThat(getClass().getModule().isNamed()).isFalse();
        assertThat(MethodCache.class.getModule().isNamed()).isFalse();
    }
}
