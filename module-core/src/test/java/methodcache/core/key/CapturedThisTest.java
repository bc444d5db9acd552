package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import methodcache.api.CacheKeyException;
import methodcache.api.CacheSource;
import methodcache.api.InvalidationOperations;
import methodcache.api.MethodCache;
import methodcache.core.key.DeclaredServices.Declared;
import methodcache.core.key.Services.TenantUsers;
import methodcache.core.key.Services.Tenanted;
import methodcache.core.key.Services.UserService;
import methodcache.core.key.Services.Users;
import org.junit.jupiter.api.Test;

class CapturedThisTest {

    private final CallKeys keys = new CallKeys(Rendering.services(UserService.class));
    private final Users users = new Users();

    private static Object key(CallIdentity identity) {
        return identity.key(StoreKeys.NO_SCOPE, null);
    }

    /** Holds nothing but services and a cache. */
    static class Controller {
        private final UserService users;
        private final @SuppressWarnings("unused") MethodCache cache = CallKeysLambdasTest.cache();

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

    /** Has what it needs of a cache, and no more. */
    static class Renaming {
        private final InvalidationOperations invalidations;

        Renaming(InvalidationOperations invalidations) {
            this.invalidations = invalidations;
        }

        CacheSource<String> rename(long id) {
            return () -> invalidations.invalidateKeys("user:" + id).toString();
        }
    }

    record Query(String text) {
        CacheSource<String> run() {
            return () -> text;
        }
    }

    @Test
    void capturedThis_ofServicesAndCaches_counts() {
        Object key = key(keys.source(new Controller(users).find(7)));

        assertThat(key(keys.source(new Controller(new Users()).find(7)))).isEqualTo(key);
        assertThat(key(keys.source(new Controller(null).find(7)))).isNotEqualTo(key);
        assertThat(key(keys.source(new Controller(users).find(8)))).isNotEqualTo(key);
    }

    @Test
    void capturedThis_withAPartOfACache_countsIfThatIsACache() {
        Object key = key(keys.source(new Renaming(CallKeysLambdasTest.cache()).rename(7)));
        InvalidationOperations other = (InvalidationOperations) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {InvalidationOperations.class},
                (proxy, method, args) -> null);

        assertThat(key(keys.source(new Renaming(CallKeysLambdasTest.cache()).rename(7))))
                .isEqualTo(key);
        assertThatThrownBy(() -> key(keys.source(new Renaming(other).rename(7))))
                .as("it may be anything, and do what others of its kind don't")
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("Renaming.invalidations");
    }

    @Test
    void capturedThis_ofASubclass_differs() {
        assertThat(key(keys.source(new LoudController(users).named("a"))))
                .isNotEqualTo(key(keys.source(new Controller(users).named("a"))));
        CallIdentity anonymous = keys.source(anonymous(users).named("a"));
        assertThat(key(anonymous)).isInstanceOf(LocalKey.class);
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

        assertThat(key(declared.source(new Counter().next())))
                .asString()
                .endsWith("(<methodcache.core.key.CapturedThisTest$Counter>)");
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

    private static Controller anonymous(UserService users) {
        return new Controller(users) {};
    }
}
