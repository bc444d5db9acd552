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
import methodcache.core.key.DeclaredServices.Declared;
import methodcache.core.key.Services.TenantUsers;
import methodcache.core.key.Services.Tenanted;
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

    /** Holds nothing but services and a cache. */
    static class Controller {
        private final UserService users;
        private final @SuppressWarnings("unused") MethodCache cache = cache();

        Controller(UserService users) {
            this.users = users;
        }

        CacheSource<String> find(long id) {
            return () -> users.find(id);
        }

        CacheSource<String> named(String name) {
            return () -> name(name);
        }

        String name(String name) {
            return name;
        }
    }

    static class LoudController extends Controller {
        LoudController(UserService users) {
            super(users);
        }

        @Override
        String name(String name) {
            return name + '!';
        }
    }

    static class Counter {
        private final @SuppressWarnings("unused") UserService users = new Users();
        private int count;

        CacheSource<String> next() {
            return () -> "" + count++;
        }
    }

    record Query(String text) {
        CacheSource<String> run() {
            return () -> text;
        }
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

        assertThat((String) key)
                .matches("@methodcache\\.core\\.key\\.CallKeysLambdasTest#lambda\\$find\\$\\w+\\$1~[0-9a-f]{32}"
                        + "\\(<methodcache\\.core\\.key\\.Services\\$UserService>,7\\)");
        assertThat(key(keys.source(find(new Users(), 7)))).isEqualTo(key);
        assertThat(key(keys.source(find(users, 8)))).isNotEqualTo(key);
        assertThat(identity.shareable()).isTrue();
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

        assertThat((String) key(keys.call(call, 7L))).endsWith("(\"p\",7L)").isNotEqualTo(key(keys.call(call, 8L)));
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
    void capturedThis_ofServicesAndCaches_counts() {
        Object key = key(keys.source(new Controller(users).find(7)));

        assertThat(key(keys.source(new Controller(new Users()).find(7)))).isEqualTo(key);
        assertThat(key(keys.source(new Controller(null).find(7)))).isNotEqualTo(key);
        assertThat(key(keys.source(new Controller(users).find(8)))).isNotEqualTo(key);
    }

    @Test
    void capturedThis_ofASubclass_differs() {
        assertThat(key(keys.source(new LoudController(users).named("a"))))
                .isNotEqualTo(key(keys.source(new Controller(users).named("a"))));
        CallIdentity anonymous = keys.source(anonymous(users).named("a"));
        key(anonymous);
        assertThat(anonymous.shareable()).isFalse();
    }

    private static Controller anonymous(UserService users) {
        return new Controller(users) {};
    }

    @Test
    void capturedThis_withAnotherField_isRefusedNamingIt() {
        assertThatThrownBy(() -> key(keys.source(new Counter().next())))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("Counter.count (int)")
                .hasMessageContaining("local variables");
        assertThatThrownBy(() -> key(new CallKeys(Rendering.services()).source(new Controller(users).find(7))))
                .hasMessageContaining("Controller.users");
    }

    @Test
    void capturedThis_ofADeclaredService_countsByItsType() {
        CallKeys declared = new CallKeys(Rendering.services(Counter.class));

        assertThat((String) key(declared.source(new Counter().next())))
                .endsWith("(<methodcache.core.key.CallKeysLambdasTest$Counter>)");
    }

    @Test
    void capturedThis_ofARecord_countsByValue() {
        assertThat(key(keys.source(new Query("a").run())))
                .isEqualTo(key(keys.source(new Query("a").run())))
                .isNotEqualTo(key(keys.source(new Query("b").run())));
    }

    @Test
    void capturedThis_withQualifiedServices_countsByTheQualifier() {
        CallKeys declared = new CallKeys(DeclaredServices.of(
                List.of(new Declared(UserService.class, service -> ((Tenanted) service).tenant()))));

        assertThat(key(declared.source(new Controller(new TenantUsers("x")).find(7))))
                .isNotEqualTo(key(declared.source(new Controller(new TenantUsers("y")).find(7))));
    }

    @Test
    void fieldThatCannotBeRead_countsOnlyIfAllItCanHoldCountAlike() {
        DeclaredServices plain = Rendering.services(UserService.class);
        DeclaredServices qualified = DeclaredServices.of(List.of(new Declared(UserService.class, service -> "x")));
        DeclaredServices otherwise = DeclaredServices.of(
                List.of(new Declared(UserService.class, null), new Declared(Tenanted.class, service -> "x")));

        assertThat(plain.unseen(UserService.class)).isNotNull();
        assertThat(plain.unseen(Users.class)).isNotNull();
        assertThat(plain.unseen(String.class)).isNull();
        assertThat(plain.unseen(Object.class)).isNull();
        assertThat(qualified.unseen(UserService.class)).isNull();
        assertThat(otherwise.unseen(UserService.class)).isNull();
        assertThat(Rendering.services(UserService.class, Users.class).unseen(UserService.class))
                .isNull();
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

        assertThat((String) key(identity)).matches("@[^@]+\\$\\d+@[0-9a-f]+#lambda.*");
        assertThat(identity.shareable()).isFalse();
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
        assertThat(identity.shareable()).isTrue();
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
