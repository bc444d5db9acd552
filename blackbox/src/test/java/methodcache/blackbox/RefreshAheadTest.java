package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheContext;
import methodcache.api.CacheLoader;
import methodcache.api.MethodCache;
import methodcache.api.PreviousValue;
import methodcache.api.policy.CachePolicy;
import methodcache.api.policy.StampedeProtection;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values are loaded anew while they can still be served; hits never wait for that. */
class RefreshAheadTest {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Words AHEAD = p -> p.withDuration(LIFE).withRefreshAhead(WINDOW);

    private final Rig rig = new Rig();
    private final MethodCache cache = rig.cache;
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        rig.close();
    }

    private String value() {
        return "v" + loads.incrementAndGet();
    }

    private String get(Form form, Words words) {
        return form.get(cache, "k", this::value, words);
    }

    private void awaitRefreshes(long count) {
        Await.until(
                () -> rig.stats().refreshes() == count && rig.stats().loadsInFlight() == 0,
                () -> "there are " + count + " refreshes: " + rig.stats());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void hit_inTheWindow_isAnsweredAtOnceAndStartsOneLoad(Form form) {
        assertThat(get(form, AHEAD)).isEqualTo("v1");
        rig.clock.advance(LIFE.minus(WINDOW).minus(MOMENT));
        assertThat(get(form, AHEAD)).isEqualTo("v1");
        assertThat(loads).as("before the window").hasValue(1);
        rig.clock.advance(MOMENT);
        Door door = new Door();
        assertThat(form.get(
                        cache,
                        "k",
                        () -> {
                            door.passStubbornly();
                            return value();
                        },
                        AHEAD))
                .isEqualTo("v1");
        door.awaitReached();
        assertThat(get(form, AHEAD)).as("while the refresh runs").isEqualTo("v1");
        assertThat(loads).hasValue(1);
        door.open();
        awaitRefreshes(1);
        assertThat(get(form, AHEAD)).isEqualTo("v2");
        rig.clock.advance(LIFE.minus(WINDOW).minus(MOMENT));
        assertThat(get(form, AHEAD)).as("it has a whole life").isEqualTo("v2");
        assertThat(loads).hasValue(2);
        assertThat(rig.stats().misses()).isEqualTo(1);
        rig.assertStatsAddUp(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void refresh_thatFails_leavesTheValueAndBacksOff(Form form) {
        get(form, AHEAD);
        rig.clock.advance(LIFE.minus(WINDOW));
        AtomicInteger failed = new AtomicInteger();
        Form.Source broken = () -> {
            failed.incrementAndGet();
            throw new IOException("down");
        };
        assertThat(form.get(cache, "k", broken, AHEAD)).isEqualTo("v1");
        awaitRefreshes(1);
        // A tenth of the window, then twice as long.
        rig.clock.advance(WINDOW.dividedBy(10).minus(MOMENT));
        assertThat(form.get(cache, "k", broken, AHEAD)).isEqualTo("v1");
        assertThat(failed).hasValue(1);
        rig.clock.advance(MOMENT);
        assertThat(form.get(cache, "k", broken, AHEAD)).isEqualTo("v1");
        awaitRefreshes(2);
        rig.clock.advance(WINDOW.dividedBy(5).minus(MOMENT));
        assertThat(form.get(cache, "k", broken, AHEAD)).isEqualTo("v1");
        assertThat(failed).hasValue(2);
        rig.clock.advance(MOMENT);
        assertThat(get(form, AHEAD)).isEqualTo("v1");
        awaitRefreshes(3);
        assertThat(get(form, AHEAD)).isEqualTo("v2");
        rig.assertStatsAddUp(0);
    }

    @Test
    void refresh_overtakenByAnInvalidation_isNotKept() {
        get(Form.KEYED, AHEAD);
        rig.clock.advance(LIFE.minus(WINDOW));
        Door door = new Door();
        Form.KEYED.get(
                cache,
                "k",
                () -> {
                    door.passStubbornly();
                    return "old";
                },
                AHEAD);
        door.awaitReached();
        cache.invalidateKeys("k");
        door.open();
        awaitRefreshes(1);
        assertThat(cache.tryGet("k").found()).isFalse();
    }

    @Test
    void refresh_whileAValueExpires_isJoined() {
        get(Form.KEYED, AHEAD);
        rig.clock.advance(LIFE.minus(MOMENT));
        Door door = new Door();
        Form.Source slow = () -> {
            door.passStubbornly();
            return "new";
        };
        assertThat(Form.KEYED.get(cache, "k", slow, AHEAD)).isEqualTo("v1");
        door.awaitReached();
        rig.clock.advance(MOMENT);
        Caller joining = Form.KEYED.begin(cache, "k", slow, AHEAD).awaitWaiting();
        door.open();
        assertThat(Rig.value(joining)).isEqualTo("new");
        assertThat(door.visits()).isEqualTo(1);
        rig.assertStatsAddUp(0);
    }

    @Test
    void window_thatIsNotShorterThanTheDuration_clashesOrIsDropped() {
        assertThatThrownBy(() -> CachePolicy.of(p -> p.withDuration(WINDOW).withRefreshAhead(WINDOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refreshAhead (PT2M) must be shorter than duration (PT2M)");
        cache.overrides().all(p -> p.withDuration(WINDOW));
        get(Form.KEYED, AHEAD);
        rig.clock.advance(WINDOW.minus(MOMENT));
        assertThat(get(Form.KEYED, AHEAD)).isEqualTo("v1");
        assertThat(rig.stats().refreshes()).isZero();
    }

    @Test
    void withoutRefreshAhead_takesBackAWeakerLayers() {
        try (Rig defaults =
                new Rig(c -> c.defaultPolicy(p -> p.withDuration(LIFE).withRefreshAhead(WINDOW)))) {
            for (Words words : List.<Words>of(
                    p -> p.withoutRefreshAhead(), p -> p.withStampedeProtection(StampedeProtection.none()))) {
                defaults.cache.invalidateAll();
                Form.KEYED.get(defaults.cache, "k", this::value, words);
                defaults.clock.advance(LIFE.minus(MOMENT));
                Form.KEYED.get(defaults.cache, "k", this::value, words);
            }
            assertThat(defaults.stats().refreshes()).isZero();
            Form.KEYED.get(defaults.cache, "k", this::value, Form.NONE);
            Await.until(() -> defaults.stats().refreshes() == 1, () -> "the default refreshes");
        }
    }

    // ---------------------------------------------------------------- XFetch

    @Test
    void probabilistic_drawsAsTheFormulaSays() {
        // cost × beta × -ln(u) ≥ left, so the probability of a refresh is exp(-left / (cost × beta)).
        Duration cost = Duration.ofSeconds(1);
        double beta = 2;
        int draws = 2_000;
        for (double left : new double[] {0.5, 2, 4}) {
            Random random = new Random(7);
            try (Rig drawing = new Rig(c -> c.random(random::nextDouble))) {
                Words words = p -> p.withDuration(LIFE).withStampedeProtection(StampedeProtection.probabilistic(beta));
                List<String> keys = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    keys.add("k" + i);
                }
                int refreshed = 0;
                for (int round = 0; round < draws / keys.size(); round++) {
                    drawing.cache.invalidateAll();
                    // One load takes the cost, by the clock; all are loaded by one call, so each took as long.
                    drawing.cache.getOrCreateMany(
                            keys,
                            (missing, context) -> {
                                drawing.clock.advance(cost);
                                return mapOf(missing);
                            },
                            words);
                    drawing.clock.advance(LIFE.minus(Duration.ofMillis((long) (left * 1000))));
                    long before = drawing.stats().refreshes();
                    for (String key : keys) {
                        Form.KEYED.get(drawing.cache, key, () -> "new", words);
                    }
                    Await.until(() -> drawing.stats().loadsInFlight() == 0, () -> "all refreshes have ended");
                    refreshed += (int) (drawing.stats().refreshes() - before);
                }
                double expected = Math.exp(-left / (cost.toSeconds() * beta));
                double deviation = Math.sqrt(expected * (1 - expected) / draws);
                assertThat((double) refreshed / draws)
                        .as("of hits with %s s left", left)
                        .isCloseTo(expected, within(4 * deviation));
            }
        }
    }

    private static Map<String, String> mapOf(List<String> keys) {
        Map<String, String> values = new HashMap<>();
        keys.forEach(key -> values.put(key, "old"));
        return values;
    }

    @Test
    void probabilistic_farFromTheEnd_drawsNothing() {
        AtomicInteger drawn = new AtomicInteger();
        try (Rig drawing = new Rig(c -> c.random(() -> {
            drawn.incrementAndGet();
            return 0.999_999;
        }))) {
            Words words = p -> p.withDuration(LIFE).withStampedeProtection(StampedeProtection.probabilistic(1));
            Form.KEYED.get(
                    drawing.cache,
                    "k",
                    () -> {
                        drawing.clock.advance(Duration.ofSeconds(1));
                        return "old";
                    },
                    words);
            drawing.clock.advance(LIFE.minus(Duration.ofSeconds(21)));
            Form.KEYED.get(drawing.cache, "k", () -> "new", words);
            assertThat(drawn).as("20 times the cost before the end, or more").hasValue(0);
            drawing.clock.advance(Duration.ofSeconds(2));
            Form.KEYED.get(drawing.cache, "k", () -> "new", words);
            assertThat(drawn).hasValue(1);
        }
    }

    // ---------------------------------------------------------------- at intervals

    @Test
    void refreshEvery_keepsWarmWhatIsUsed_andLetsAloneWhatIsNot() {
        Words words = p -> p.withDuration(LIFE).refreshEvery(Duration.ofMinutes(1));
        get(Form.KEYED, words);
        assertThat(get(Form.KEYED, words)).isEqualTo("v1");
        rig.clock.advance(Duration.ofMinutes(1));
        awaitRefreshes(1);
        Await.until(() -> "v2".equals(cache.tryGet("k").value()), () -> "the second value is there");
        rig.clock.advance(Duration.ofMinutes(1));
        assertThat(rig.stats().refreshes()).as("it wasn't used for a minute").isEqualTo(1);
        rig.clock.advance(Duration.ofMinutes(3));
        assertThat(rig.stats().refreshes()).isEqualTo(1);
        assertThat(get(Form.KEYED, words)).as("a hit that refreshes").isEqualTo("v2");
        awaitRefreshes(2);
        assertThat(get(Form.KEYED, words)).isEqualTo("v3");
        rig.clock.advance(Duration.ofMinutes(1));
        awaitRefreshes(3);
        rig.assertStatsAddUp(0);
    }

    @Test
    void refreshEvery_ofAValueThatIsInvalidated_loadsItIfItWasUsed() {
        Words words = p -> p.refreshEvery(Duration.ofMinutes(1));
        get(Form.KEYED, words);
        get(Form.KEYED, words);
        cache.invalidateKeys("k");
        rig.clock.advance(Duration.ofMinutes(1));
        awaitRefreshes(1);
        Await.until(() -> "v2".equals(cache.tryGet("k").value()), () -> "it is loaded anew");
    }

    @Test
    void refreshEvery_thatFails_isTriedAgainAfterTheNextInterval() {
        Words words = p -> p.refreshEvery(Duration.ofMinutes(1));
        AtomicInteger failed = new AtomicInteger();
        Form.Source broken = () -> {
            if (loads.incrementAndGet() == 1) {
                return "v1";
            }
            failed.incrementAndGet();
            throw new IOException("down");
        };
        Form.KEYED.get(cache, "k", broken, words);
        for (int i = 1; i <= 2; i++) {
            assertThat(Form.KEYED.get(cache, "k", broken, words)).isEqualTo("v1");
            rig.clock.advance(Duration.ofMinutes(1));
            awaitRefreshes(i);
            assertThat(failed).hasValue(i);
        }
        assertThat(Form.KEYED.get(cache, "k", broken, words)).isEqualTo("v1");
    }

    @Test
    void refreshEvery_whenPoliciesChange_goesByThem() {
        Duration minute = Duration.ofMinutes(1);
        Words words = p -> p.withDuration(LIFE).refreshEvery(minute);
        get(Form.KEYED, words);
        get(Form.KEYED, words);
        cache.overrides().disable();
        rig.clock.advance(minute);
        assertThat(loads).as("caching is off").hasValue(1);
        cache.overrides().clear();
        cache.overrides().all(p -> p.withTags("t"));
        assertThat(get(Form.KEYED, words)).isEqualTo("v1");
        awaitRefreshes(1);
        get(Form.KEYED, words);
        cache.invalidateTags("t");
        assertThat(cache.tryGet("k").found()).as("it has the new tag").isFalse();
        cache.overrides().all(p -> p.withoutRefreshAhead());
        get(Form.KEYED, words);
        get(Form.KEYED, words);
        rig.clock.advance(minute);
        assertThat(rig.stats().refreshes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void refresh_thatHangs_doesNotKeepTheNextFromBeginning(Form form) {
        Words words = p -> p.withDuration(Duration.ofDays(1_000)).withRefreshAhead(Duration.ofDays(500));
        get(form, words);
        rig.clock.advance(Duration.ofDays(500));
        Door door = new Door();
        Form.Source hanging = () -> {
            door.passStubbornly();
            return "late";
        };
        assertThat(form.get(cache, "k", hanging, words)).isEqualTo("v1");
        door.awaitReached();
        Await.until(
                () -> {
                    rig.clock.advance(Duration.ofSeconds(31));
                    return !"v1".equals(get(form, words));
                },
                () -> "another refresh gives a value");
        door.open();
        Await.until(() -> rig.stats().loadsInFlight() == 0, () -> "all loads have ended");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void value_whoseOwnLifeLeavesTheWindowNoRoom_isNotRefreshedAhead(Form form) {
        Words nulls = p -> p.withDuration(LIFE).withRefreshAhead(WINDOW).cacheNulls(WINDOW);
        Form.Source none = () -> {
            loads.incrementAndGet();
            return null;
        };
        Words own = p -> p.withDuration(LIFE)
                .withRefreshAhead(WINDOW)
                .withPolicyFromValue((value, q) -> q.withDuration(Duration.ofSeconds(5)));
        for (int i = 0; i < 5; i++) {
            assertThat(form.get(cache, "null", none, nulls)).isNull();
            assertThat(get(form, own)).isEqualTo("v2");
        }
        assertThat(loads).hasValue(2);
        assertThat(rig.stats().refreshes()).isZero();
    }

    // ---------------------------------------------------------------- conditional

    @Test
    void loader_thatSaysNotModified_renewsTheLifeOfTheSameValue() {
        record Source(String body, String etag) {}
        Source[] source = {new Source("one", "\"1\"")};
        List<String> asked = new ArrayList<>();
        CacheLoader<Object> loader = context -> {
            PreviousValue previous = context.previous();
            asked.add(previous == null ? "-" : previous.etag());
            if (previous != null && source[0].etag().equals(previous.etag())) {
                return context.notModified();
            }
            context.etag(source[0].etag());
            return List.of(source[0].body());
        };
        CachePolicy policy = CachePolicy.of(p -> p.withDuration(LIFE).withStaleOnError(LIFE, WINDOW));
        Object first = cache.getOrCreate("k", loader, policy);
        rig.clock.advance(LIFE);
        assertThat(cache.getOrCreate("k", loader, policy)).isSameAs(first);
        rig.clock.advance(LIFE.minus(MOMENT));
        assertThat(cache.getOrCreate("k", loader, policy)).as("a new life").isSameAs(first);
        assertThat(asked).containsExactly("-", "\"1\"");
        source[0] = new Source("two", "\"2\"");
        rig.clock.advance(MOMENT);
        assertThat(cache.getOrCreate("k", loader, policy)).isEqualTo(List.of("two"));
        rig.clock.advance(LIFE);
        cache.getOrCreate("k", loader, policy);
        assertThat(asked).as("the ETag is the last one's").containsExactly("-", "\"1\"", "\"1\"", "\"2\"");
    }

    @Test
    void loader_afterAnInvalidation_seesNoPreviousValue() {
        CachePolicy policy = CachePolicy.of(p -> p.withDuration(LIFE).withStaleOnError(LIFE, WINDOW));
        List<Object> seen = new ArrayList<>();
        CacheLoader<String> loader = context -> {
            seen.add(context.previous() == null ? "-" : context.previous().value());
            return value();
        };
        cache.getOrCreate("k", loader, policy);
        cache.invalidateKeys("k");
        cache.getOrCreate("k", loader, policy);
        assertThat(seen).containsExactly("-", "-");
        assertThatThrownBy(() -> cache.getOrCreate("other", CacheContext::notModified))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("notModified() needs a previous value, and there is none for \"other\"");
        assertThatThrownBy(() -> cache.getOrCreate("third", context -> {
                    context.etag("");
                    return "";
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("etag must not be empty");
    }
}
