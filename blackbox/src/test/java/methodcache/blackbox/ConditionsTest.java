package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheLayer;
import methodcache.api.CacheLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions before and after the load, and hooks: user code that must not hurt a call. */
class ConditionsTest {

    private final Rig rig = new Rig();
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Form.Words hooks = p -> p.onHit(context -> heard.add("hit")).onMiss(context -> heard.add("miss"));

    private String load() {
        return "value-" + loads.incrementAndGet();
    }

    private void assertHeard(String... events) {
        methodcache.testkit.Await.until(() -> heard.size() >= events.length, () -> "heard " + heard);
        assertThat(heard).containsExactly(events);
    }

    @ParameterizedTest
    @EnumSource
    void when_saysNo_loadsPastTheCache(Form form) {
        try (rig) {
            rig.cache.put("k", "old");
            Form.Words words = p -> {
                p.when(context -> !context.key().equals("k"));
                hooks.accept(p);
            };
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-2");
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("old");
            assertHeard("miss", "miss");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void when_throws_countsAsNo(Form form) {
        try (rig) {
            Form.Words words = p -> p.when(context -> {
                throw new IllegalStateException("a condition");
            });
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-2");
            assertThat(rig.stats().callbackFailures()).isEqualTo(2);
            assertThat(rig.stats().entries()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void when_throwsWhatIsNoException_countsAsNo(Form form) {
        try (rig) {
            Form.Words words = p -> p.when(context -> {
                throw new AssertionError("a condition");
            });
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(rig.stats().callbackFailures()).isEqualTo(1);
            assertThat(rig.stats().loadsInFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void when_severalSaid_allMustHoldAndEachIsAskedOnce(Form form) {
        try (rig) {
            AtomicInteger asked = new AtomicInteger();
            Form.Words words =
                    p -> p.when(context -> asked.incrementAndGet() > 0).when(context -> true);
            form.get(rig.cache, "k", this::load, words);
            assertThat(asked).hasValue(1);
            form.get(rig.cache, "k", this::load, words);
            assertThat(asked).hasValue(2);
            assertThat(loads).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cacheIf_saysNo_passesTheValueOn(Form form) {
        try (rig) {
            Form.Words words = p -> p.cacheIf(value -> value.endsWith("2"));
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-2");
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cacheIf_throws_countsAsNo(Form form) {
        try (rig) {
            Form.Words words = p -> p.cacheIf(value -> {
                throw new IllegalStateException("a condition");
            });
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(rig.stats().entries()).isZero();
            assertThat(rig.stats().callbackFailures()).isEqualTo(1);
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cacheIf_throwsWhatIsNoException_hurtsNoCallEither(Form form) {
        try (rig) {
            Form.Words words = p -> p.cacheIf(value -> {
                throw new AssertionError("a condition");
            });
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(rig.stats().callbackFailures()).isEqualTo(1);
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void policyFromValue_throws_passesTheValueOn(Form form) {
        try (rig) {
            Form.Words words = p -> p.withPolicyFromValue((value, own) -> {
                throw new IllegalStateException("words");
            });
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(rig.stats().entries()).isZero();
            assertThat(rig.stats().callbackFailures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hooks_missThenHit_eachOnce(Form form) {
        try (rig) {
            form.get(rig.cache, "k", this::load, hooks);
            form.get(rig.cache, "k", this::load, hooks);
            assertHeard("miss", "hit");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hooks_failedLoad_isOneMiss(Form form) {
        try (rig) {
            Rig.failure(form.begin(
                    rig.cache,
                    "k",
                    () -> {
                        throw new IllegalStateException("broken");
                    },
                    hooks));
            assertHeard("miss");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hooks_throw_theCallIsServedAndTheyAreCounted(Form form) {
        try (rig) {
            Form.Words words = p -> p.onHit(context -> {
                        throw new IllegalStateException("hit hook");
                    })
                    .onMiss(context -> {
                        throw new AssertionError("miss hook");
                    })
                    .onHit(context -> heard.add("second hook"));
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            assertHeard("second hook");
            assertThat(rig.stats().callbackFailures()).isEqualTo(2);
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void hooks_tryGet_hearHitAndMiss() {
        try (Rig own = new Rig(c -> c.defaultPolicy(p -> p.onHit(context -> heard.add("hit " + context.layer()))
                .onMiss(context -> heard.add("miss " + context.layer()))))) {
            own.cache.tryGet("k");
            own.cache.put("k", "v");
            own.cache.tryGet("k");
            assertHeard("miss " + CacheLayer.SOURCE, "hit " + CacheLayer.L1);
            own.assertStatsAddUp(1);
        }
    }

    @Test
    void items_setInCondition_reachLoaderAndHook() {
        try (rig) {
            rig.cache.<String>getOrCreate(
                    "k",
                    context -> {
                        heard.add("loader sees " + context.items().get("from"));
                        context.items().put("from", "loader");
                        return "v";
                    },
                    p -> p.when(context -> context.items().put("from", "condition") == null)
                            .onMiss(context ->
                                    heard.add("hook sees " + context.items().get("from"))));
            assertHeard("loader sees condition", "hook sees loader");
        }
    }

    @Test
    void items_asynchronousCall_areSharedToo() {
        try (rig) {
            Rig.value(rig.cache.<String>getOrCreateAsync(
                    "k",
                    CacheLoader.blocking(context -> {
                        context.items().put("from", "loader");
                        return "v";
                    }),
                    p -> p.onMiss(
                            context -> heard.add("hook sees " + context.items().get("from")))));
            assertHeard("hook sees loader");
        }
    }
}
