package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import methodcache.api.CacheKeyException;
import methodcache.api.CacheSource;
import methodcache.api.Call1;
import methodcache.api.MethodCache;
import methodcache.core.key.Services.UserService;
import methodcache.core.key.Services.Users;
import org.junit.jupiter.api.Test;

class CallKeysLambdasTest {

    private final CallKeys keys = new CallKeys(Rendering.services(UserService.class));
    private final Users users = new Users();

    private static Object key(CallIdentity identity) {
        return identity.key(StoreKeys.NO_SCOPE, null);
    }

    private static CacheSource<String> find(UserService users, long id) {
        return () -> users.find(id);
    }

    record Load(long id) implements CacheSource<String> {
        @Override
        public String get() {
            return "loaded" + id;
        }
    }

    static MethodCache cache() {
        return (MethodCache) Proxy.newProxyInstance(
                MethodCache.class.getClassLoader(), new Class<?>[] {MethodCache.class}, (proxy, method, args) -> null);
    }

    @Test
    void lambda_capturesCountByValueAndServicesByType() {
        CallIdentity identity = keys.source(find(users, 7));
        Object key = key(identity);

        assertThat(key)
                .asString()
                .matches("@methodcache\\.core\\.key\\.CallKeysLambdasTest#lambda\\$find\\$\\w+\\$1~[0-9a-f]{32}"
                        + "\\(<methodcache\\.core\\.key\\.Services\\$UserService>,7\\)");
        assertThat(key(keys.source(find(new Users(), 7)))).isEqualTo(key);
        assertThat(key(keys.source(find(users, 8)))).isNotEqualTo(key);
        assertThat(key(identity)).isInstanceOf(String.class);
        assertThat(identity.name()).startsWith("CallKeysLambdasTest.lambda$find$");
        assertThat(identity.arguments()).isEmpty();
        assertThat(identity.method()).isNull();
    }

    @Test
    void lambdas_ofOneShapeInOneMethod_differ() {
        long id = 7;
        CacheSource<String> one = () -> "a" + id;
        CacheSource<String> other = () -> "b" + id;

        assertThat(key(keys.source(one))).isNotEqualTo(key(keys.source(other)));
    }

    @Test
    void lambda_withArguments_countsBoth() {
        String prefix = "p";
        Call1<Long, String> call = id -> prefix + id;

        assertThat(key(keys.call(call, 7L))).asString().endsWith("(\"p\",7L)").isNotEqualTo(key(keys.call(call, 8L)));
        assertThat(keys.call(call, 7L).methodArguments()).containsExactly(7L);
    }

    @Test
    void capturedCache_isIgnored() {
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            MethodCache cache = cache();
            found.add(key(keys.source((CacheSource<String>) () -> cache.name())));
        }

        assertThat(found.get(0)).isEqualTo(found.get(1));
    }

    @Test
    void capturedValue_withoutIdentity_isNamed() {
        Supplier<String> supplier = () -> "";
        CacheSource<String> source = () -> supplier.get();

        assertThatThrownBy(() -> key(keys.source(source)))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("captured value 1 of methodcache.core.key.CallKeysLambdasTest#lambda$")
                .hasMessageContaining("withKey(…)");
    }

    @Test
    void capturedValue_changedAfterwards_hasLeftTheKey() {
        List<Integer> ids = new ArrayList<>(List.of(1));
        CacheSource<String> source = () -> "" + ids;
        Object before = key(keys.source(source));
        ids.add(2);

        assertThat(key(keys.source(source))).isNotEqualTo(before);
    }

    @Test
    void lambda_inAnAnonymousOrLocalClass_staysInThisProcess() {
        Supplier<CacheSource<String>> anonymous = new Supplier<>() {
            @Override
            public CacheSource<String> get() {
                return () -> "a";
            }
        };
        CallIdentity identity = keys.source(anonymous.get());

        assertThat(key(identity)).asString().matches("@[^@]+\\$\\d+@[0-9a-f]+#lambda.*");
        assertThat(key(identity)).isInstanceOf(LocalKey.class);
        assertThat(key(keys.source(anonymous.get()))).isEqualTo(key(identity));
    }

    @Test
    void lambda_ofAHiddenClass_isRefusedSinceNobodyCanReadIt() throws Exception {
        byte[] bytes;
        try (var in = HiddenFactory.class.getResourceAsStream("CallKeysLambdasTest$HiddenFactory.class")) {
            bytes = in.readAllBytes();
        }
        Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
        @SuppressWarnings("unchecked")
        Supplier<Serializable> factory =
                (Supplier<Serializable>) hidden.getDeclaredConstructor().newInstance();

        assertThatThrownBy(() -> key(keys.source(factory.get())))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("withKey(…)");
    }

    static class HiddenFactory implements Supplier<Serializable> {
        @Override
        public Serializable get() {
            return (CacheSource<String>) () -> "hidden";
        }
    }

    @Test
    void source_thatIsARecord_countsByValue() {
        CallIdentity identity = keys.source(new Load(7));

        assertThat(key(identity)).isEqualTo("@methodcache.core.key.CallKeysLambdasTest$Load{id=7L}()");
        assertThat(key(identity)).isInstanceOf(String.class);
        assertThat(identity.name()).isEqualTo("Load");
    }

    @Test
    void source_ofAnyOtherClass_isRefusedOnlyWhenItsKeyIsAsked() {
        CallIdentity identity = keys.source(new CacheSource<String>() {
            @Override
            public String get() {
                return "a";
            }
        });

        assertThat(identity.name()).isNotEmpty();
        assertThatThrownBy(() -> key(identity))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("neither a lambda nor a method reference nor a record");
    }

    @Test
    void identity_readByManyThreadsAtOnce_isOne() {
        Set<Object> found = java.util.stream.IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> key(keys.source(find(users, 7))))
                .collect(java.util.stream.Collectors.toSet());

        assertThat(found).hasSize(1);
    }
}
