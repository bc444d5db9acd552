package methodcache.provider.ignite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a client talks TLS. Ignite would make this from the same settings, but fails where a key store is left out, as it is where clients
 * show no certificate, and says "not initialized". Files are read at each connecting, as certificates are replaced.
 */
final class ClientTls {
    static final String KEY_STORE = "sslKeyStore";
    static final String TRUST_STORE = "sslTrustStore";

    private static final String PATH = "Path";
    private static final String PASSWORD = "Password";
    private static final String TYPE = "Type";

    private final Options options;
    private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

    ClientTls(Options options) {
        this.options = options;
    }

    /** Why a certificate wasn't trusted, since this was last asked; null if none was refused. */
    @Nullable
    String refusal() {
        return refused.getAndSet(null);
    }

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException if one can't be read or has nothing of use in it; it names the option
     */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance(protocol(options));
            context.init(keys(), trusted(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("ignite: this JVM can't do " + protocol(options), impossible);
        }
    }

    static String protocol(Options options) {
        return options.parse("sslProtocol", "TLS", "TLS, TLSv1.2 or TLSv1.3", text -> switch (text) {
            case "TLS", "TLSv1.2", "TLSv1.3" -> text;
            default -> throw new IllegalArgumentException(text);
        });
    }

    /** Type and password say how to read a file, so there must be one. */
    static void check(Options options) {
        for (String store : new String[] {KEY_STORE, TRUST_STORE}) {
            boolean file = options.text(store + PATH) != null;
            if (!file && (options.text(store + PASSWORD) != null || options.text(store + TYPE) != null)) {
                throw Options.bad(store + PATH, "left out", "set where " + store + "Password or " + store + "Type is");
            }
        }
    }

    /** None if no file is given: nothing is shown. */
    private KeyManager @Nullable [] keys() throws GeneralSecurityException {
        String path = options.text(KEY_STORE + PATH);
        if (path == null) {
            return null;
        }
        KeyStore store = load(KEY_STORE, path);
        boolean key = false;
        for (String alias : Collections.list(store.aliases())) {
            key |= store.isKeyEntry(alias);
        }
        if (!key) {
            throw Options.bad(KEY_STORE + PATH, path, "a key store with a key in it");
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            factory.init(store, password(KEY_STORE));
        } catch (UnrecoverableKeyException wrong) {
            throw wrongPassword(KEY_STORE, path);
        }
        return factory.getKeyManagers();
    }

    private TrustManager[] trusted() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trustStore());
        TrustManager[] managers = factory.getTrustManagers();
        for (int i = 0; i < managers.length; i++) {
            if (managers[i] instanceof X509ExtendedTrustManager trust) {
                managers[i] = new RememberingTrust(trust, refused::set);
            }
        }
        return managers;
    }

    /** None if no file is given, which stands for the JVM's own. */
    private @Nullable KeyStore trustStore() throws GeneralSecurityException {
        String path = options.text(TRUST_STORE + PATH);
        if (path == null) {
            return null;
        }
        KeyStore store = load(TRUST_STORE, path);
        if (store.size() == 0) {
            // Also what a file looks like that is read without its password.
            throw Options.bad(
                    TRUST_STORE + PATH,
                    path,
                    "a key store with a certificate in it, read with " + TRUST_STORE + PASSWORD);
        }
        return store;
    }

    private KeyStore load(String name, String path) throws GeneralSecurityException {
        KeyStore store = instance(name);
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            store.load(file, password(name));
            return store;
        } catch (IOException unreadable) {
            if (unreadable.getCause() instanceof UnrecoverableKeyException) {
                throw wrongPassword(name, path);
            }
            throw Options.bad(
                    name + PATH,
                    path + " (" + unreadable + ")",
                    "a file that is a key store of type " + store.getType());
        } catch (InvalidPathException noPath) {
            throw Options.bad(name + PATH, path, "the path of a file");
        }
    }

    private KeyStore instance(String name) {
        String type = options.text(name + TYPE);
        try {
            return KeyStore.getInstance(type == null ? KeyStore.getDefaultType() : type);
        } catch (KeyStoreException unknown) {
            throw Options.bad(name + TYPE, String.valueOf(type), "a type of key stores that this JVM knows, as PKCS12");
        }
    }

    private char @Nullable [] password(String name) {
        String password = options.text(name + PASSWORD);
        return password == null ? null : password.toCharArray();
    }

    private static IllegalArgumentException wrongPassword(String name, String path) {
        return Options.bad(name + PASSWORD, "another or left out", "the password of " + path + " and of the key in it");
    }
}
