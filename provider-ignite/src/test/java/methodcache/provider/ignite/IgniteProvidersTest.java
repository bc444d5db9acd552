package methodcache.provider.ignite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2StoreProvider;
import methodcache.api.spi.LockManagerProvider;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.SslMode;
import org.apache.ignite.configuration.ClientConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        sslTrustStorePassword | 4-secret                | left out unless ssl is true
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

    /** The value isn't said: it may be a password under a wrong name. */
    @Test
    void create_withAnUnknownOption_namesTheOptionsThereAre() {
        assertThatThrownBy(() -> new IgniteL2StoreProvider().create(settings(Map.of("pasword", "4-secret"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ignite has no option pasword; there are addresses, atomicity, backups, cache,"
                        + " partitionAwareness, password, retainedEvents, retention, ssl, sslKeyStorePassword,"
                        + " sslKeyStorePath, sslKeyStoreType, sslProtocol, sslTrustStorePassword, sslTrustStorePath,"
                        + " sslTrustStoreType, username");
    }

    @Test
    void settings_asText_sayOptionsAndNoPassword() {
        assertThat(settings(Map.of("password", "4-secret")))
                .hasToString("ClusterSettings[cacheName=test, timeout=PT1S, options=[password]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        username=me                                       | password must be set where username is, was left out
        password=4-secret                                 | username must be set where password is, was left out
        username=, password=4-secret                      | username must be a name, or left out with password, was empty
        ssl=true, sslProtocol=SSL3                        | sslProtocol must be TLS, TLSv1.2 or TLSv1.3, was SSL3
        ssl=true, sslKeyStorePassword=4-secret            | sslKeyStorePath must be set where sslKeyStorePassword or
        ssl=true, sslTrustStoreType=JKS                   | sslTrustStorePath must be set where sslTrustStorePassword or
        ssl=true, sslTrustStorePath=none                  | sslTrustStorePath must be a file that is a key store of type
        ssl=true, sslTrustStorePath=text                  | sslTrustStorePath must be a file that is a key store of type
        ssl=true, sslTrustStorePath=keys, sslTrustStorePassword=4-secret | sslTrustStorePassword must be the password of
        ssl=true, sslTrustStorePath=empty, sslTrustStorePassword=right | sslTrustStorePath must be a key store with a cert
        ssl=true, sslTrustStorePath=keys, sslTrustStoreType=X, sslTrustStorePassword=4-secret | sslTrustStoreType must be a
        ssl=true, sslKeyStorePath=empty, sslKeyStorePassword=right | sslKeyStorePath must be a key store with a key in it
        ssl=true, sslKeyStorePath=keys, sslKeyStorePassword=4-secret | sslKeyStorePassword must be the password of
        ssl=true, sslKeyStorePath=keys                    | sslKeyStorePassword must be the password of
        """)
    void create_withOptionsThatDontFit_namesTheOneAndNoPassword(String said, String complaint, @TempDir Path folder)
            throws Exception {
        Files.writeString(folder.resolve("text"), "no key store");
        keyStore(folder.resolve("empty"), Map.of());
        keyStore(folder.resolve("keys"), Map.of("key", new SecretKeySpec(new byte[] {1}, "AES")));
        Map<String, String> options = new HashMap<>();
        for (String one : said.split(", ", -1)) {
            String[] parts = one.split("=", 2);
            options.put(
                    parts[0],
                    parts[0].endsWith("Path") ? folder.resolve(parts[1]).toString() : parts[1]);
        }
        assertThatThrownBy(() -> new IgniteL2StoreProvider().create(settings(options)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ignite option " + complaint)
                .hasMessageContaining("; the options are ")
                .hasMessageNotContaining("4-secret");
    }

    private static void keyStore(Path file, Map<String, SecretKey> keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Map.Entry<String, SecretKey> key : keys.entrySet()) {
            store.setKeyEntry(key.getKey(), key.getValue(), "right".toCharArray(), null);
        }
        try (OutputStream stream = Files.newOutputStream(file)) {
            store.store(stream, "right".toCharArray());
        }
    }

    @Test
    void options_leftOut_haveTheirDefaults() {
        ClientConfiguration configuration =
                new ClientSettings(new Options(Map.of()), Duration.ofMillis(1), Runnable::run).configuration();
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
        set.put("cache", "my_app");
        Options options = new Options(set);
        ClientConfiguration configuration =
                new ClientSettings(options, Duration.ofSeconds(30), Runnable::run).configuration();
        assertThat(configuration.getAddresses()).containsExactly("a:1", "b:2", "[::1]:3");
        assertThat(configuration.isPartitionAwarenessEnabled()).isFalse();
        assertThat(configuration.getUserName() + configuration.getUserPassword())
                .isEqualTo("mesecret");
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
