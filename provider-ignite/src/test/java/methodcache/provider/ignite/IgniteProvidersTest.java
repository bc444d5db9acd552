package methodcache.provider.ignite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.SslMode;
import org.apache.ignite.configuration.ClientConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgniteProvidersTest {
    private static final Map<String, String> PROVIDERS = Map.of(
            L2StoreProvider.class.getName(), IgniteL2StoreProvider.class.getName(),
            BackplaneProvider.class.getName(), IgniteBackplaneProvider.class.getName(),
            LockManagerProvider.class.getName(), IgniteLockManagerProvider.class.getName());

    @Test
    void name_ofEach_isIgnite() {
        assertThat(List.of(
                        new IgniteL2StoreProvider().name(),
                        new IgniteBackplaneProvider().name(),
                        new IgniteLockManagerProvider().name()))
                .containsOnly("ignite");
    }

    /** The module path reads the one, the class path the others. */
    @Test
    void moduleInfoAndServicesFiles_always_agree() throws Exception {
        ModuleDescriptor descriptor = ModuleDescriptor.read(ByteBuffer.wrap(ownFile("module-info.class")));
        assertThat(descriptor.name()).isEqualTo("methodcache.provider.ignite");
        Map<String, String> provided = new HashMap<>();
        descriptor
                .provides()
                .forEach(provides -> provided.put(provides.service(), String.join(",", provides.providers())));
        assertThat(provided).isEqualTo(PROVIDERS);
        for (Map.Entry<String, String> provider : PROVIDERS.entrySet()) {
            byte[] file = ownFile("META-INF/services/" + provider.getKey());
            assertThat(new String(file, StandardCharsets.UTF_8).lines()).containsExactly(provider.getValue());
        }
    }

    /** Of this module's folder, as on the class path others have files of the same names. */
    private static byte[] ownFile(String name) throws Exception {
        URL classes = Options.class.getProtectionDomain().getCodeSource().getLocation();
        return Files.readAllBytes(Path.of(classes.toURI()).resolve(name));
    }

    @Test
    void module_onModulePath_isNamed() {
        boolean modulePath = System.getProperty("jdk.module.path") != null;
        assertThat(Options.class.getModule().isNamed()).isEqualTo(modulePath);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        addresses             | localhost               | host:port, or several with commas between
        addresses             | localhost:x             | host:port, or several with commas between
        addresses             | localhost:70000         | host:port, or several with commas between
        addresses             | localhost:1,,b:2        | host:port, or several with commas between
        atomicity             | ATOMIC                  | atomic or transactional
        backups               | -1                      | a whole number from 0 to 31
        backups               | one                     | a whole number from 0 to 31
        cache                 | a-b                     | letters, digits, '.' and '_', and not empty
        partitionAwareness    | yes                     | true or false
        retainedEvents        | 0                       | a whole number from 1 to 1000000
        retention             | PT0.5S                  | a duration of at least a second, as PT1H
        retention             | 1h                      | a duration of at least a second, as PT1H
        ssl                   | on                      | true or false
        sslProtocol           | SSL3                    | left out unless ssl is true
        """)
    void create_withABadValue_namesOptionValueAndOptions(String option, String value, String shouldBe) {
        ClusterSettings settings = settings(Map.of(option, value));
        assertThatThrownBy(() -> new IgniteL2StoreProvider().create(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ignite option " + option + " must be " + shouldBe + ", was ")
                .hasMessageContaining("the options are addresses, atomicity, backups, cache, ");
        assertThatThrownBy(() -> new IgniteBackplaneProvider().create(settings))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IgniteLockManagerProvider().create(settings))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void create_withAnUnknownOption_namesTheOptionsThereAre() {
        assertThatThrownBy(() -> new IgniteL2StoreProvider().create(settings(Map.of("adresses", "a:1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ignite has no option adresses (was set to a:1); there are addresses, atomicity, backups, cache,"
                                + " partitionAwareness, password, retainedEvents, retention, ssl, sslKeyStorePassword,"
                                + " sslKeyStorePath, sslKeyStoreType, sslProtocol, sslTrustStorePassword, sslTrustStorePath,"
                                + " sslTrustStoreType, username");
    }

    @Test
    void options_leftOut_haveTheirDefaults() {
        ClientConfiguration configuration =
                ClientSettings.configuration(new Options(Map.of()), Duration.ofMillis(1), Runnable::run);
        assertThat(configuration.getAddresses()).containsExactly("127.0.0.1:10800");
        assertThat(configuration.isPartitionAwarenessEnabled()).isTrue();
        assertThat(configuration.getSslMode()).isEqualTo(SslMode.DISABLED);
        assertThat(configuration.getReconnectThrottlingRetries()).isZero();
        assertThat(CacheSpec.values("a", new Options(Map.of())).name()).isEqualTo("methodcache-a-values");
    }

    @Test
    void options_thatAreSet_reachTheClient() {
        Map<String, String> set = new HashMap<>(Map.of(
                "addresses",
                "a:1, b:2,[::1]:3",
                "partitionAwareness",
                "false",
                "username",
                "me",
                "password",
                "secret"));
        set.putAll(Map.of("ssl", "true", "sslProtocol", "TLSv1.3", "sslKeyStorePath", "k", "sslTrustStorePath", "t"));
        set.putAll(Map.of("sslKeyStorePassword", "kp", "sslTrustStorePassword", "tp"));
        set.putAll(Map.of("sslKeyStoreType", "PKCS12", "sslTrustStoreType", "JKS", "cache", "my_app"));
        Options options = new Options(set);
        ClientConfiguration configuration =
                ClientSettings.configuration(options, Duration.ofSeconds(30), Runnable::run);
        assertThat(configuration.getAddresses()).containsExactly("a:1", "b:2", "[::1]:3");
        assertThat(configuration.isPartitionAwarenessEnabled()).isFalse();
        assertThat(configuration.getUserName() + configuration.getUserPassword())
                .isEqualTo("mesecret");
        assertThat(configuration.getSslMode()).isEqualTo(SslMode.REQUIRED);
        assertThat(List.of(
                        configuration.getSslClientCertificateKeyStorePath(),
                        configuration.getSslClientCertificateKeyStoreType(),
                        configuration.getSslClientCertificateKeyStorePassword(),
                        configuration.getSslTrustCertificateKeyStorePath(),
                        configuration.getSslTrustCertificateKeyStoreType(),
                        configuration.getSslTrustCertificateKeyStorePassword()))
                .containsExactly("k", "PKCS12", "kp", "t", "JKS", "tp");
        assertThat(configuration.getTimeout()).isEqualTo(30_000);
        assertThat(CacheSpec.log("a", options).name()).isEqualTo("my_app-a-log");
    }

    /** Where it isn't open, this JVM can't show it. */
    @Test
    void create_withoutTheFlag_namesTheFlag() {
        Module ignite = Ignition.class.getModule();
        String target = ignite.isNamed() ? "ignite.core" : "ALL-UNNAMED";
        assertThatThrownBy(() -> ClientSettings.requireOpenModule(ignite, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ignite needs a flag of the JVM: start it with --add-opens java.base/java.nio=" + target);
        assertThatCode(ClientSettings::requireOpenModule).doesNotThrowAnyException();
    }

    private static ClusterSettings settings(Map<String, String> options) {
        return new ClusterSettings("test", Duration.ofSeconds(1), options);
    }
}
