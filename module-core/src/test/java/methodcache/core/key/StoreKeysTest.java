package methodcache.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import methodcache.api.CacheKeyException;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

    private static final String ACME = StoreKeys.scope(Map.of("tenantId", "acme"));

    @Test
    void keyed_plain_isTheSameObject() {
        String key = new String("user:1");

        assertThat(StoreKeys.keyed(StoreKeys.NO_SCOPE, key)).isSameAs(key);
    }

    @Test
    void keyed_empty_isRefused() {
        assertThatThrownBy(() -> StoreKeys.keyed(StoreKeys.NO_SCOPE, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StoreKeys.keyed(ACME, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keyed_beginningLikeACall_getsOneMoreSign() {
        assertThat(StoreKeys.keyed("", "@com.acme.A#f(long)(7)")).isEqualTo("@@com.acme.A#f(long)(7)");
        assertThat(StoreKeys.text("@@com.acme.A#f(long)(7)")).isEqualTo("@com.acme.A#f(long)(7)");
    }

    @Test
    void keyed_chosenByAnAttacker_reachesNoOtherNamespace() {
        String longKey = "k".repeat(600);
        List<Object> keys = new ArrayList<>(
                List.of(StoreKeys.keyed(ACME, "a"), StoreKeys.keyed("", longKey), "@com.acme.A#f(long)(7)"));
        for (Object key : List.copyOf(keys)) {
            keys.add(StoreKeys.keyed("", key.toString()));
            keys.add(StoreKeys.keyed(ACME, key.toString()));
        }

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void keyed_longerThan512_isHeadAndDigest() {
        String one = "k".repeat(512) + "1";
        String other = "k".repeat(512) + "2";

        String text = (String) StoreKeys.keyed("", one);

        assertThat(text).startsWith("@~" + "k".repeat(256) + '~').hasSize(2 + 256 + 1 + 64);
        assertThat(StoreKeys.keyed("", other)).isNotEqualTo(text);
        assertThat(StoreKeys.keyed("", new String(one))).isEqualTo(text);
        assertThat(StoreKeys.keyed("", text)).isEqualTo('@' + text);
        assertThat((String) StoreKeys.keyed("", "k".repeat(512))).hasSize(512);
    }

    @Test
    void keyed_longWithAPairAtTheCut_keepsThePairWhole() {
        String text = (String) StoreKeys.keyed("", "k".repeat(255) + "\ud83d\ude00".repeat(200));

        assertThat(text).startsWith("@~" + "k".repeat(255) + '~');
    }

    @Test
    void scope_partsInAnyOrder_isOneText() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("userId", 7L);
        parts.put("tenantId", "acme");

        assertThat(StoreKeys.scope(parts))
                .isEqualTo("{tenantId=\"acme\",userId=7L}")
                .isEqualTo(StoreKeys.scope(Map.of("tenantId", "acme", "userId", 7L)));
        assertThat(StoreKeys.scope(Map.of())).isEqualTo(StoreKeys.NO_SCOPE);
    }

    @Test
    void scope_partsThatLookLikeOthers_differ() {
        assertThat(List.of(
                        StoreKeys.scope(Map.of("a", "1", "b", "2")),
                        StoreKeys.scope(Map.of("a", "1\",b=\"2")),
                        StoreKeys.scope(Map.of("a=\"1\",b", "2")),
                        StoreKeys.scope(Map.of("a", "1}:")),
                        StoreKeys.scope(Map.of("a", 1)),
                        StoreKeys.scope(Map.of("a", "1"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void scope_valueWithoutIdentity_namesThePart() {
        assertThatThrownBy(() -> StoreKeys.scope(Map.of("tenant", new Object())))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("scope part \"tenant\"")
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> StoreKeys.scope(Map.of("tenant", new Money(1))))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("this process only");
    }

    @Test
    void addressed_textOfAKey_reachesTheKey() {
        for (String scope : List.of("", ACME)) {
            for (String key : List.of("user:1", "@user", "@@user", "k".repeat(600), "@" + "k".repeat(600))) {
                Object stored = StoreKeys.keyed(scope, key);

                assertThat(StoreKeys.addressed(scope, key)).contains(stored);
                assertThat(StoreKeys.addressed(scope, StoreKeys.text(stored))).contains(stored);
            }
        }
        assertThat(StoreKeys.addressed("", "user:1")).containsExactly("user:1");
        assertThat(StoreKeys.addressed("", "@com.A#f()()")).contains("@com.A#f()()");
        assertThat(StoreKeys.addressed(ACME, "@com.A#f()()")).contains('@' + ACME + "com.A#f()()");
    }

    @Test
    void startsWith_sameScope_comparesTheUsersKey() {
        assertThat(StoreKeys.startsWith("user:1", "", "user:")).isTrue();
        assertThat(StoreKeys.startsWith("use", "", "user:")).isFalse();
        assertThat(StoreKeys.startsWith(StoreKeys.keyed("", "@x:1"), "", "@x:")).isTrue();
        assertThat(StoreKeys.startsWith(StoreKeys.keyed(ACME, "user:1"), ACME, "user:"))
                .isTrue();
        assertThat(StoreKeys.startsWith(StoreKeys.keyed(ACME, "user:1"), "", "user:"))
                .isFalse();
        assertThat(StoreKeys.startsWith("user:1", ACME, "user:")).isFalse();
        assertThat(StoreKeys.startsWith("@com.acme.A#f(long)(7)", "", "com.acme.A"))
                .isFalse();
    }

    @Test
    void startsWith_textOfACall_coversIt() {
        assertThat(StoreKeys.startsWith("@com.acme.A#f(long)(7)", "", "@com.acme.A#f("))
                .isTrue();
        assertThat(StoreKeys.startsWith('@' + ACME + "com.acme.A#f(long)(7)", ACME, "@com.acme.A#f("))
                .isTrue();
        assertThat(StoreKeys.startsWith('@' + ACME + "com.acme.A#f(long)(7)", "", '@' + ACME))
                .isTrue();
        assertThat(StoreKeys.startsWith('@' + ACME + "com.acme.A#f(long)(7)", "", "@com.acme.A#f("))
                .isFalse();
    }

    @Test
    void startsWith_digest_coversWhatCouldBe() {
        Object key = StoreKeys.keyed("", "k".repeat(600));

        assertThat(StoreKeys.startsWith(key, "", "kkk")).isTrue();
        assertThat(StoreKeys.startsWith(key, "", "k".repeat(300))).isTrue();
        assertThat(StoreKeys.startsWith(key, "", "k".repeat(256) + "x")).isTrue();
        assertThat(StoreKeys.startsWith(key, "", "kx")).isFalse();
        assertThat(StoreKeys.startsWith(key, "", "@kk")).isFalse();
        assertThat(StoreKeys.startsWith(StoreKeys.keyed(ACME, "k".repeat(600)), ACME, "kkk"))
                .isTrue();
        assertThat(StoreKeys.startsWith(StoreKeys.keyed("", '@' + "k".repeat(600)), "", "@kkk"))
                .isTrue();
    }

    /** Known by its own equals only. */
    static final class Money {

        private final long cents;

        Money(long cents) {
            this.cents = cents;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Money that && cents == that.cents;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(cents);
        }
    }

    @Test
    void scopeOf_aKey_isThatOfItsScope() {
        assertThat(StoreKeys.scopeOf("user:1")).isEmpty();
        assertThat(StoreKeys.scopeOf(StoreKeys.keyed("", "@{tenantId=1}:k"))).isEmpty();
        assertThat(StoreKeys.scopeOf("@com.acme.A#f(java.lang.String)(\"{\")")).isEmpty();
        for (Object value : List.of("acme", "}", "\"}", "\\", '"', '\'', '{', Map.of("}", List.of("{")))) {
            String scope = StoreKeys.scope(Map.of("tenantId", value, "userId", 7));
            List<String> told = StoreKeys.scopesOf(scope, "user:");
            assertThat(told).as(scope).containsExactly(scope);
            assertThat(StoreKeys.scopeOf(StoreKeys.keyed(scope, "}:1"))).isEqualTo(scope);
            assertThat(StoreKeys.scopeOf(StoreKeys.keyed(scope, "k".repeat(600))))
                    .isEqualTo(scope);
            assertThat(StoreKeys.scopeOf('@' + scope + "com.acme.A#f()()")).isEqualTo(scope);
        }
    }

    @Test
    void scopeOf_aLongScopeOrOneWithoutAnEnd_isADigestOfItsOwn() {
        Set<String> scopes = new HashSet<>();
        for (Object value : List.of(
                "\"".repeat(400), "x".repeat(400) + 1, "x".repeat(400) + 2, new Locale("}:user"), new Locale("{\""))) {
            String scope = StoreKeys.scope(Map.of("tenantId", value));
            assertThat(scope).hasSize(67).startsWith("{~");
            assertThat(scopes.add(scope)).isTrue();
            assertThat(StoreKeys.scope(Map.of("tenantId", value))).isEqualTo(scope);
            assertThat(StoreKeys.scopesOf(scope, "user:")).containsExactly(scope);
            assertThat(StoreKeys.scopeOf(StoreKeys.keyed(scope, "k"))).isEqualTo(scope);
            assertThat(StoreKeys.scopeOf(StoreKeys.keyed(scope, "k".repeat(600))))
                    .isEqualTo(scope);
        }
    }

    @Test
    void scopesOf_aPrefixInNoScope_areThoseItMayReach() {
        assertThat(StoreKeys.scopesOf("", "user:")).containsExactly("");
        assertThat(StoreKeys.scopesOf("", "@com.acme.A")).containsExactly("");
        assertThat(StoreKeys.scopesOf("", '@' + ACME + ":user:")).containsExactly("", ACME);
        for (String wide : List.of("@", "@{", "@{tenantId=\"", "@~", "@~@" + ACME)) {
            assertThat(StoreKeys.scopesOf("", wide)).as(wide).isEmpty();
        }
    }
}
