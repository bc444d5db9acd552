package methodcache.testkit.ignite;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a node asks of its clients; by {@link IgniteServer#configure()}. Keys are made for it, with the JDK's {@code keytool}, and are
 * deleted with its folder. {@link IgniteServer#options()} has what a client needs. Not thread-safe.
 */
public final class IgniteServerBuilder {
    private @Nullable Function<Path, Tls> tls;
    private @Nullable String user;
    private @Nullable String password;

    IgniteServerBuilder() {}

    /**
     * The node takes clients by TLS only. Without this or the next, it takes them without TLS only.
     *
     * @return this builder
     */
    public IgniteServerBuilder withTls() {
        tls = Tls::oneSided;
        return this;
    }

    /**
     * The node takes clients by TLS only, and only such as show a certificate that it trusts.
     *
     * @return this builder
     */
    public IgniteServerBuilder withMutualTls() {
        tls = Tls::mutual;
        return this;
    }

    /**
     * The node takes only clients that say this user and password. It then keeps its memory in its folder, as Ignite asks users only
     * where there is persistence: after {@link IgniteServer#restart()} it has what it had. Without this, it asks nobody.
     *
     * @param name the user
     * @param password what the user says
     * @return this builder
     * @throws IllegalArgumentException if one of them is empty, or the name is Ignite's own: {@code ignite}
     */
    public IgniteServerBuilder withUser(String name, String password) {
        if (name.isEmpty() || name.equals("ignite")) {
            throw new IllegalArgumentException("name must be neither empty nor ignite, was '" + name + "'");
        }
        if (password.isEmpty()) {
            throw new IllegalArgumentException("password must not be empty");
        }
        this.user = name;
        this.password = password;
        return this;
    }

    /**
     * Starts a node that is a cluster by itself, and waits until it takes clients.
     *
     * @return the node
     * @throws IllegalStateException if it doesn't start; the message shows what it wrote
     */
    public IgniteServer start() {
        return IgniteServer.start(folder -> new Access(tls == null ? null : tls.apply(folder), user, password));
    }
}
