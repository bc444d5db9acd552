package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.CacheKeyException;
import methodcache.api.ServiceLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scopes keep keys apart; services and arguments reach user code. */
class ScopeTest {

    private final ThreadLocal<String> tenant = new InheritableThreadLocal<>();
    private final AtomicInteger loads = new AtomicInteger();

    private Rig tenants() {
        return new Rig(c -> c.scope(() -> tenant.get() == null ? Map.of() : Map.of("tenantId", tenant.get())));
    }

    private String load() {
        return tenant.get() + "-" + loads.incrementAndGet();
    }

    @ParameterizedTest
    @EnumSource
    void withScope_differentParts_keysAreApart(Form form) {
        try (Rig rig = new Rig()) {
            assertThat(form.get(rig.cache, "k", () -> "a", p -> p.withScope("tenantId", "a")))
                    .isEqualTo("a");
            assertThat(form.get(rig.cache, "k", () -> "b", p -> p.withScope("tenantId", "b")))
                    .isEqualTo("b");
            assertThat(form.get(rig.cache, "k", () -> "none")).isEqualTo("none");
            assertThat(form.get(rig.cache, "k", () -> "again", p -> p.withScope("tenantId", "a")))
                    .isEqualTo("a");
            assertThat(rig.stats().entries()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void scopeProvider_differentScopes_keysAreApart(Form form) {
        try (Rig rig = tenants()) {
            tenant.set("a");
            assertThat(form.get(rig.cache, "k", () -> "of a")).isEqualTo("of a");
            tenant.set("b");
            assertThat(form.get(rig.cache, "k", () -> "of b")).isEqualTo("of b");
            tenant.set("a");
            assertThat(form.get(rig.cache, "k", () -> "again")).isEqualTo("of a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void invalidateKeys_inAScope_leavesOtherScopes(Form form) {
        try (Rig rig = tenants()) {
            for (String each : List.of("a", "b")) {
                tenant.set(each);
                form.get(rig.cache, "k", this::load);
            }
            rig.cache.invalidateKeys("k");
            assertThat(form.get(rig.cache, "k", () -> "new")).isEqualTo("new");
            tenant.set("a");
            assertThat(form.get(rig.cache, "k", () -> "new")).isEqualTo("a-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void invalidatePrefix_inAScope_leavesOtherScopes(Form form) {
        try (Rig rig = tenants()) {
            for (String each : List.of("a", "b")) {
                tenant.set(each);
                form.get(rig.cache, "key:1", this::load);
            }
            rig.cache.invalidatePrefix("key:");
            assertThat(form.get(rig.cache, "key:1", () -> "new")).isEqualTo("new");
            tenant.set("a");
            assertThat(form.get(rig.cache, "key:1", () -> "new")).isEqualTo("a-1");
        }
    }

    @Test
    void invalidateAll_inAScope_reachesEveryScope() {
        try (Rig rig = tenants()) {
            tenant.set("a");
            rig.cache.put("k", "v");
            tenant.set("b");
            rig.cache.invalidateAll();
            tenant.set("a");
            assertThat(rig.cache.tryGet("k").found()).isFalse();
        }
    }

    @Test
    void keysOfScopes_craftedByUsers_neverMeet() {
        try (Rig rig = new Rig()) {
            rig.cache.getOrCreate("k", context -> "scoped", p -> p.withScope("t", "x"));
            AtomicReference<String> shown = new AtomicReference<>();
            rig.cache.getOrCreate(
                    "k", context -> "again", p -> p.withScope("t", "x").onHit(c -> shown.set(c.key())));
            assertThat(rig.cache.tryGet(shown.get()).found())
                    .as("a key that looks like %s", shown)
                    .isFalse();
            rig.cache.invalidateKeys(shown.get());
            assertThat(rig.cache.<String>getOrCreate("k", context -> "new", p -> p.withScope("t", "x")))
                    .as("what a hook was shown can be invalidated")
                    .isEqualTo("new");
        }
    }

    @Test
    void scopeProvider_throws_reachesTheCaller() {
        try (Rig rig = new Rig(c -> c.scope(() -> {
            throw new IllegalStateException("no tenant");
        }))) {
            assertThatThrownBy(() -> rig.cache.getOrCreate("k", context -> "v"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no tenant");
        }
    }

    @Test
    void scopeProvider_givesNull_isTold() {
        try (Rig rig = new Rig(c -> c.scope(() -> null))) {
            assertThatThrownBy(() -> rig.cache.getOrCreate("k", context -> "v"))
                    .isInstanceOf(CacheKeyException.class)
                    .hasMessageContaining("ScopeProvider")
                    .hasMessageContaining("Map.of()");
        }
    }

    @Test
    void context_inALoader_showsScopeAndServices() {
        try (Rig rig = new Rig(c -> c.services(ServiceLookup.of(Map.of(Integer.class, 42)))
                .scope(() -> Map.of("tenantId", "t1", "locale", "de-AT")))) {
            String seen = rig.cache.getOrCreate(
                    "k",
                    context -> context.tenantId() + " " + context.userId() + " " + context.locale() + " "
                            + context.services().find(Integer.class) + " "
                            + context.services().find(String.class),
                    p -> p.withScope("userId", "u1"));
            assertThat(seen).isEqualTo("t1 u1 " + Locale.forLanguageTag("de-AT") + " 42 null");
        }
    }

    @Test
    void withScope_overTheProvider_wins() {
        try (Rig rig = tenants()) {
            tenant.set("a");
            String seen = rig.cache.getOrCreate("k", c -> c.tenantId(), p -> p.withScope("tenantId", "other"));
            assertThat(seen).isEqualTo("other");
        }
    }

    @Test
    void withServices_onACall_replaceTheConfigurations() {
        try (Rig rig = new Rig(c -> c.services(ServiceLookup.of(Map.of(String.class, "configured"))))) {
            AtomicReference<String> seen = new AtomicReference<>();
            rig.cache
                    .cache(() -> "v")
                    .withKey("k")
                    .withServices(ServiceLookup.of(Map.of(String.class, "given")))
                    .onMiss(context -> seen.set(context.services().find(String.class)))
                    .execute();
            assertThat(seen).hasValue("given");
        }
    }

    @Test
    void arguments_ofAMethodReference_reachConditionAndHook() {
        try (Rig rig = new Rig()) {
            AtomicReference<List<?>> seen = new AtomicReference<>();
            rig.cache
                    .call(String::concat, "receiver", "argument")
                    .when(context -> context.arguments().get(1).equals("argument"))
                    .onMiss(context -> seen.set(context.arguments()))
                    .execute();
            assertThat(seen.get()).isEqualTo(List.of("receiver", "argument"));
        }
    }

    @Test
    void context_outsideALoader_isNeverCancelled() {
        try (Rig rig = new Rig()) {
            AtomicReference<Boolean> cancelled = new AtomicReference<>();
            rig.cache.getOrCreate(
                    "k",
                    context -> "v",
                    p -> p.when(c -> {
                        cancelled.set(c.cancellation().isCancelled());
                        return true;
                    }));
            assertThat(cancelled).hasValue(false);
        }
    }
}
