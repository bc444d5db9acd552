package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import methodcache.api.BulkLoader;
import methodcache.api.CacheLayer;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.api.metrics.CacheMetrics;
import methodcache.api.spi.L1Store;
import methodcache.api.spi.L1StoreProvider;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log says of user code that threw where its failure doesn't reach the caller. */
class LogTest {

    private static final String KEY = "key:" + "0123456789".repeat(10);
    private static final String SHOWN = "\"" + KEY.substring(0, 64) + "…\"";

    /** Fails whatever it is told. */
    static final class Deaf implements CacheMetrics {

        @Override
        public void hit(String key, CacheLayer layer, Map<String, String> tags) {
            throw new IllegalStateException("deaf");
        }

        @Override
        public void invalidation(Invalidation invalidation, Map<String, String> tags) {
            throw new IllegalStateException("deaf");
        }
    }

    /** Code of a user where it may throw, and how the log calls it. */
    record Code(String shown, Form.Words words) {

        @Override
        public String toString() {
            return shown;
        }
    }

    private static final Code ON_MISS = new Code("a hook of onMiss(…)", p -> p.onMiss(context -> fail()));

    static Stream<Code> codes() {
        return Stream.of(
                new Code("a condition of when(…)", p -> p.when(context -> fail())),
                new Code("cacheIf", p -> p.cacheIf(value -> fail())),
                new Code("cacheIf, withPolicyFromValue", p -> p.withPolicyFromValue((value, own) -> fail())),
                ON_MISS,
                new Code("a hook of onHit(…)", p -> p.onHit(context -> fail())),
                new Code("metrics sink " + Deaf.class.getName(), p -> p.withMetrics(new Deaf())));
    }

    private static boolean fail() {
        throw new IllegalStateException("user code");
    }

    interface Names {
        String name(long id);
    }

    private static String one(Log log) {
        Await.until(() -> !log.messages().isEmpty(), () -> "something is logged");
        return log.messages().get(0);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void callback_throws_theLogNamesWordCacheAndKey(Code code) {
        try (Rig rig = new Rig();
                Log log = new Log(rig.name)) {
            for (int i = 0; i < 2; i++) {
                assertThat(rig.cache.getOrCreate(KEY, context -> "v", code.words))
                        .isEqualTo("v");
            }
            assertThat(one(log))
                    .startsWith(code.shown)
                    .contains(" threw for key " + SHOWN + " (cache " + rig.name + ")")
                    .doesNotContain(KEY);
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void callback_throwsInACallByMethod_theLogNamesTheMethodToo(Code code) {
        Names names = id -> "v" + id;
        try (Rig rig = new Rig(c -> c.service(Names.class));
                Log log = new Log(rig.name)) {
            for (int i = 0; i < 2; i++) {
                var call = rig.cache.<Names, Long, String>call(Names::name, names, 7L);
                code.words.accept(call.withKey("seven"));
                assertThat(call.execute()).isEqualTo("v7");
            }
            assertThat(one(log)).contains(" threw for key \"seven\" (Names.name, cache " + rig.name + ")");
        }
    }

    @Test
    void callback_throwsForAKeyWithLineBreaks_theLogHasOneLine() {
        try (Rig rig = new Rig();
                Log log = new Log(rig.name)) {
            rig.cache.getOrCreate("a\nWARNING: forged", context -> "v", ON_MISS.words);
            assertThat(one(log)).contains("\"a\\u000aWARNING: forged\"").doesNotContain("\n");
        }
    }

    @Test
    void sink_failsWhenToldOfAnInvalidation_theLogNamesItsKeys() {
        try (Rig rig = new Rig(c -> c.metrics(new Deaf()));
                Log log = new Log(rig.name)) {
            rig.cache.invalidateKeys("a", "b", "c");
            rig.cache.invalidateTags("t");
            assertThat(log.messages().get(0)).contains(" threw for key \"a\" and 2 more (");
            assertThat(log.messages().get(1)).contains(" threw (cache ");
        }
    }

    @Test
    void contextPropagation_failsAfterTheLoad_theLogNamesTheKeys() {
        try (Rig rig = new Rig(c -> c.contextPropagation(task -> () -> {
                    task.run();
                    throw new IllegalStateException("while cleaning up");
                }));
                Log log = new Log(rig.name)) {
            Rig.value(rig.cache.getOrCreateManyAsync(
                    List.of("a", "b", "c"), BulkLoader.blocking((missing, context) -> Map.of("a", "A"))));
            assertThat(one(log)).startsWith("a task of contextPropagation(…) threw for key \"a\" and 2 more (");
        }
    }

    @Test
    void onCancel_fails_theLogNamesTheKeys() {
        BiConsumer<Rig, CompletableFuture<?>> cancelled = (rig, future) -> {
            try (Log log = new Log(rig.name)) {
                future.cancel(true);
                assertThat(one(log)).startsWith("an action of onCancel(…) threw for key \"a\"");
            }
        };
        try (Rig rig = new Rig()) {
            cancelled.accept(rig, rig.cache.<String>getOrCreateAsync("a", context -> {
                context.cancellation().onCancel(LogTest::fail);
                return new CompletableFuture<>();
            }));
            cancelled.accept(rig, rig.cache.<String>getOrCreateManyAsync(List.of("a", "b"), (missing, context) -> {
                context.cancellation().onCancel(LogTest::fail);
                return new CompletableFuture<>();
            }));
        }
    }

    @Test
    void weigher_throws_theLogNamesTheKey() {
        MethodCacheConfiguration weighed = MethodCache.configure()
                .name("weighed")
                .l1(
                        new ReferenceL1StoreProvider(),
                        l1 -> l1.maximumWeight(10).weigher((key, value) -> {
                            throw new IllegalStateException("weigher");
                        }));
        try (MethodCache cache = weighed.build();
                Log log = new Log("cache weighed")) {
            cache.put(KEY, "v");
            assertThat(one(log)).contains("the weigher", SHOWN);
        }
    }

    /** A store that keeps nothing, since it fails. */
    private static L1StoreProvider broken() {
        ReferenceL1StoreProvider provider = new ReferenceL1StoreProvider();
        return (L1StoreProvider) Proxy.newProxyInstance(
                LogTest.class.getClassLoader(), new Class<?>[] {L1StoreProvider.class}, (proxy, method, args) -> {
                    Object made = invoke(method, provider, args);
                    return made instanceof L1Store store ? broken(store) : made;
                });
    }

    private static L1Store broken(L1Store store) {
        return (L1Store) Proxy.newProxyInstance(
                LogTest.class.getClassLoader(), new Class<?>[] {L1Store.class}, (proxy, method, args) -> {
                    if (method.getName().equals("put")) {
                        throw new IllegalStateException("disk full");
                    }
                    return invoke(method, store, args);
                });
    }

    private static Object invoke(java.lang.reflect.Method method, Object target, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    @Test
    void store_fails_theLogNamesTheKey() {
        try (Rig rig = new Rig(c -> c.l1(broken(), l1 -> l1.maximumEntries(10)));
                Log log = new Log(rig.name)) {
            assertThat(rig.cache.<String>getOrCreate(KEY, context -> "v")).isEqualTo("v");
            assertThat(one(log)).startsWith("L1 of cache " + rig.name + " failed to put " + SHOWN + ";");
        }
    }
}
