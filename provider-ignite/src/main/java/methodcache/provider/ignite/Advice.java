package methodcache.provider.ignite;

import org.apache.ignite.client.ClientAuthenticationException;
import org.apache.ignite.client.ClientConnectionException;
import org.jspecify.annotations.Nullable;

/** Which options to look at where there is no connection, as far as Ignite's failures tell. Has no password in it. */
final class Advice {
    private final Options options;
    private final @Nullable ClientTls tls;

    Advice(Options options, @Nullable ClientTls tls) {
        this.options = options;
        this.tls = tls;
    }

    /**
     * What to do.
     *
     * @param failure why there is no connection
     * @param connectedBefore whether there was one with these options, which then fit as far as the user hasn't changed
     * @return empty if it isn't the options
     */
    String on(Throwable failure, boolean connectedBefore) {
        String refusal = tls == null ? null : tls.refusal();
        if (Session.causedBy(failure, ClientAuthenticationException.class) != null) {
            String user = options.text("username");
            return user == null
                    ? "the cluster asks for a user: set the options username and password"
                    : "the cluster doesn't take user " + user
                            + " with this password: check the options username and password";
        }
        if (refusal != null) {
            return "the node's certificate isn't trusted (" + refusal + "): set the option sslTrustStorePath"
                    + " to a key store with it or with its issuer's";
        }
        ClientConnectionException lost = Session.causedBy(failure, ClientConnectionException.class);
        if (lost == null || connectedBefore) {
            return "";
        }
        return onLost(String.valueOf(lost.getMessage()));
    }

    /** Ignite has no codes for these, and no causes. */
    private String onLost(String message) {
        // With TLS 1.3 a node may turn a client away after the client is through, and the client waits in vain for its
        // answer.
        boolean handshake = message.contains("handshake") || (tls != null && message.contains("Timeout was reached"));
        if (!handshake && !message.contains("Channel is closed")) {
            return "";
        }
        if (tls == null) {
            return "if the node's client connector wants TLS, set the option ssl to true";
        }
        String certificate = options.text("sslKeyStorePath") == null
                ? "if the node wants a certificate of its clients, set the option sslKeyStorePath"
                : "check that the node trusts the certificate in the option sslKeyStorePath";
        return handshake ? certificate + "; if it doesn't talk TLS, leave out the option ssl" : certificate;
    }
}
