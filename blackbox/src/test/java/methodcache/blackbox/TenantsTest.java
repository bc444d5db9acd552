package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However many tenants invalidate, and however much, what they invalidate is theirs. */
class TenantsTest {

    private static final int TENANTS = 1_000;

    private final Rig rig = new Rig(c -> c.l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(100_000)));
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    private void put(Object tenant, String key) {
        cache.put(key, "v", p -> p.withScope("tenantId", tenant).withTags("tag " + key));
    }

    private boolean cached(Object tenant, String key) {
        return cache.cache(() -> "none")
                .withKey(key)
                .withScope("tenantId", tenant)
                .tryGet()
                .found();
    }

    private Caller load(Object tenant, String key, Door door) {
        Caller load = Form.KEYED.begin(
                cache,
                key,
                () -> {
                    door.passStubbornly();
                    return "v";
                },
                p -> p.withScope("tenantId", tenant).withTags("tag " + key));
        door.awaitReached();
        return load;
    }

    private record Kind(String name, IntFunction<Invalidation> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("prefix", i -> Invalidation.prefix("user:")),
                new Kind("pattern", i -> Invalidation.tagPattern("tag user:*")),
                new Kind(
                        "prefix, alternately expiring",
                        i -> i % 2 == 0
                                ? Invalidation.prefix("user:")
                                : Invalidation.prefix("user:").expired()),
                new Kind("tag", i -> Invalidation.tags("tag user:1", "tag user:2")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void invalidations_ofAThousandTenantsAtOnce_reachTheirOwnOnly(Kind kind) {
        put("bystander", "user:1");
        cache.put("user:1", "v", p -> p.withTags("tag user:1"));
        for (int i = 0; i < TENANTS; i++) {
            put(i, "user:1");
            put(i, "list:1");
        }
        Door door = new Door();
        Door ofBystander = new Door();
        Caller load = load(0, "user:2", door);
        Caller bystander = load("bystander", "user:2", ofBystander);
        for (int i = 0; i < TENANTS; i++) {
            cache.invalidate(kind.of.apply(i).inScope("tenantId", i));
        }
        door.open();
        ofBystander.open();
        Rig.value(load);
        Rig.value(bystander);
        assertThat(List.of(cached("bystander", "user:1"), cached("bystander", "user:2")))
                .containsExactly(true, true);
        assertThat(cache.tryGet("user:1").found()).isTrue();
        assertThat(cached(0, "user:2")).as("loaded before").isFalse();
        for (int i = 0; i < TENANTS; i++) {
            assertThat(cached(i, "user:1")).as("of %s", i).isFalse();
            assertThat(cached(i, "list:1")).as("of %s", i).isTrue();
        }
        assertThat(rig.stats().earlyFloors()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void invalidations_ofMoreTenantsThanAreToldApart_reachNoLessAndHardlyMore(Kind kind) {
        int tenants = 40_000;
        for (int i = 0; i < 2 * tenants; i++) {
            put(i, "user:1");
        }
        for (int i = 0; i < tenants; i++) {
            cache.invalidate(kind.of.apply(i).inScope("tenantId", i));
            if (i < 100) {
                assertThat(cached(i, "user:1")).as("of %s", i).isFalse();
            }
        }
        assertThat(IntStream.range(0, tenants).filter(i -> cached(i, "user:1"))).isEmpty();
        assertThat(IntStream.range(tenants, 2 * tenants).filter(i -> cached(i, "user:1")))
                .hasSizeGreaterThan(tenants / 2);
    }

    @Test
    void tags_ofOneTenantByTheHundredThousand_leaveOthersAlone() {
        put("busy", "old");
        put("other", "gone");
        put("other", "k");
        cache.invalidate(Invalidation.tags("tag gone").inScope("tenantId", "other"));
        for (int i = 0; i < 250_000; i++) {
            cache.invalidate(Invalidation.tags("tag " + i).inScope("tenantId", "busy"));
        }
        assertThat(cached("other", "k")).isTrue();
        assertThat(cached("other", "gone")).isFalse();
        assertThat(rig.stats().earlyFloors()).isBetween(1L, 10L);
        put("busy", "1");
        assertThat(cached("busy", "1")).isTrue();
    }

    @Test
    void prefixes_saidInNoScope_reachNoMoreTenantsThanTheySay() {
        put("bystander", "user:1");
        for (int i = 0; i < TENANTS; i++) {
            put(i, "user:1");
            put(i, "list:1");
        }
        for (int i = 0; i < TENANTS; i++) {
            cache.invalidatePrefix("@" + (char) ('a' + i % 26) + i + ".Service.");
            cache.invalidatePrefix("@{tenantId=" + i + "}:user:");
        }
        assertThat(cached("bystander", "user:1")).isTrue();
        for (int i = 0; i < TENANTS; i++) {
            assertThat(cached(i, "user:1")).as("of %s", i).isFalse();
            assertThat(cached(i, "list:1")).as("of %s", i).isTrue();
        }
        cache.invalidatePrefix("@{tenantId=\"by");
        assertThat(cached("bystander", "user:1")).isFalse();
    }

    record Unit(String name, List<String> parts) {}

    @Test
    void scopes_ofAnyText_areReached() {
        List<Object> tenants = new ArrayList<>(List.of(
                "}",
                "\"}:",
                "{",
                "\\",
                "a".repeat(300),
                "a".repeat(300) + "b",
                "\"".repeat(200),
                "x".repeat(480),
                "x".repeat(480) + "y",
                new Unit("}", List.of("{", "\"}")),
                new Locale("}:user"),
                new Locale("{\""),
                new Locale("\"")));
        String longer = "user:" + "k".repeat(600);
        for (Object tenant : tenants) {
            put(tenant, "user:1");
            put(tenant, longer);
            put(tenant, "list:1");
        }
        for (Object tenant : tenants) {
            assertThat(cached(tenant, "user:1")).as("of %s, before", tenant).isTrue();
            assertThat(cached(tenant, longer)).as("of %s, before", tenant).isTrue();
            cache.invalidate(Invalidation.prefix("user:").inScope("tenantId", tenant));
            assertThat(cached(tenant, "user:1")).as("of %s", tenant).isFalse();
            assertThat(cached(tenant, longer)).as("of %s", tenant).isFalse();
            assertThat(cached(tenant, "list:1")).as("of %s", tenant).isTrue();
        }
    }

    @Test
    void valuesOfNoScope_thatDependOnATenants_goWithThem() {
        cache.getOrCreate("report", context -> "v", p -> p.dependsOn("@{tenantId=1}:user:1"));
        cache.getOrCreate("reports", context -> "v", p -> p.dependsOn("report"));
        for (int i = 0; i < TENANTS; i++) {
            cache.invalidate(Invalidation.prefix("user:").inScope("tenantId", i));
        }
        assertThat(cache.tryGet("report").found()).isFalse();
        assertThat(cache.tryGet("reports").found()).isFalse();
        cache.getOrCreate("report", context -> "v", p -> p.dependsOn("@{tenantId=1}:user:1"));
        cache.invalidate(Invalidation.prefix("user:").inScope("tenantId", 2));
        assertThat(cache.tryGet("report").found()).isTrue();
    }
}
