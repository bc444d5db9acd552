package methodcache.testkit.ignite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a client needs to get in.
 *
 * @param tls the key stores, if it must talk TLS
 * @param user who it must be, if the node asks for that
 * @param password of the user
 */
record Access(
        @Nullable Tls tls, @Nullable String user, @Nullable String password) {
    static final Access OPEN = new Access(null, null, null);

    /** The same with key stores in another folder. */
    Access copiedTo(Path folder) {
        return tls == null ? this : new Access(tls.copiedTo(folder), user, password);
    }

    /** Under the names of the provider's options. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        if (user != null && password != null) {
            options.put("username", user);
            options.put("password", password);
        }
        if (tls != null) {
            options.put("ssl", "true");
            put(options, "sslTrustStore", "Path", "Password", tls.nodeTrusted());
            put(options, "sslKeyStore", "Path", "Password", tls.client());
        }
        return options;
    }

    /** What the node's program must be told. */
    void write(Properties settings) {
        Map<String, String> told = new LinkedHashMap<>();
        if (user != null && password != null) {
            told.put("user", user);
            told.put("password", password);
        }
        if (tls != null) {
            put(told, "keyStore", "", ".password", tls.node());
            put(told, "trustStore", "", ".password", tls.clientTrusted());
        }
        settings.putAll(told);
    }

    private static void put(
            Map<String, String> to, String name, String path, String password, @Nullable KeyStoreFile file) {
        if (file != null) {
            to.put(name + path, file.path().toString());
            to.put(name + password, file.password());
        }
    }
}
