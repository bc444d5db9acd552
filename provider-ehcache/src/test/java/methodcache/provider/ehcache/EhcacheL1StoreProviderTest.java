package methodcache.provider.ehcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import methodcache.api.spi.L1Settings;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import org.junit.jupiter.api.Test;

class EhcacheL1StoreProviderTest {
    private static final String IMPLEMENTATION = EhcacheL1StoreProvider.class.getName();

    @Test
    void name_always_isEhcache() {
        assertThat(new EhcacheL1StoreProvider().name()).isEqualTo("ehcache");
    }

    /** The module path reads the one, the class path the other. */
    @Test
    void moduleInfoAndServicesFile_always_agree() throws Exception {
        String service = L1StoreProvider.class.getName();
        assertThat(new String(ownFile("META-INF/services/" + service), StandardCharsets.UTF_8).lines())
                .containsExactly(IMPLEMENTATION);
        ModuleDescriptor descriptor = ModuleDescriptor.read(ByteBuffer.wrap(ownFile("module-info.class")));
        assertThat(descriptor.name()).isEqualTo("methodcache.provider.ehcache");
        assertThat(descriptor.provides()).singleElement().satisfies(provides -> {
            assertThat(provides.service()).isEqualTo(service);
            assertThat(provides.providers()).containsExactly(IMPLEMENTATION);
        });
    }

    /** Of this module's folder, as on the class path others have files of the same names. */
    private static byte[] ownFile(String name) throws Exception {
        URL classes = EhcacheL1StoreProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        return Files.readAllBytes(Path.of(classes.toURI()).resolve(name));
    }

    @Test
    void module_onModulePath_isNamed() {
        boolean modulePath = System.getProperty("jdk.module.path") != null;
        assertThat(EhcacheL1StoreProvider.class.getModule().isNamed()).isEqualTo(modulePath);
    }

    @Test
    void create_ofAnUnknownOption_saysThatThereAreNone() {
        L1Settings settings =
                new L1Settings("test", OptionalLong.of(1), OptionalLong.empty(), Map.of("offheap", "10MB"));
        assertThatThrownBy(() -> new EhcacheL1StoreProvider().create(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ehcache has no option offheap (was set to 10MB); there are none");
    }

    /** Ehcache wraps it; the caller knows only its own exception. */
    @Test
    void anyCall_withAKeyThatThrows_throwsJustThat() {
        IllegalStateException failure = new IllegalStateException("no hash code");
        Object key = new Object() {
            @Override
            public int hashCode() {
                throw failure;
            }
        };
        try (L1Store store = new EhcacheL1Store(Entry.entries(10))) {
            Entry entry = new Entry("a");
            assertThatThrownBy(() -> store.get(key)).isSameAs(failure);
            assertThatThrownBy(() -> store.put(key, entry)).isSameAs(failure);
            assertThatThrownBy(() -> store.remove(key)).isSameAs(failure);
            assertThatThrownBy(() -> store.remove(key, entry)).isSameAs(failure);
            assertThat(store.size()).isZero();
        }
    }

    @Test
    void anyCall_withNull_refuses() {
        try (L1Store store = new EhcacheL1Store(Entry.entries(10))) {
            assertThatThrownBy(() -> store.get(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.put(null, new Entry("a"))).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> store.put("a", null)).isInstanceOf(NullPointerException.class);
        }
    }
}
