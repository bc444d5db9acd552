package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import methodcache.api.CacheKeyException;
import methodcache.api.Call1;
import methodcache.api.Call2;
import methodcache.core.key.DeclaredServices.Declared;
import methodcache.core.key.Services.Both;
import methodcache.core.key.Services.CrudRepo;
import methodcache.core.key.Services.Handler;
import methodcache.core.key.Services.LongFinder;
import methodcache.core.key.Services.OrderRepo;
import methodcache.core.key.Services.OtherFinder;
import methodcache.core.key.Services.Repo;
import methodcache.core.key.Services.Tenant;
import methodcache.core.key.Services.TenantUsers;
import methodcache.core.key.Services.Tenanted;
import methodcache.core.key.Services.UserRepo;
import methodcache.core.key.Services.UserService;
import methodcache.core.key.Services.Users;
import org.junit.jupiter.api.Test;

class CallKeysReceiversTest {

    private static final String S = "@methodcache.core.key.Services$";

    private final CallKeys keys = new CallKeys(Rendering.services(UserService.class, UserRepo.class, OrderRepo.class));
    private final Users users = new Users();

    private static <A, T> CallIdentity id(CallKeys keys, Call1<A, T> call, A argument) {
        return keys.call(call, argument);
    }

    private static <A, B, T> CallIdentity id(CallKeys keys, Call2<A, B, T> call, A receiver, B argument) {
        return keys.call(call, receiver, argument);
    }

    private static Object key(CallIdentity identity) {
        return identity.key(StoreKeys.NO_SCOPE, null);
    }

    @Test
    void receiverOfSeveralDeclaredServices_countsByTheMostSpecificOrTheNamedOne() {
        CallKeys nested = new CallKeys(Rendering.services(CrudRepo.class, UserRepo.class));
        UserRepo repo = new Repo();
        Call1<Long, String> find = repo::findById;
        CallKeys unrelated = new CallKeys(Rendering.services(LongFinder.class, OtherFinder.class));
        Call2<LongFinder, Long, String> named = LongFinder::find;
        Call2<Both, Long, String> ambiguous = Both::find;

        assertThat(key(id(nested, find, 7L))).asString().startsWith(S + "UserRepo#");
        assertThat(key(id(unrelated, named, new Both(), 7L))).asString().startsWith(S + "LongFinder#");
        CallIdentity identity = id(unrelated, ambiguous, new Both(), 7L);
        assertThat(identity.method()).isEqualTo(new MethodId(Both.class, "find", "(long)"));
        assertThatThrownBy(() -> key(identity))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("LongFinder")
                .hasMessageContaining("OtherFinder")
                .hasMessageContaining("::find");
    }

    @Test
    void qualifier_tellsInstancesApart_alsoFromASuperType() {
        Function<Object, Object> tenant = service -> ((Tenanted) service).tenant();
        CallKeys declared = new CallKeys(DeclaredServices.of(
                List.of(new Declared(UserService.class, null), new Declared(Tenanted.class, tenant))));
        CallKeys own = new CallKeys(DeclaredServices.of(List.of(new Declared(TenantUsers.class, tenant))));
        Call2<UserService, Long, String> find = UserService::find;

        assertThat(key(id(declared, find, new TenantUsers("x"), 7L)))
                .isEqualTo(key(id(declared, find, new TenantUsers("x"), 7L)))
                .isNotEqualTo(key(id(declared, find, new TenantUsers("y"), 7L)));
        CallIdentity identity = id(own, find, new TenantUsers("x"), 7L);
        assertThat(key(identity)).isEqualTo(S + "TenantUsers[\"x\"]#find(long)(7)");
        assertThat(key(identity)).isInstanceOf(String.class);
        assertThat(identity.method()).isNotNull();
    }

    @Test
    void qualifier_thatFailsOrHasNoIdentity_isRefusedNamingTheService() {
        Call2<UserService, Long, String> find = UserService::find;
        for (Function<Object, Object> bad : List.<Function<Object, Object>>of(service -> new Object(), service -> {
            throw new IllegalStateException("no tenant");
        })) {
            CallKeys declared = new CallKeys(DeclaredServices.of(List.of(new Declared(UserService.class, bad))));

            assertThatThrownBy(() -> key(id(declared, find, users, 7L)))
                    .isInstanceOf(CacheKeyException.class)
                    .hasMessageContaining("qualifier of service " + UserService.class.getName());
        }
    }

    @Test
    void valueReceiver_countsByValue() {
        CallIdentity identity = id(keys, (Call1<Long, String>) new Tenant("x")::find, 7L);

        assertThat(key(identity))
                .isEqualTo(key(id(keys, (Call1<Long, String>) new Tenant("x")::find, 7L)))
                .isEqualTo(S + "Tenant#find(long)<methodcache.core.key.Services$Tenant{name=\"x\"}>(7)")
                .isNotEqualTo(key(id(keys, (Call1<Long, String>) new Tenant("y")::find, 7L)));
        assertThat(key(identity)).isInstanceOf(String.class);
        assertThat(key(id(keys, (Call1<String, String>) "abc"::concat, "d")))
                .isEqualTo("@java.lang.String#concat(java.lang.String)<\"abc\">(\"d\")");
    }

    @Test
    void recordReceiverWithoutValue_countsByInstance() {
        Handler handler = new Handler(new Object());
        Call2<Handler, Long, String> find = Handler::find;
        CallIdentity identity = id(keys, find, handler, 7L);

        assertThat(key(identity)).isEqualTo(key(id(keys, find, handler, 7L)));
        assertThat(key(identity)).isInstanceOf(LocalKey.class);
        assertThat(key(id(keys, find, new Handler(new Object()), 7L))).isNotEqualTo(key(identity));
    }

    @Test
    void receivers_ofOneCallSite_areReadAtEachCall() {
        CallKeys nothing = new CallKeys(Rendering.services());
        Object[] found = new Object[2];
        for (int i = 0; i < 2; i++) {
            Call1<Long, String> find = (i == 0 ? new Users() : new TenantUsers("x"))::find;
            found[i] = key(id(nothing, find, 7L));
        }

        assertThat(found[0]).isNotEqualTo(found[1]);
    }

    @Test
    void proxy_undeclared_countsByInstanceAndDeclaredByType() {
        UserService proxy = proxy();
        Call2<UserService, Long, String> find = UserService::find;
        CallKeys nothing = new CallKeys(Rendering.services());
        CallIdentity byInstance = id(nothing, find, proxy, 7L);

        assertThat(key(byInstance)).asString().doesNotContain("$Proxy");
        assertThat(key(byInstance)).isInstanceOf(LocalKey.class);
        assertThat(key(id(nothing, find, proxy(), 7L))).isNotEqualTo(key(byInstance));
        assertThat(key(id(keys, find, proxy, 7L))).isEqualTo(S + "UserService#find(long)(7)");
    }

    @Test
    void anonymousReceiver_ofDeclaredService_countsByType() {
        Call2<UserService, Long, String> find = UserService::find;

        assertThat(key(id(keys, find, new Users() {}, 7L))).isEqualTo(S + "UserService#find(long)(7)");
    }

    @Test
    void nullReceiver_isRefusedAsTheCallWould() {
        Call2<UserService, Long, String> find = UserService::find;

        assertThatNullPointerException()
                .isThrownBy(() -> keys.call(find, null, 7L))
                .withMessage(
                        "the receiver of methodcache.core.key.Services$UserService#find(long) is null: pass the object"
                                + " to call UserService.find on, before the arguments");
    }

    @Test
    void mutableReceiverValue_isCopied() {
        Map<String, String> map = new HashMap<>(Map.of("a", "b"));
        Call1<Object, String> get = map::get;
        Object before = key(id(keys, get, "a"));
        map.put("a", "c");

        assertThat(key(id(keys, get, "a"))).isNotEqualTo(before);
        assertThat(Arrays.asList(before)).allMatch(String.class::isInstance);
    }

    private static UserService proxy() {
        return (UserService) Proxy.newProxyInstance(
                UserService.class.getClassLoader(), new Class<?>[] {UserService.class}, (proxy, method, args) -> null);
    }
}
