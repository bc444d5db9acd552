package methodcache.testkit.ignite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/**
 * A file with a key and its certificate, or with a certificate that is trusted.
 *
 * @param path of type PKCS12
 * @param password of the file and of the key in it
 */
record KeyStoreFile(Path path, String password) {
    private static final String TYPE = "PKCS12";
    private static final String ALIAS = "methodcache";
    private static final String DAYS = "30";

    /** Makes a key, and a certificate for it that it has signed itself, with the JDK's own tool. */
    static KeyStoreFile withNewKey(Path path, String password) {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                tool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-validity",
                DAYS,
                "-storetype",
                TYPE,
                "-keystore",
                path.toString(),
                "-storepass:env",
                "STORE_PASSWORD");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("STORE_PASSWORD", password);
            Process process = builder.start();
            String output;
            try (InputStream written = process.getInputStream()) {
                output = new String(written.readAllBytes(), Charset.defaultCharset());
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("no key by " + String.join(" ", command) + "\n" + output);
            }
            return new KeyStoreFile(path, password);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't start " + tool, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a key was made", interrupted);
        }
    }

    /** Makes a file in which the certificate of this one is trusted. */
    KeyStoreFile trustedIn(Path other) {
        try {
            KeyStore own = KeyStore.getInstance(path.toFile(), password.toCharArray());
            KeyStore trusting = KeyStore.getInstance(TYPE);
            trusting.load(null, null);
            trusting.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
            try (OutputStream file = Files.newOutputStream(other)) {
                trusting.store(file, password.toCharArray());
            }
            return new KeyStoreFile(other, password);
        } catch (IOException failure) {
            throw new UncheckedIOException("no certificate from " + path + " to " + other, failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("no certificate from " + path + " to " + other, failure);
        }
    }

    /** The same in another folder. */
    KeyStoreFile copiedTo(Path folder) {
        try {
            return new KeyStoreFile(Files.copy(path, folder.resolve(path.getFileName())), password);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't copy " + path + " to " + folder, failure);
        }
    }
}
