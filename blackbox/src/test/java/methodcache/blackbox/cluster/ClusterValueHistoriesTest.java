package methodcache.blackbox.cluster;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import methodcache.api.CacheLayer;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.PayloadCipher;
import methodcache.api.policy.CachePolicy;
import methodcache.testkit.ReferenceOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories 9 to 15 between nodes: values on their way, what they depend on, whose they are, and calls that wait for each other. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClusterValueHistoriesTest extends HistoryOfNodes {

    // ---------------------------------------------------------------- 9

    /** Encrypts nothing; does something else in the middle of a write or a look-up. */
    private static final class Moment implements PayloadCipher {
        private final AtomicReference<Runnable> encrypting = new AtomicReference<>(() -> {});
        private final AtomicReference<Runnable> decrypting = new AtomicReference<>(() -> {});

        @Override
        public byte[] encrypt(byte[] plain, String key) {
            encrypting.getAndSet(() -> {}).run();
            return plain;
        }

        @Override
        public byte[] decrypt(byte[] stored, String key) {
            decrypting.getAndSet(() -> {}).run();
            return stored;
        }
    }

    private static final CachePolicy LINKED =
            CachePolicy.of(p -> p.withTags("t", "u").dependsOn("parent"));

    static List<Invalidation> broadEvents() {
        return List.of(
                Invalidation.prefix("k:"),
                Invalidation.prefix("k:1"),
                Invalidation.keys("k:1"),
                Invalidation.tags("t"),
                Invalidation.allTags("t", "u"),
                Invalidation.tagPattern("?"),
                Invalidation.keys("parent"),
                Invalidation.prefix("par"),
                Invalidation.all());
    }

    /** A value is in the first layer and on its way to the cluster when an event of another node comes. */
    @ParameterizedTest
    @MethodSource("broadEvents")
    void history9_prefixAgainstPublication(Invalidation event) {
        Moment moment = new Moment();
        try (Nodes ciphered = new Nodes(configuration -> configuration.l2(l2 -> l2.cipher(moment)))) {
            MethodCache a = ciphered.cache("a");
            MethodCache b = ciphered.cache("b");
            moment.encrypting.set(() -> a.invalidate(event));
            b.getOrCreate("k:1", context -> "old", LINKED);
            for (String node : List.of("b", "a", "c")) {
                assertThat(ciphered.cache(node).tryGet("k:1").found()).as(node).isFalse();
            }
        }
    }

    /** A value of the cluster has been found good and is on its way to the first layer when an event comes. */
    @ParameterizedTest
    @MethodSource("broadEvents")
    void history9_prefixAgainstPromotion(Invalidation event) {
        Moment moment = new Moment();
        try (Nodes ciphered = new Nodes(configuration -> configuration.l2(l2 -> l2.cipher(moment)))) {
            MethodCache a = ciphered.cache("a");
            MethodCache b = ciphered.cache("b");
            a.getOrCreate("k:1", context -> "old", LINKED);
            moment.decrypting.set(() -> a.invalidate(event));
            b.tryGet("k:1");
            assertThat(b.tryGet("k:1").found()).isFalse();
            moment.decrypting.set(() -> {});
            assertThat(b.<String>getOrCreate("k:1", context -> "new", LINKED)).isEqualTo("new");
        }
    }

    // ---------------------------------------------------------------- 10

    /**
     * B holds c2 of c1, which it has found in the cluster; c1 of c0 was loaded on A, and both nodes have evicted it. Anybody invalidates
     * c0, itself or by a tag of it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void history10_cascadeOverNodes(String invalidates) {
        for (Invalidation event : List.of(Invalidation.keys("c0"), Invalidation.prefix("c0"), Invalidation.tags("t"))) {
            nodes.cache("a")
                    .getOrCreate("c1", context -> "v", p -> p.dependsOn("c0").withTags("t"));
            load("b", "c1", CachePolicy.of(p -> {}));
            load("b", "c2", CachePolicy.of(p -> p.dependsOn("c1")));
            evict("a", "b");
            nodes.cache(invalidates).invalidate(event);
            for (String node : List.of("a", "b", "c", "later")) {
                assertThat(finds(node, "c2"))
                        .as("%s finds c2 after %s", node, event)
                        .isFalse();
            }
        }
    }

    private void evict(String... from) {
        for (String node : from) {
            MethodCache cache = nodes.cache(node);
            cache.getOrCreate("c2", context -> "is asked for last");
            for (int i = 0; i < 999; i++) {
                cache.getOrCreate("filling " + i, context -> "v", p -> p.withLayers(CacheLayer.L1));
            }
        }
    }

    /** B holds c2 of c1, of which nothing is known. c1 is loaded on A and depends on c0; B meets it in the cluster. c0 goes. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void history10_edgeThatAppearsAfterTheChildsChildWasStored(String invalidates) {
        load("b", "c2", CachePolicy.of(p -> p.dependsOn("c1")));
        load("a", "c1", CachePolicy.of(p -> p.dependsOn("c0")));
        assertThat(finds("b", "c1")).isTrue();
        nodes.cache(invalidates).invalidateKeys("c0");
        assertThat(finds("b", "c2")).isFalse();
        assertThat(finds("b", "c1")).isFalse();
    }

    // ---------------------------------------------------------------- 11

    /** A loads x under its lock and asks for y, which B loads under its lock, asking for x. */
    @Test
    void history11_flightsInACircle() {
        MethodCache a = nodes.cache("a");
        MethodCache b = nodes.cache("b");
        CompletableFuture<String> begin = new CompletableFuture<>();
        CompletableFuture<String> x = locked(a, "x", begin.thenCompose(go -> locked(a, "y", begin)));
        CompletableFuture<String> y = locked(b, "y", begin.thenCompose(go -> locked(b, "x", begin)));
        begin.complete("v");
        assertThat(x).isNotDone();
        assertThat(y).isNotDone();
        nodes.clock.advance(ofSeconds(5));
        assertThat(x).isCompletedWithValue("v");
        assertThat(y).isCompletedWithValue("v");
        assertThat(a.stats().loadsWithoutLock() + b.stats().loadsWithoutLock()).isPositive();
        assertThat(a.stats().loadsInFlight() + b.stats().loadsInFlight()).isZero();
    }

    private static CompletableFuture<String> locked(MethodCache cache, String key, CompletableFuture<String> value) {
        return cache.getOrCreateAsync(key, context -> value, p -> p.withDistributedLock(ofSeconds(5)));
    }

    // ---------------------------------------------------------------- 12

    @TempDir
    private Path folder;

    /** One build of an application: its class loader knows another record of the same name. */
    private final class Build implements AutoCloseable {
        private final URLClassLoader loader;
        private final Class<Object> product;
        private final AtomicInteger loads = new AtomicInteger();

        @SuppressWarnings("unchecked") // as good as any
        Build(String name, String components) throws IOException, ClassNotFoundException {
            Path source = Files.createDirectories(folder.resolve(name).resolve("shop"))
                    .resolve("Product.java");
            Files.writeString(source, "package shop; public record Product(" + components + ") {}");
            StringWriter said = new StringWriter();
            int code = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(
                            new PrintWriter(said),
                            new PrintWriter(said),
                            "-proc:none",
                            "-d",
                            folder.resolve(name).toString(),
                            source.toString());
            assertThat(code).as(said.toString()).isZero();
            loader = new URLClassLoader(new URL[] {folder.resolve(name).toUri().toURL()}, null);
            product = (Class<Object>) loader.loadClass("shop.Product");
        }

        private Object made(Object... values) throws ReflectiveOperationException {
            return product.getConstructors()[0].newInstance(values);
        }

        Object read(String node, Object... values) {
            return nodes.cache(node)
                    .getOrCreate(
                            "product:1",
                            product,
                            context -> {
                                loads.incrementAndGet();
                                return made(values);
                            },
                            p -> p.withLayers(CacheLayer.L2));
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    /** A record gains a field; both builds run, and read the same row all the time. */
    @Test
    void history12_twoBuildsInARollingDeploy() throws IOException, ClassNotFoundException {
        try (Build before = new Build("before", "long id, String name");
                Build after = new Build("after", "long id, String name, Integer price")) {
            for (int i = 0; i < 5; i++) {
                assertThat(before.read("a", 1L, "tea")).hasToString("Product[id=1, name=tea]");
                assertThat(after.read("b", 1L, "tea", 3)).hasToString("Product[id=1, name=tea, price=3]");
                assertThat(before.read("c", 1L, "tea")).isInstanceOf(before.product);
            }
            assertThat(before.loads).hasValue(1);
            assertThat(after.loads).hasValue(1);
            nodes.cache("b").invalidateKeys("product:1");
            before.read("a", 1L, "tea");
            after.read("b", 1L, "tea", 4);
            assertThat(before.loads).as("an event reaches the values of both").hasValue(2);
            assertThat(after.loads).hasValue(2);
            for (String node : List.of("a", "b", "c")) {
                assertThat(nodes.cache(node).stats().l2Failures()).isZero();
                assertThat(nodes.cache(node).stats().l2Unwritten()).isZero();
            }
        }
    }

    // ---------------------------------------------------------------- 13

    /** How a provider fails. */
    enum Failing {
        THROWS,
        GIVES_A_FAILED_STAGE;

        Meddling with(RuntimeException shared) {
            return (method, real) -> {
                if (isOfLife(method)) {
                    return real.get();
                }
                if (this == THROWS) {
                    throw shared;
                }
                return CompletableFuture.failedFuture(shared);
            };
        }

        private static boolean isOfLife(Method method) {
            return method.getName().equals("listen") || method.getName().equals("close");
        }
    }

    /** One exception is all that a broken cluster gives to all nodes, and its sources too. */
    @ParameterizedTest
    @EnumSource
    void history13_sharedExceptions(Failing failing) {
        RuntimeException shared = new IllegalStateException("broken");
        StackTraceElement[] trace = shared.getStackTrace();
        for (String node : List.of("a", "b")) {
            nodes.cache(
                    node,
                    Meddling.configure(nodes, node, failing.with(shared), failing.with(shared))
                            .l2(l2 -> l2.timeout(ofSeconds(1))));
        }
        for (int i = 0; i < 20; i++) {
            String key = "k" + i;
            for (MethodCache cache : List.of(nodes.cache("a"), nodes.cache("b"))) {
                cache.getOrCreate(key, context -> "v", LINKED);
                cache.put(key, "w");
                cache.invalidateKeys(key);
                CompletableFuture<String> failed =
                        cache.getOrCreateAsync(key, context -> CompletableFuture.failedFuture(shared));
                assertThat(failed).isCompletedExceptionally();
            }
            nodes.clock.advance(ofSeconds(1));
        }
        assertThat(nodes.cache("a").stats().l2Failures()).isPositive();
        assertThat(shared.getSuppressed()).isEmpty();
        assertThat(shared.getCause()).isNull();
        assertThat(shared.getStackTrace()).isEqualTo(trace);
    }

    // ---------------------------------------------------------------- 14

    interface Finder {
        String find(long id);
    }

    record Tenant(String name) implements Finder {
        @Override
        public String find(long id) {
            return name + id;
        }
    }

    /** Receivers of one class on several nodes: those that are values are told apart by that. */
    @Test
    void history14_receiversThatAreValues() {
        Map<String, String> tenants = Map.of("a", "x", "b", "y", "c", "z");
        for (int i = 0; i < 2; i++) {
            tenants.forEach((node, tenant) -> {
                MethodCache cache = nodes.cache(node);
                Finder record = new Tenant(tenant);
                Finder lambda = id -> tenant + id;
                for (Finder finder : List.of(record, lambda)) {
                    assertThat(cache.call(finder::find, 1L).execute()).isEqualTo(tenant + 1);
                    assertThat(cache.call(Finder::find, finder, 1L).execute()).isEqualTo(tenant + 1);
                }
                assertThat(cache.cache(() -> record.find(1)).execute()).isEqualTo(tenant + 1);
            });
        }
    }

    /** What is named $Proxy7 here is another service elsewhere: so no other node is told of it. */
    @Test
    void history14_receiversThatOnlyTheirProcessCanTell() {
        Map<String, String> services = Map.of("a", "x", "b", "y");
        for (int i = 0; i < 2; i++) {
            services.forEach((node, service) -> {
                MethodCache cache = nodes.cache(node);
                Finder proxy = proxy(() -> service);
                assertThat(cache.call(proxy::find, 1L).execute()).isEqualTo(service);
                assertThat(cache.call(Finder::find, proxy, 1L).execute()).isEqualTo(service);
                assertThat(nodes.node(node).items(ReferenceOperation.WRITE_ALL)).isZero();
                assertThat(nodes.node(node).items(ReferenceOperation.GET_ALL)).isZero();
            });
        }
    }

    /** What only their process can tell has no lock that others share, and what depends on it isn't shared; its text invalidates it here only. */
    @Test
    void history14_whatDependsOnReceiversThatOnlyTheirProcessCanTell() {
        MethodCache a = nodes.cache("a");
        Finder proxy = proxy(() -> "x");
        assertThat(a.call(proxy::find, 1L).withDistributedLock(ofSeconds(5)).execute())
                .isEqualTo("x");
        assertThat(nodes.node("a").calls(ReferenceOperation.ACQUIRE)).isZero();
        String key = a.call(proxy::find, 1L).key();
        a.getOrCreate("child", context -> "v", p -> p.dependsOn(key));
        assertThat(nodes.cache("b").tryGet("child").found()).isFalse();
        String shared = a.call(new Tenant("a@b")::find, 1L).key();
        a.getOrCreate("other", context -> "v", p -> p.dependsOn(shared));
        assertThat(nodes.cache("b").tryGet("other").found()).isTrue();
        a.invalidateKeys(key);
        assertThat(a.call(proxy::find, 1L).tryGet().found()).isFalse();
        assertThat(a.tryGet("child").found()).isFalse();
    }

    private static Finder proxy(Supplier<String> says) {
        return (Finder) Proxy.newProxyInstance(
                Finder.class.getClassLoader(), new Class<?>[] {Finder.class}, (proxy, method, arguments) -> says.get());
    }

    // ---------------------------------------------------------------- 15

    /** A invalidates in a transaction, and B reads the row before the commit. */
    @Test
    void history15_beforeTheCommit() {
        CachePolicy plain = CachePolicy.of(p -> p.withTags("rows"));
        load("a", "row", plain);
        try (CollectedInvalidations collected = nodes.cache("a").collectInvalidations()) {
            nodes.cache("a").invalidateKeys("row");
            assertThat(load("b", "row", plain)).isEqualTo("old");
            row.set("new");
            assertThat(collected.fire().published()).isTrue();
        }
        for (String node : List.of("b", "a", "c")) {
            assertThat(load(node, "row", plain)).as(node).isEqualTo("new");
        }
    }

    static Stream<Invalidation> eventsOfAGrace() {
        return Stream.of(
                Invalidation.keys("row"),
                Invalidation.prefix("ro"),
                Invalidation.tags("t"),
                Invalidation.keys("parent"),
                Invalidation.all());
    }

    /** A has committed, but the replica that B reads lags behind: B shares what it reads too soon after A's event with nobody. */
    @ParameterizedTest
    @MethodSource("eventsOfAGrace")
    void history15_replicaThatLagsBehind(Invalidation event) {
        CachePolicy graceful =
                CachePolicy.of(p -> p.withTags("t").dependsOn("parent").withInvalidationGrace(ofSeconds(5)));
        load("b", "row", graceful);
        nodes.clock.advance(ofSeconds(10));
        nodes.cache("a").invalidate(event);
        nodes.clock.advance(ofSeconds(2));
        assertThat(load("b", "row", graceful)).isEqualTo("old");
        row.set("new");
        for (String node : List.of("a", "b", "c")) {
            assertThat(finds(node, "row")).as(node).isFalse();
        }
        nodes.clock.advance(ofSeconds(4));
        assertThat(load("b", "row", graceful)).isEqualTo("new");
        assertThat(finds("c", "row")).isTrue();
    }
}
