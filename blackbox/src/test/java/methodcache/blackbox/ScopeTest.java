package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.CacheCall;
import methodcache.api.CacheKeyException;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.ServiceLookup;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
            String shown = rig.cache
                    .cache(() -> "again")
                    .withKey("k")
                    .withScope("t", "x")
                    .key();
            assertThat(rig.cache.tryGet(shown).found())
                    .as("a key that looks like %s", shown)
                    .isFalse();
            rig.cache.invalidateKeys(shown);
            assertThat(rig.cache.<String>getOrCreate("k", context -> "new", p -> p.withScope("t", "x")))
                    .as("what a call tells of its key can be invalidated")
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

    static Stream<BiConsumer<MethodCache, CacheCall<String>>> reaching() {
        return Stream.of(
                (cache, call) -> call.invalidate(),
                (cache, call) -> cache.invalidateKeys(call.key()),
                (cache, call) -> cache.invalidate(Invalidation.keys("k").inScope("tenantId", "acme")),
                (cache, call) -> cache.invalidate(Invalidation.prefix("k").inScope("tenantId", "acme")),
                (cache, call) -> cache.invalidate(Invalidation.tags("t").inScope("tenantId", "acme")),
                (cache, call) -> cache.invalidate(Invalidation.tagPattern("*").inScope("tenantId", "acme")),
                (cache, call) -> cache.invalidateAll());
    }

    @ParameterizedTest
    @MethodSource("reaching")
    void withScope_isReachedInItsScopeOnly(BiConsumer<MethodCache, CacheCall<String>> invalidation) {
        try (Rig rig = new Rig()) {
            CacheCall<String> call = rig.cache
                    .cache(() -> "v")
                    .withKey("k")
                    .withScope("tenantId", "acme")
                    .withTags("t");
            call.execute();
            rig.cache.invalidateKeys("k");
            rig.cache.invalidatePrefix("k");
            rig.cache.invalidateTags("t");
            rig.cache.invalidateTagPattern("*");
            assertThat(call.tryGet().found()).isTrue();
            invalidation.accept(rig.cache, call);
            assertThat(call.tryGet().found()).isFalse();
        }
    }

    static Stream<BiConsumer<MethodCache, CacheCall<String>>> fromNoScope() {
        return Stream.of(
                (cache, call) -> cache.invalidatePrefix("@"),
                (cache, call) -> cache.invalidatePrefix("@{tenantId=\"A\"}:k"),
                (cache, call) -> cache.invalidateKeys("@{tenantId=\"A\"}:k"),
                (cache, call) -> cache.invalidateKeys(call.key()));
    }

    @ParameterizedTest
    @MethodSource("fromNoScope")
    void keysOfScopes_areForWhoeverIsInNone(BiConsumer<MethodCache, CacheCall<String>> invalidation) {
        try (Rig rig = tenants()) {
            CacheCall<String> call = rig.cache.cache(() -> "v").withKey("k");
            tenant.set("A");
            call.execute();
            String key = call.key();
            tenant.set("B");
            invalidation.accept(rig.cache, rig.cache.cache(() -> "v").withKey("k"));
            rig.cache.invalidateKeys(key);
            tenant.set("A");
            assertThat(call.tryGet().found()).as("from another tenant").isTrue();
            tenant.set(null);
            CacheCall<String> ofNobody = rig.cache.cache(() -> "v").withKey("k").withScope("tenantId", "A");
            invalidation.accept(rig.cache, ofNobody);
            tenant.set("A");
            assertThat(call.tryGet().found()).as("from no scope").isFalse();
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
            rig.cache
                    .call("bound"::concat, "argument")
                    .onMiss(context -> seen.set(context.arguments()))
                    .execute();
            assertThat(seen.get()).as("a bound receiver is none of them").isEqualTo(List.of("argument"));
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

    @Test
    void provider_aPartWithoutAName_isRefused() {
        try (Rig rig = new Rig(c -> c.scope(() -> Map.of("", "a")))) {
            assertThatThrownBy(() -> rig.cache.getOrCreate("k", context -> "v"))
                    .isInstanceOf(CacheKeyException.class)
                    .hasMessageContaining("the ScopeProvider returned a part whose name is empty");
        }
    }

    static Stream<Consumer<MethodCache>> calls() {
        CachePolicy policy = CachePolicy.of(p -> p.withScope("locale", "en"));
        return Stream.of(
                cache -> cache.putMany(Map.of("a", 1, "b", 2, "c", 3)),
                cache -> cache.putMany(Map.of("a", 1, "b", 2, "c", 3), policy),
                cache -> cache.tryGetMany(List.of("a", "b", "c")),
                cache -> cache.tryGetMany(List.of("a", "b", "c"), Integer.class),
                cache -> cache.getOrCreateMany(List.of("a", "b", "c"), (missing, context) -> Map.of()),
                cache -> cache.getOrCreateMany(
                        List.of(1, 2, 3), id -> "id" + id, (missing, context) -> Map.of(), policy),
                cache -> cache.invalidate(Invalidation.together(Invalidation.keys("a", "b"), Invalidation.tags("c"))),
                cache -> cache.cache(() -> "v").withKey("a").execute(),
                cache -> cache.cache(() -> "v").withKey("a").invalidate());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void provider_isAskedOncePerCall(Consumer<MethodCache> call) {
        AtomicInteger asked = new AtomicInteger();
        try (Rig rig = new Rig(c -> c.scope(() -> Map.of("tenantId", asked.incrementAndGet())))) {
            call.accept(rig.cache);
            assertThat(asked).hasValue(1);
        }
    }
}
