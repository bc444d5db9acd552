package methodcache.provider.ignite;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts as another does, and tells why it doesn't: Ignite only says that the handshake failed. */
final class RememberingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private final Consumer<String> refused;

    RememberingTrust(X509ExtendedTrustManager trust, Consumer<String> refused) {
        this.trust = trust;
        this.refused = refused;
    }

    private void check(Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException failure) {
            refused.accept(String.valueOf(failure.getMessage()));
            throw failure;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        check(() -> trust.checkServerTrusted(chain, algorithm));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        check(() -> trust.checkServerTrusted(chain, algorithm, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        check(() -> trust.checkServerTrusted(chain, algorithm, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        trust.checkClientTrusted(chain, algorithm);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, algorithm, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, algorithm, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    /** Something that may refuse a certificate. */
    private interface Check {
        void run() throws CertificateException;
    }
}
