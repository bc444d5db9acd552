package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import methodcache.api.policy.CachePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a value lives. */
class LifeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Rig rig = new Rig();
    private final AtomicInteger loads = new AtomicInteger();

    private String load() {
        return "value-" + loads.incrementAndGet();
    }

    private boolean found() {
        return rig.cache.tryGet("k").found();
    }

    @ParameterizedTest
    @EnumSource
    void duration_passed_theValueIsGone(Form form) {
        try (rig) {
            Form.Words words = p -> p.withDuration(Duration.ofMinutes(1));
            form.get(rig.cache, "k", this::load, words);
            rig.clock.advance(Duration.ofMinutes(1).minusNanos(1));
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-1");
            rig.clock.advance(Duration.ofNanos(1));
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-2");
            assertThat(rig.stats().expirations()).isEqualTo(1);
        }
    }

    /** A clock that leaps: with the other one, a hundred years would be three thousand million sweeps. */
    private void stays(Form.Words words) {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        try (Rig leaping = new Rig(c -> c.ticker(now::get))) {
            leaping.cache.getOrCreate("k", context -> "v", words);
            now.addAndGet(Duration.ofDays(36_500).toNanos());
            assertThat(leaping.cache.tryGet("k").found()).isTrue();
        }
    }

    @Test
    void duration_notSaid_theValueStays() {
        stays(Form.NONE);
    }

    @Test
    void duration_longerThanTheClock_theValueStays() {
        stays(p -> p.withDuration(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void sliding_longerThanTheClock_theValueStays() {
        stays(p -> p.withSlidingExpiration(Duration.ofSeconds(Long.MAX_VALUE / 2)));
    }

    @Test
    void duration_startsWhenTheLoadEnds() {
        try (rig) {
            rig.cache.getOrCreate(
                    "k",
                    context -> {
                        rig.clock.advance(Duration.ofMinutes(5));
                        return "v";
                    },
                    p -> p.withDuration(Duration.ofMinutes(1)));
            rig.clock.advance(Duration.ofSeconds(59));
            assertThat(found()).isTrue();
        }
    }

    @Test
    void duration_ofALaterCall_changesNothing() {
        try (rig) {
            CachePolicy brief = CachePolicy.of(p -> p.withDuration(SECOND));
            CachePolicy lasting = CachePolicy.of(p -> p.withDuration(Duration.ofHours(1)));
            rig.cache.getOrCreate("k", context -> "v", brief);
            rig.cache.getOrCreate("k", context -> "w", lasting);
            rig.clock.advance(SECOND);
            assertThat(found()).isFalse();
        }
    }

    @Test
    void sliding_usedInTime_livesUpToItsDuration() {
        try (rig) {
            rig.cache.put("k", "v", p -> p.withSlidingExpiration(SECOND).withDuration(Duration.ofMillis(2_500)));
            rig.clock.advance(Duration.ofMillis(999));
            assertThat(found()).isTrue();
            rig.clock.advance(Duration.ofMillis(999));
            assertThat(found()).isTrue();
            rig.clock.advance(Duration.ofMillis(501));
            assertThat(found()).isTrue();
            rig.clock.advance(Duration.ofMillis(1));
            assertThat(found()).as("the cap of 2.5 s").isFalse();
        }
    }

    @Test
    void sliding_notUsed_isGoneAfterOneWindow() {
        try (rig) {
            rig.cache.put("k", "v", p -> p.withSlidingExpiration(SECOND));
            rig.clock.advance(SECOND);
            assertThat(found()).isFalse();
        }
    }

    @Test
    void sliding_withoutDuration_endsAfterTenWindows() {
        try (rig) {
            rig.cache.put("k", "v", p -> p.withSlidingExpiration(SECOND));
            for (int half = 1; half < 20; half++) {
                rig.clock.advance(Duration.ofMillis(500));
                assertThat(found()).as("after %s half windows", half).isTrue();
            }
            rig.clock.advance(Duration.ofMillis(500));
            assertThat(found()).isFalse();
        }
    }

    @Test
    void sliding_lookedAtByStats_isNotUse() {
        try (rig) {
            rig.cache.put("k", "v", p -> p.withSlidingExpiration(SECOND));
            rig.clock.advance(Duration.ofMillis(900));
            assertThat(rig.stats().entries()).isEqualTo(1);
            rig.clock.advance(Duration.ofMillis(100));
            assertThat(found()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.9999999})
    void jitter_anyRandom_shortensAndNeverLengthens(double random) {
        try (Rig own = new Rig(c -> c.random(() -> random))) {
            own.cache.put("k", "v", p -> p.withDuration(Duration.ofSeconds(100)).withJitter(0.5));
            Duration life = Duration.ofNanos((long) (100e9 * (1 - 0.5 * random)));
            own.clock.advance(life.minusNanos(1_000));
            assertThat(own.cache.tryGet("k").found()).isTrue();
            own.clock.advance(Duration.ofNanos(1_000));
            assertThat(own.cache.tryGet("k").found()).isFalse();
        }
    }

    @Test
    void jitter_withSliding_shortensTheCapAndNeverOutlivesIt() {
        try (Rig own = new Rig(c -> c.random(() -> 0.9))) {
            own.cache.put(
                    "k",
                    "v",
                    p -> p.withSlidingExpiration(Duration.ofSeconds(9))
                            .withDuration(Duration.ofSeconds(10))
                            .withJitter(0.9));
            own.clock.advance(Duration.ofMillis(1_901));
            assertThat(own.cache.tryGet("k").found()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void version_raised_loadsAnew(Form form) {
        try (rig) {
            form.get(rig.cache, "k", this::load, p -> p.withVersion(1));
            assertThat(form.get(rig.cache, "k", this::load, p -> p.withVersion(1)))
                    .isEqualTo("value-1");
            assertThat(form.get(rig.cache, "k", this::load, p -> p.withVersion(2)))
                    .isEqualTo("value-2");
            assertThat(form.get(rig.cache, "k", this::load, p -> p.withVersion(2)))
                    .isEqualTo("value-2");
            assertThat(form.get(rig.cache, "k", this::load, p -> p.withVersion(1)))
                    .isEqualTo("value-3");
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void version_invalidateKey_reachesEveryVersion() {
        try (rig) {
            rig.cache.put("k", "v", p -> p.withVersion(3));
            rig.cache.invalidateKeys("k");
            assertThat(rig.stats().entries()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void policyFromValue_saysDuration_isStored(Form form) {
        try (rig) {
            Form.Words words = p -> p.withDuration(Duration.ofHours(1))
                    .withPolicyFromValue((value, own) ->
                            own.withDuration(value.equals("value-1") ? SECOND : SECOND.multipliedBy(2)));
            form.get(rig.cache, "k", this::load, words);
            rig.clock.advance(SECOND);
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-2");
            rig.clock.advance(SECOND);
            assertThat(form.get(rig.cache, "k", this::load, words)).isEqualTo("value-2");
        }
    }
}
