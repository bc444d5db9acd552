package methodcache.blackbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import methodcache.api.CacheKeyException;
import methodcache.api.MethodCache;
import methodcache.api.TypeRef;
import methodcache.testkit.TestCaches;
import methodcache.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must never happen: a caller gets what another's call has made, or what its own has found to be gone. */
class NobodyElsesValueTest {

    private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "a");

    private final MethodCache cache = TestCaches.on(new TestClock()).build();

    @AfterEach
    void close() {
        TENANT.remove();
        cache.close();
    }

    @Test
    void scope_readFromAThreadLocalByALambdaThatCapturesNothing_isThatOfEachCall() {
        assertThat(secret()).isEqualTo("secret of a");
        TENANT.set("b");
        assertThat(secret()).isEqualTo("secret of b");
    }

    private String secret() {
        return cache.getOrCreate(
                "secret", context -> "secret of " + TENANT.get(), p -> p.withScope("tenant", TENANT.get()));
    }

    @Test
    void put_inAScopeReadFromAThreadLocal_isSeenInThatScopeOnly() {
        for (String tenant : List.of("a", "b")) {
            TENANT.set(tenant);
            cache.put("k", "of " + tenant, p -> p.withScope("tenant", TENANT.get()));
        }
        TENANT.set("a");
        String seen = cache.getOrCreate("k", context -> "none", p -> p.withScope("tenant", TENANT.get()));
        assertThat(seen).isEqualTo("of a");
    }

    public interface Accounts {
        String find(long id);
    }

    public static final class SqlAccounts implements Accounts {
        @Override
        public String find(long id) {
            return "account " + id + " with secret";
        }
    }

    @Test
    void transformResult_saidForTheInterface_holdsWhereTheClassIsDeclaredToo() {
        try (MethodCache both = TestCaches.on(new TestClock())
                .forService(
                        Accounts.class,
                        s -> s.method(a -> a.find(0), m -> m.transformResult(found -> found.replace("secret", "***"))))
                .service(SqlAccounts.class)
                .build()) {
            SqlAccounts accounts = new SqlAccounts();
            String loaded = both.call(SqlAccounts::find, accounts, 7L).execute();
            String hit = both.call(accounts::find, 7L).execute();
            assertThat(List.of(loaded, hit)).containsOnly("account 7 with ***");

            both.overrides().disableMethod(Accounts.class, a -> a.find(0));
            both.call(SqlAccounts::find, accounts, 8L).execute();
            assertThat(both.call(SqlAccounts::find, accounts, 8L).tryGet().found())
                    .isFalse();
        }
    }

    @Test
    void typeRef_ofOtherArguments_isAMiss() {
        cache.getOrCreate("l", new TypeRef<List<String>>() {}, context -> List.of("s"));
        List<Integer> numbers = cache.getOrCreate("l", new TypeRef<List<Integer>>() {}, context -> List.of(1));
        assertThat(numbers.get(0) + 1).isEqualTo(2);
        assertThat(cache.tryGet("l", new TypeRef<List<String>>() {}).found()).isFalse();
        assertThat(cache.tryGet("l", new TypeRef<List<Integer>>() {}).found()).isTrue();
    }

    @Test
    void refresh_thatFindsNothing_removesTheOldValue() {
        cache.put("k", 5);
        Integer refreshed = cache.<Integer>cache(() -> null).withKey("k").refresh();
        assertThat(refreshed).isNull();
        assertThat(cache.tryGet("k").found()).isFalse();
    }

    @Test
    void invalidation_inAScopeByTextFromAUser_reachesNoOtherScope() {
        try (MethodCache scoped = TestCaches.on(new TestClock())
                .scope(() -> Map.of("tenant", TENANT.get()))
                .build()) {
            scoped.put("k", "of a");
            String key = scoped.<String>cache(() -> "x").withKey("k").key();
            TENANT.set("b");
            scoped.invalidatePrefix("@");
            scoped.invalidateKeys(key);
            TENANT.set("a");
            assertThat(scoped.tryGet("k").found()).isTrue();
            scoped.invalidateKeys(key);
            assertThat(scoped.tryGet("k").found()).isFalse();
        }
    }

    record Store(String tenant) {
        String find(long id) {
            return tenant + id;
        }
    }

    @Test
    void qualifier_thatGivesNull_isRefused() {
        try (MethodCache declared = TestCaches.on(new TestClock())
                .service(Store.class, store -> null)
                .build()) {
            assertThatThrownBy(
                            () -> declared.call(Store::find, new Store("a"), 1L).execute())
                    .isInstanceOf(CacheKeyException.class)
                    .hasMessageContaining("qualifier")
                    .hasMessageContaining("null");
        }
    }

    @Test
    void close_withATimeLimitBeyondAllMeasure_closes() {
        MethodCache patient = TestCaches.on(new TestClock())
                .closeTimeout(ofSeconds(Long.MAX_VALUE))
                .build();
        patient.close();
        assertThatThrownBy(() -> patient.tryGet("k")).hasMessageContaining("closed");
    }
}
