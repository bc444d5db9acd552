package methodcache.testkit.ignite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.apache.ignite.Ignition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("long")
class IgniteServerTest {
    /** The greeting of protocol 1.0.0: length, code, version, kind of client. */
    private static final byte[] GREETING = {8, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 2};

    @Test
    void lifeOfANode_fromStartToClose_answersWhenItCan() throws Exception {
        try (IgniteServer server = IgniteServer.start()) {
            assertThat(server.address()).startsWith("127.0.0.1:");
            assertThat(server.options()).isEqualTo(Map.of("addresses", server.address()));
            assertThat(answers(server)).isTrue();

            server.freeze();
            assertThat(answers(server)).isFalse();
            server.thaw();
            assertThat(answers(server)).as(server::output).isTrue();

            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThat(answers(server)).isFalse();
            String address = server.address();
            server.restart();
            assertThat(server.address()).isEqualTo(address);
            assertThat(answers(server)).isTrue();

            server.stop();
            assertThat(server.isRunning()).isFalse();
        }
    }

    @Test
    void startAnother_andCloseOne_leavesTheOtherRunning() {
        try (IgniteServer one = IgniteServer.start();
                IgniteServer other = one.startAnother()) {
            assertThat(other.address()).isNotEqualTo(one.address());
            one.close();
            assertThat(one.isRunning()).isFalse();
            assertThat(answers(other)).isTrue();
        }
    }

    @Test
    void close_ofAFrozenNode_endsItAndTheSecondTimeDoesNothing() {
        IgniteServer server = IgniteServer.start();
        server.freeze();
        server.close();
        server.close();
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void start_whenThePortIsTaken_failsWithWhatTheNodeWrote(@TempDir Path work) {
        try (IgniteServer server = IgniteServer.start()) {
            int taken = port(server);
            int discovery = Ports.free();
            Path settings =
                    new NodeSettings(taken, Ports.free(), discovery, List.of(discovery), Access.OPEN).write(work);
            assertThatThrownBy(() -> ServerProcess.start(settings))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended before it was ready")
                    .hasMessageContaining("" + taken)
                    .hasMessageContaining("Exception");
        }
    }

    @Test
    void options_ofNodesThatAskForMore_areWhatTheyWant() {
        try (IgniteServer closed = IgniteServer.configure()
                        .withMutualTls()
                        .withUser("app", "secret")
                        .start();
                IgniteServer other = closed.startAnother()) {
            Map<String, String> wanted = other.options();
            assertThat(wanted)
                    .containsOnlyKeys(
                            "addresses",
                            "username",
                            "password",
                            "ssl",
                            "sslTrustStorePath",
                            "sslTrustStorePassword",
                            "sslKeyStorePath",
                            "sslKeyStorePassword")
                    .containsEntry("username", "app")
                    .containsEntry("password", "secret")
                    .containsEntry("ssl", "true");
            closed.close();
            assertThat(Path.of(wanted.get("sslTrustStorePath"))).isRegularFile();
            assertThat(Path.of(wanted.get("sslKeyStorePath"))).isRegularFile();
            assertThat(answers(other)).as("to a greeting without TLS").isFalse();
            assertThat(other.output()).doesNotContain("secret");
        }
    }

    @Test
    void withUser_badNames_areRefused() {
        IgniteServerBuilder builder = IgniteServer.configure();
        assertThatThrownBy(() -> builder.withUser("", "secret")).hasMessageContaining("name must be neither empty");
        assertThatThrownBy(() -> builder.withUser("ignite", "secret")).hasMessageContaining("was 'ignite'");
        assertThatThrownBy(() -> builder.withUser("app", "")).hasMessage("password must not be empty");
    }

    /** Killed, so that no hook of it runs. */
    @ParameterizedTest
    @ValueSource(strings = {"running", "frozen"})
    void node_whenItsParentIsKilled_ends(String state) throws Exception {
        String classPath = Stream.of(Parent.class, IgniteServer.class, Ignition.class, Cache.class)
                .map(IgniteServerTest::location)
                .collect(Collectors.joining(File.pathSeparator));
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Parent.class.getName(),
                        state)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid = Long.parseLong(parent.inputReader().readLine());
        ProcessHandle node = ProcessHandle.of(pid).orElseThrow();
        parent.destroyForcibly();
        assertThat(node.onExit()).succeedsWithin(20, TimeUnit.SECONDS);
    }

    private static String location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static int port(IgniteServer server) {
        return Integer.parseInt(server.address().substring("127.0.0.1:".length()));
    }

    private static boolean answers(IgniteServer server) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(server))) {
            socket.setSoTimeout(3_000);
            socket.getOutputStream().write(GREETING);
            return socket.getInputStream().read() >= 0;
        } catch (IOException refusedOrSilent) {
            return false;
        }
    }

    /** The program whose end the node must notice. */
    static final class Parent {
        private Parent() {}

        /**
         * Runs until it is killed.
         *
         * @param args what becomes of the node
         */
        public static void main(String[] args) throws IOException {
            IgniteServer server = IgniteServer.start();
            if (args[0].equals("frozen")) {
                server.freeze();
            }
            System.out.println(server.pid());
            while (System.in.read() >= 0) {
                // It never says anything.
            }
        }
    }
}
