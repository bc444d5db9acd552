package methodcache.blackbox.samples;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheLayer;
import methodcache.api.MethodCache;
import methodcache.api.TypeRef;
import methodcache.blackbox.samples.Domain.User;
import methodcache.blackbox.samples.Domain.UserService;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.TestCaches;
import methodcache.testkit.TestClock;
import org.junit.jupiter.api.Test;

/** The samples of docs/guide.md on the second layer, run. {@link DocumentationTest} holds them equal to the text. */
class ClusterSamplesTest {

    private final TestClock clock = new TestClock();
    private final ReferenceCluster cluster = new ReferenceCluster(clock);

    MethodCache node(ReferenceCluster.Node node, TestClock clock) {
        return TestCaches.on(clock)
                .l2(node.store(), node.backplane(), l2 -> l2.timeout(ofSeconds(5)))
                .locks(node.locks())
                .build();
    }

    @Test
    void secondLayer_thatNobodyAnswersFor_hurtsNoCall() throws IOException {
        String addresses = nobody();
        MethodCache cache = MethodCache.configure()
                .name("orders")
                .l2("ignite", l2 -> l2.set("addresses", addresses)) // host:port of its nodes, with commas between
                .build();
        String greeting = cache.getOrCreate("greeting", context -> "hello");
        assertThat(greeting).isEqualTo("hello");
        assertThat(cache.stats().l2Hits()).isZero();
        cache.close();
    }

    @Test
    void secondLayer_byTlsAndPassword_isAsked() throws IOException {
        String addresses = nobody();
        String password = "secret";
        String trustStore = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                .toString();
        String trustStorePassword = "changeit";
        MethodCache secured = MethodCache.configure()
                .name("orders")
                .l2(
                        "ignite",
                        l2 -> l2.set("addresses", addresses)
                                .set("username", "orders")
                                .set("password", password)
                                .set("ssl", "true")
                                .set(
                                        "sslTrustStorePath",
                                        trustStore) // the certificates of the cluster, or of who has issued them
                                .set("sslTrustStorePassword", trustStorePassword))
                .build();
        String greeting = secured.getOrCreate("greeting", context -> "hello");
        assertThat(greeting).isEqualTo("hello");
        secured.close();
    }

    /** A port that was free a moment ago. */
    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void types_said_areShared() {
        UserService users = id -> new User(id, "Ada", "secret");
        long id = 7;
        List<Long> ids = List.of(7L, 8L);
        try (MethodCache cache = node(cluster.node("a"), clock);
                MethodCache other = node(cluster.node("b"), clock)) {
            User one = cache.call(UserService::find, users, id).execute(); // as the method says
            User same = cache.getOrCreate("user:" + id, User.class, context -> users.find(id));
            List<User> all = cache.getOrCreate("users", new TypeRef<List<User>>() {}, context -> List.of(one));
            User byLambda = cache.cache(() -> users.find(id))
                    .withKey("lambda")
                    .withType(User.class)
                    .execute();
            Map<Long, User> many = cache.getOrCreateMany(
                    ids, each -> "user:" + each, User.class, (missing, context) -> users.findAll(missing));
            assertThat(List.of(one, same, byLambda)).containsOnly(new User(7, "Ada", "secret"));
            assertThat(all).containsExactly(one);
            assertThat(other.tryGet("user:" + id, User.class).value()).isEqualTo(one);
            assertThat(other.tryGet("users", new TypeRef<List<User>>() {}).value())
                    .isEqualTo(all);
            assertThat(other.tryGet("lambda", User.class).value()).isEqualTo(one);
            assertThat(other.tryGetMany(List.of("user:7", "user:8"), User.class))
                    .isEqualTo(Map.of("user:7", one, "user:8", many.get(8L)));
            assertThat(cache.stats().l2Unwritten()).isZero();
        }
    }

    @Test
    void layersAndLock_said_hold() {
        AtomicInteger loads = new AtomicInteger();
        UserService users = id -> new User(id, "Ada", "loaded " + loads.incrementAndGet());
        long id = 7;
        try (MethodCache cache = TestCaches.on(clock).service(UserService.class).build();
                MethodCache a = locked("a");
                MethodCache b = locked("b")) {
            assertThat(here(cache, users, id)).isEqualTo(users.find(id).id());
            loads.set(0);
            User first = once(a, users, id);
            assertThat(once(b, users, id)).isEqualTo(first);
            assertThat(loads).hasValue(1);
            assertThat(a.stats().loadsWithoutLock()).isZero();
        }
    }

    private long here(MethodCache cache, UserService users, long id) {
        User here = cache.call(UserService::find, users, id)
                .withLayers(CacheLayer.L1)
                .execute();
        User written = cache.call(UserService::find, users, id)
                .withLayers(Set.of(CacheLayer.L1), Set.of(CacheLayer.L1, CacheLayer.L2))
                .execute();
        assertThat(written).isEqualTo(here);
        return here.id();
    }

    private User once(MethodCache cache, UserService users, long id) {
        User user = cache.call(UserService::find, users, id)
                .withDuration(ofMinutes(10))
                .withDistributedLock(ofSeconds(5))
                .execute();
        return user;
    }

    private MethodCache locked(String name) {
        ReferenceCluster.Node node = cluster.node(name);
        return TestCaches.on(clock)
                .service(UserService.class)
                .l2(node.store(), node.backplane(), l2 -> l2.timeout(ofSeconds(5)))
                .locks(node.locks())
                .build();
    }

    @Test
    void twoNodes_onAClusterInMemory_shareAndInvalidate() {
        TestClock clock = new TestClock();
        ReferenceCluster cluster = new ReferenceCluster(clock);
        try (MethodCache a = node(cluster.node("a"), clock);
                MethodCache b = node(cluster.node("b"), clock)) {
            a.getOrCreate("greeting", context -> "hello", p -> p.withTags("texts"));
            assertThat(b.tryGet("greeting").value()).isEqualTo("hello");

            cluster.node("b").faults().disconnect();
            assertThat(b.invalidateTags("texts").published()).isFalse();
            assertThat(a.tryGet("greeting").found()).isTrue();

            cluster.node("b").faults().reconnect();
            clock.advance(ofSeconds(2)); // b tries again
            Await.until(() -> !a.tryGet("greeting").found(), () -> "a hasn't heard of it");
        }
    }
}
