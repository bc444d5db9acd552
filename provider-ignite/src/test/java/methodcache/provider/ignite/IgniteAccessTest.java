package methodcache.provider.ignite;

import static methodcache.provider.ignite.IgniteL2StoreTest.get;
import static methodcache.provider.ignite.IgniteL2StoreTest.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import methodcache.testkit.Await;
import methodcache.testkit.ignite.IgniteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that want TLS, a certificate, a user: who has what they want gets in, and who hasn't is told what to set. */
@Tag("long")
class IgniteAccessTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String PASSWORD = "4-very.secret/word";

    private static IgniteServer server;
    private static IgniteServer mutual;

    @BeforeAll
    static void start() {
        CompletableFuture<IgniteServer> other = CompletableFuture.supplyAsync(
                () -> IgniteServer.configure().withMutualTls().start());
        server = IgniteServer.configure().withTls().withUser("app", PASSWORD).start();
        mutual = other.join();
    }

    @AfterAll
    static void end() {
        server.close();
        mutual.close();
    }

    private static ClusterSettings settings(Map<String, String> options) {
        return new ClusterSettings("test-" + UUID.randomUUID(), Nodes.TIMEOUT, options);
    }

    private static <T> T eventually(Supplier<CompletionStage<T>> operation) {
        return Nodes.eventually(operation);
    }

    @Test
    void storeLogAndLocks_byTlsAndWithACertificate_work() {
        ClusterSettings settings = settings(mutual.options());
        try (L2Store store = new IgniteL2StoreProvider().create(settings);
                Backplane log = new IgniteBackplaneProvider().create(settings);
                LockManager locks = new IgniteLockManagerProvider().create(settings)) {
            get(store.writeAll(List.of(put("a", 1, LONG))));
            get(log.append(new byte[] {1}));
            assertThat(get(locks.acquire(new Ask("a", 1, LONG, Duration.ZERO)))).isPresent();
            assertThat(get(store.getAll(List.of("a", "b")))).containsOnlyKeys("a");
        }
    }

    /** A cluster with users is one that keeps its memory. */
    @Test
    void storeLogAndLocks_byTlsAndPassword_workAndGoOnWhereTheServerRestarts() {
        ClusterSettings settings = settings(server.options());
        try (L2Store store = new IgniteL2StoreProvider().create(settings);
                Backplane log = new IgniteBackplaneProvider().create(settings);
                LockManager locks = new IgniteLockManagerProvider().create(settings)) {
            AtomicInteger told = new AtomicInteger();
            log.listen(told::incrementAndGet);
            get(store.writeAll(List.of(put("a", 1, LONG))));
            Backplane.Position first = get(log.append(new byte[] {1}));
            Await.until(() -> told.get() > 0, () -> "not told of an append");
            Grant held =
                    get(locks.acquire(new Ask("a", 1, LONG, Duration.ZERO))).orElseThrow();
            int before = told.get();

            server.stop();
            Await.until(() -> told.get() > before, () -> "not told of the loss");
            server.restart();

            assertThat(eventually(() -> store.getAll(List.of("a", "b")))).containsOnlyKeys("a");
            Backplane.Position next = eventually(() -> log.append(new byte[] {2}));
            assertThat(next).isEqualTo(new Backplane.Position(first.epoch(), first.number() + 1));
            assertThat(eventually(() -> held.renew(LONG))).isTrue();
            get(held.release());
            Grant later =
                    get(locks.acquire(new Ask("a", 1, LONG, Duration.ZERO))).orElseThrow();
            assertThat(later.token()).isGreaterThan(held.token());
        }
    }

    /**
     * A way not to get in.
     *
     * @param name of the test
     * @param options with something wrong
     * @param advice what the message must say
     */
    private record Wrong(String name, Map<String, String> options, String advice) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What a server wants, with some options replaced, or left out by an empty value. */
    private static Map<String, String> options(IgniteServer server, String... replaced) {
        Map<String, String> options = new HashMap<>(server.options());
        for (int i = 0; i < replaced.length; i += 2) {
            if (replaced[i + 1].isEmpty()) {
                options.remove(replaced[i]);
            } else {
                options.put(replaced[i], replaced[i + 1]);
            }
        }
        return options;
    }

    static Stream<Wrong> wrong() {
        Map<String, String> others = mutual.options();
        return Stream.of(
                new Wrong(
                        "password",
                        options(server, "password", "x" + PASSWORD),
                        "the cluster doesn't take user app with this password: check the options username and password"),
                new Wrong(
                        "no user",
                        options(server, "username", "", "password", ""),
                        "the cluster asks for a user: set the options username and password"),
                new Wrong(
                        "no TLS",
                        options(server, "ssl", "false", "sslTrustStorePath", "", "sslTrustStorePassword", ""),
                        "if the node's client connector wants TLS, set the option ssl to true"),
                new Wrong(
                        "another's trust store",
                        options(
                                server,
                                "sslTrustStorePath",
                                others.get("sslTrustStorePath"),
                                "sslTrustStorePassword",
                                others.get("sslTrustStorePassword")),
                        "the node's certificate isn't trusted (PKIX path "),
                new Wrong(
                        "no trust store",
                        options(server, "sslTrustStorePath", "", "sslTrustStorePassword", ""),
                        "): set the option sslTrustStorePath to a key store with it or with its issuer's"),
                new Wrong(
                        "no certificate",
                        options(mutual, "sslKeyStorePath", "", "sslKeyStorePassword", ""),
                        "if the node wants a certificate of its clients, set the option sslKeyStorePath"),
                new Wrong(
                        "no certificate, another protocol",
                        options(mutual, "sslKeyStorePath", "", "sslKeyStorePassword", "", "sslProtocol", "TLSv1.2"),
                        "if the node wants a certificate of its clients, set the option sslKeyStorePath; if it"),
                new Wrong(
                        "TLS to one without",
                        options(server, "addresses", Nodes.shared().address()),
                        "if it doesn't talk TLS, leave out the option ssl"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void operations_whereSomethingIsWrong_failAndSayWhatToSet(Wrong wrong) {
        ClusterSettings settings = settings(wrong.options);
        try (Warnings warnings = new Warnings();
                L2Store store = new IgniteL2StoreProvider().create(settings);
                Backplane log = new IgniteBackplaneProvider().create(settings);
                LockManager locks = new IgniteLockManagerProvider().create(settings)) {
            for (int i = 0; i < 10; i++) {
                assertTold(wrong, store.getAll(List.of("a")));
                assertTold(wrong, store.writeAll(List.of(put("a", 1, LONG))));
                assertTold(wrong, log.extent());
                assertTold(wrong, log.append(new byte[] {1}));
                assertTold(wrong, locks.acquire(new Ask("a", 1, LONG, Duration.ofMillis(100))));
            }
            assertThat(warnings.messages()).hasSize(3).allSatisfy(message -> {
                assertThat(message).contains(wrong.advice, settings.cacheName(), "will try until there is one");
                assertNoPassword(wrong, message);
            });
        }
    }

    private static Throwable failure(CompletionStage<?> stage) {
        Throwable failure = catchThrowable(() -> stage.toCompletableFuture().join());
        assertThat(failure).isInstanceOf(CompletionException.class);
        return failure;
    }

    private static void assertTold(Wrong wrong, CompletionStage<?> stage) {
        StringWriter written = new StringWriter();
        failure(stage).printStackTrace(new PrintWriter(written));
        assertThat(written.toString()).contains(wrong.advice);
        assertNoPassword(wrong, written.toString());
    }

    private static void assertNoPassword(Wrong wrong, String text) {
        assertThat(text).doesNotContain(PASSWORD);
        wrong.options.forEach((option, value) -> {
            if (option.toLowerCase(Locale.ROOT).endsWith("password")) {
                assertThat(text).doesNotContain(value);
            }
        });
    }

    /** Certificates are replaced while an application runs. */
    @Test
    void trustStore_thatIsPutRightLater_isReadAgain(@TempDir Path folder) throws Exception {
        Map<String, String> right = server.options();
        Map<String, String> another = mutual.options();
        String password = another.get("sslTrustStorePassword");
        Path file = Files.copy(Path.of(another.get("sslTrustStorePath")), folder.resolve("trusted.p12"));
        Map<String, String> options =
                options(server, "sslTrustStorePath", file.toString(), "sslTrustStorePassword", password);
        try (Warnings warnings = new Warnings();
                L2Store store = new IgniteL2StoreProvider().create(settings(options))) {
            assertThat(failure(store.getAll(List.of("a")))).hasMessageContaining("set the option sslTrustStorePath");
            KeyStore trusted = KeyStore.getInstance(
                    new File(right.get("sslTrustStorePath")),
                    right.get("sslTrustStorePassword").toCharArray());
            try (OutputStream replaced = Files.newOutputStream(file)) {
                trusted.store(replaced, password.toCharArray());
            }
            assertThat(eventually(() -> store.getAll(List.of("a")))).isEmpty();
            assertThat(warnings.messages()).isNotEmpty();
        }
    }
}
