package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import methodcache.api.CacheKeyException;
import methodcache.api.CacheSource;
import methodcache.api.Call1;
import methodcache.api.Call2;
import methodcache.core.key.Services.CrudRepo;
import methodcache.core.key.Services.Finder;
import methodcache.core.key.Services.Hidden;
import methodcache.core.key.Services.InheritedFinder;
import methodcache.core.key.Services.LongFinder;
import methodcache.core.key.Services.Narrow;
import methodcache.core.key.Services.NarrowRepo;
import methodcache.core.key.Services.OrderRepo;
import methodcache.core.key.Services.Orders;
import methodcache.core.key.Services.Repo;
import methodcache.core.key.Services.Tenant;
import methodcache.core.key.Services.UserRepo;
import methodcache.core.key.Services.UserService;
import methodcache.core.key.Services.Users;
import org.junit.jupiter.api.Test;

class CallKeysMethodsTest {

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
    void declaredReceiver_spelledInAllWays_isOneKey() {
        Call2<UserService, Long, String> unbound = UserService::find;
        Call2<Users, Long, String> byClass = Users::find;
        Call1<Long, String> bound = users::find;
        Call1<Long, String> boundByType = ((UserService) new Users())::find;

        assertThat(List.of(
                        key(id(keys, unbound, users, 7L)),
                        key(id(keys, byClass, users, 7L)),
                        key(id(keys, bound, 7L)),
                        key(id(keys, boundByType, 7L))))
                .containsOnly(S + "UserService#find(long)(7)");
        CallIdentity identity = id(keys, byClass, users, 7L);
        assertThat(identity.name()).isEqualTo("UserService.find");
        assertThat(identity.method()).isEqualTo(new MethodId(UserService.class, "find", "(long)"));
        assertThat(identity.arguments()).containsExactly(users, 7L);
        assertThat(identity.methodArguments()).containsExactly(7L);
        assertThat(key(identity)).isInstanceOf(String.class);
    }

    @Test
    void overload_hasAKeyOfItsOwn() {
        Call1<String, String> byName = users::find;

        assertThat(key(id(keys, byName, "7"))).isEqualTo(S + "UserService#find(java.lang.String)(\"7\")");
    }

    @Test
    void defaultMethod_ofDeclaredService_countsByItsType() {
        CacheSource<String> all = users::all;

        assertThat(key(keys.source(all))).isEqualTo(S + "UserService#all()()");
    }

    @Test
    void methodThatTheServiceHasNot_countsByInstance() {
        Call1<Long, String> extra = users::extra;
        CallIdentity identity = id(keys, extra, 7L);

        assertThat(key(identity))
                .asString()
                .startsWith(S + "Users#extra(long)@")
                .endsWith("(7)");
        assertThat(key(identity)).isInstanceOf(LocalKey.class);
        assertThat(identity.method()).isNull();
        assertThat(key(id(keys, extra, 7L))).isEqualTo(key(identity));
        assertThat(key(id(keys, (Call1<Long, String>) new Users()::extra, 7L))).isNotEqualTo(key(identity));
    }

    @Test
    void inheritedGenericMethod_ofTwoDeclaredServices_differs() {
        UserRepo userRepo = new Repo();
        OrderRepo orderRepo = new Orders();
        Call1<Long, String> user = userRepo::findById;
        Call1<Long, String> order = orderRepo::findById;
        Call1<Long, String> userByClass = new Repo()::findById;
        CrudRepo<String, Long> anyRepo = userRepo;
        Call1<Long, String> userBySuper = anyRepo::findById;

        assertThat(key(id(keys, user, 7L))).isEqualTo(S + "UserRepo#findById(java.lang.Object)(7L)");
        assertThat(key(id(keys, order, 7L))).isEqualTo(S + "OrderRepo#findById(java.lang.Object)(7L)");
        assertThat(key(id(keys, userByClass, 7L))).isEqualTo(key(id(keys, user, 7L)));
        assertThat(key(id(keys, userBySuper, 7L))).isEqualTo(key(id(keys, user, 7L)));
    }

    @Test
    void inheritedGenericMethod_ofUndeclaredReceivers_differsByInstance() {
        CallKeys nothing = new CallKeys(Rendering.services());
        UserRepo userRepo = new Repo();
        OrderRepo orderRepo = new Orders();
        Call1<Long, String> user = userRepo::findById;
        Call1<Long, String> order = orderRepo::findById;

        assertThat(key(id(nothing, user, 7L))).isNotEqualTo(key(id(nothing, order, 7L)));
    }

    @Test
    void instantiatedMethodType_isNoPart() {
        UserRepo repo = new Repo();
        Call1<Long, String> typed = repo::findById;
        Call1<Long, Object> erased = repo::findById;

        assertThat(key(id(keys, typed, 7L))).isEqualTo(key(id(keys, erased, 7L)));
    }

    @Test
    void methodDeclaredAnewWithItsTypeFilledIn_isTheSameMethod() throws Exception {
        CallKeys narrow = new CallKeys(Rendering.services(NarrowRepo.class));
        NarrowRepo repo = new Narrow();
        CrudRepo<String, Long> wide = repo;
        Call1<Long, String> byNarrow = repo::findById;
        Call1<Long, String> byWide = wide::findById;
        Call1<Long, String> byClass = new Narrow()::findById;

        assertThat(List.of(key(id(narrow, byNarrow, 7L)), key(id(narrow, byWide, 7L)), key(id(narrow, byClass, 7L))))
                .containsOnly(S + "NarrowRepo#findById(java.lang.Long)(7L)");
        assertThat(MethodId.of(NarrowRepo.class, CrudRepo.class.getMethod("findById", Object.class)))
                .isEqualTo(id(narrow, byClass, 7L).method());
    }

    @Test
    void implementationInheritedFromAnUnrelatedClass_countsByTheService() {
        CallKeys declared = new CallKeys(Rendering.services(LongFinder.class));
        Call2<Finder, Long, String> find = Finder::find;

        assertThat(key(id(declared, find, new InheritedFinder(), 7L))).isEqualTo(S + "LongFinder#find(long)(7)");
        assertThat(key(id(declared, find, new Finder(), 7L))).asString().startsWith(S + "Finder#find(long)@");
    }

    @Test
    void staticMethodAndConstructor_haveNoReceiver() {
        Call1<Long, String> helper = UserService::helper;
        Call1<String, Tenant> constructor = Tenant::new;

        assertThat(key(id(keys, helper, 7L))).isEqualTo(S + "UserService#helper(long)(7)");
        assertThat(key(id(keys, constructor, "x"))).isEqualTo(S + "Tenant#new(java.lang.String)(\"x\")");
        assertThat(id(keys, helper, 7L).method()).isNull();
        assertThat(id(keys, helper, 7L).name()).isEqualTo("UserService.helper");
    }

    @Test
    void staticMethod_ofALocalClass_staysInThisProcess() {
        record Local(long id) {
            static String load(long id) {
                return "" + id;
            }
        }
        Call1<Long, String> load = Local::load;
        CallIdentity identity = id(keys, load, 7L);
        key(identity);

        assertThat(key(identity)).isInstanceOf(LocalKey.class);
    }

    @Test
    void privateMethod_countsByInstance() {
        CallKeys declared = new CallKeys(Rendering.services(Hidden.class));
        Hidden hidden = new Hidden();

        assertThat(key(id(declared, hidden.secrets(), 7L))).isEqualTo(S + "Hidden#secret(long)(7)");
        assertThat(key(id(keys, hidden.secrets(), 7L))).asString().contains("#secret(long)@");
    }

    @Test
    void varargsReference_countsAsALambda() {
        Call1<String, String> several = users::several;

        assertThat(key(id(keys, several, "a")))
                .asString()
                .contains("#lambda$")
                .contains("<methodcache.core.key.Services$UserService>");
    }

    @Test
    void arguments_areConvertedToTheParameters() {
        Call2<UserService, Integer, String> find = UserService::find;
        Call2<UserService, Character, String> byChar = UserService::find;

        assertThat(key(keys.call(find, users, 7)))
                .isEqualTo(key(keys.call(find, users, 7L)))
                .isEqualTo(key(keys.call(find, users, (byte) 7)))
                .isEqualTo(key(keys.call(find, users, (short) 7)))
                .isEqualTo(key(keys.call(byChar, users, (char) 7)));
        Call1<Integer, String> toDouble = String::valueOf;
        assertThat(key(keys.call((Call1<Float, Double>) Math::sqrt, 2f))).isEqualTo("@java.lang.Math#sqrt(double)(2)");
        assertThat(key(keys.call(toDouble, 7))).isEqualTo("@java.lang.String#valueOf(java.lang.Object)(7)");
        assertThat(key(keys.call((Call1<Long, Long>) Long::valueOf, (Object) null)))
                .isEqualTo("@java.lang.Long#valueOf(long)(null)");
    }

    @Test
    void argument_withoutIdentity_isNamed() {
        Call1<Object, String> valueOf = String::valueOf;

        assertThatThrownBy(() -> key(id(keys, valueOf, new Object())))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("argument 1 of java.lang.String#valueOf(java.lang.Object)")
                .hasMessageContaining("withKey(…)")
                .hasMessageContaining("record");
    }

    @Test
    void argument_thatFailsWhileItIsRead_isNamedWithTheCause() {
        Call1<Object, String> valueOf = String::valueOf;
        IllegalStateException failure = new IllegalStateException("session is closed");
        final class Lazy extends AbstractList<String> {
            @Override
            public String get(int index) {
                throw failure;
            }

            @Override
            public int size() {
                return 1;
            }
        }
        for (Object value : List.of(new Lazy(), List.of(new Lazy()), new FailingHash("x"))) {
            assertThatThrownBy(() -> key(id(keys, valueOf, value)))
                    .isInstanceOf(CacheKeyException.class)
                    .hasMessageStartingWith(
                            "argument 1 of java.lang.String#valueOf(java.lang.Object): methodcache.core.key.")
                    .hasMessageContaining(" failed while it was read: java.lang.IllegalStateException: ")
                    .hasMessageContaining("withKey(…)")
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    /** Can be part of a key, but for its hash code. */
    static final class FailingHash {
        private final String text;

        FailingHash(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof FailingHash that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("no hash");
        }
    }

    @Test
    void declaredServiceAsArgument_countsByType() {
        Call1<Object, String> valueOf = String::valueOf;

        assertThat(key(id(keys, valueOf, users)))
                .isEqualTo("@java.lang.String#valueOf(java.lang.Object)(<methodcache.core.key.Services$UserService>)");
    }

    @Test
    void key_inAScope_isTheScopeThenTheCall() {
        Call2<UserService, Long, String> find = UserService::find;
        String scope = StoreKeys.scope(Map.of("tenantId", "acme"));

        assertThat(id(keys, find, users, 7L).key(scope, null))
                .isEqualTo("@{tenantId=\"acme\"}" + S.substring(1) + "UserService#find(long)(7)");
    }

    @Test
    void key_tooLong_isADigest() {
        Call1<String, String> byName = users::find;
        String one = (String) key(id(keys, byName, "x".repeat(600) + 1));

        assertThat(one).startsWith("@~" + S).hasSizeLessThan(512);
        assertThat(key(id(keys, byName, "x".repeat(600) + 2))).isNotEqualTo(one);
        assertThat(key(id(keys, byName, "x".repeat(600) + 1))).isEqualTo(one);
    }
}
