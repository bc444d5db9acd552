package methodcache.testkit.ignite;

import java.util.Properties;
import java.util.UUID;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.internal.IgniteEx;
import org.apache.ignite.internal.processors.authentication.IgniteAccessControlException;
import org.apache.ignite.internal.processors.security.IgniteSecurity;
import org.apache.ignite.internal.processors.security.OperationSecurityContext;
import org.apache.ignite.internal.processors.security.SecurityContext;
import org.apache.ignite.plugin.security.AuthenticationContext;
import org.apache.ignite.plugin.security.SecurityCredentials;
import org.apache.ignite.plugin.security.SecuritySubjectType;
import org.apache.ignite.ssl.SslContextFactory;

/** How the node of a {@link ServerNode} lets clients in. */
final class ServerAccess {
    /** Ignite's first user and its password, who alone may make others. */
    private static final String FIRST = "ignite";

    private static final String TYPE = "PKCS12";

    private ServerAccess() {}

    /** The connector of clients, with TLS if there are key stores. */
    static ClientConnectorConfiguration connector(Properties settings) {
        ClientConnectorConfiguration connector = new ClientConnectorConfiguration();
        if (!settings.containsKey("keyStore")) {
            return connector;
        }
        SslContextFactory factory = new SslContextFactory();
        factory.setKeyStoreType(TYPE);
        factory.setKeyStoreFilePath(settings.getProperty("keyStore"));
        factory.setKeyStorePassword(settings.getProperty("keyStore.password").toCharArray());
        boolean mutual = settings.containsKey("trustStore");
        if (mutual) {
            factory.setTrustStoreType(TYPE);
            factory.setTrustStoreFilePath(settings.getProperty("trustStore"));
            factory.setTrustStorePassword(
                    settings.getProperty("trustStore.password").toCharArray());
        } else {
            factory.setTrustManagers(SslContextFactory.getDisabledTrustManager()); // nobody shows any
        }
        return connector
                .setSslEnabled(true)
                .setUseIgniteSslContextFactory(false)
                .setSslContextFactory(factory)
                .setSslClientAuth(mutual);
    }

    /** Has a cluster that keeps its memory begin, and makes the user, unless it is there from before. */
    static void activate(IgniteEx ignite, Properties settings) throws IgniteCheckedException {
        ignite.cluster().state(ClusterState.ACTIVE);
        String user = settings.getProperty("user");
        String password = settings.getProperty("password");
        IgniteSecurity security = ignite.context().security();
        try {
            authenticate(security, user, password);
        } catch (IgniteAccessControlException unknown) {
            SecurityContext first = authenticate(security, FIRST, FIRST);
            try (OperationSecurityContext asFirst = security.withContext(first)) {
                security.createUser(user, password.toCharArray());
            }
        }
    }

    private static SecurityContext authenticate(IgniteSecurity security, String user, String password)
            throws IgniteCheckedException {
        AuthenticationContext context = new AuthenticationContext();
        context.subjectType(SecuritySubjectType.REMOTE_CLIENT);
        context.subjectId(UUID.randomUUID());
        context.credentials(new SecurityCredentials(user, password));
        return security.authenticate(context);
    }
}
