package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheLookup;
import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.blackbox.Form.Source;
import methodcache.blackbox.Form.Words;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceOperation;
import methodcache.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;

/**
 * What the tests of words that are said together have in common. Each of their tests is a row of the guide's table of combinations, which
 * names it; all run with one layer and with two.
 */
abstract class Combining {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final Duration MAX_STALE = Duration.ofHours(1);
    static final Duration RETRY = Duration.ofSeconds(30);
    static final Duration OPEN = Duration.ofMinutes(1);
    static final Duration REMEMBERED = Duration.ofMinutes(2);
    static final Duration SOFT = Duration.ofSeconds(1);
    static final Duration HARD = Duration.ofSeconds(5);
    static final Duration WINDOW = Duration.ofMinutes(2);
    static final Duration MOMENT = Duration.ofMillis(1);

    static final Words LIVING = p -> p.withDuration(LIFE);
    static final Words STALE = p -> p.withDuration(LIFE).withStaleOnError(MAX_STALE, RETRY);
    static final Words FALLBACK = fallback(Exception.class);
    static final Words BREAKER = p -> p.withCircuitBreaker("db", 2, OPEN);
    static final Words FAILURES = p -> p.cacheFailures(Exception.class, REMEMBERED);
    static final Words SLOW = p -> p.withSoftTimeout(SOFT);
    static final Words LIMITED = p -> p.withHardTimeout(HARD);
    static final Words ONE_AT_A_TIME = p -> p.withMaxConcurrentLoads("pool", 1);
    static final Words AHEAD = p -> p.withDuration(LIFE).withRefreshAhead(WINDOW);

    final Rig rig;
    final MethodCache cache;

    /** How many loads have begun. */
    final AtomicInteger loads = new AtomicInteger();

    final Source broken = () -> {
        loads.incrementAndGet();
        throw new IOException("down");
    };

    private final ReferenceCluster cluster;
    private final boolean twoLayers;

    Combining(boolean twoLayers) {
        this.twoLayers = twoLayers;
        TestClock clock = new TestClock();
        cluster = new ReferenceCluster(clock);
        // What a time brings about has happened when the clock has been moved.
        UnaryOperator<MethodCacheConfiguration> here = c -> c.scheduler(clock);
        rig = twoLayers ? Rig.node(cluster.node("a"), clock, here) : new Rig(clock, here);
        cache = rig.cache;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    static Words all(Words... said) {
        return p -> List.of(said).forEach(words -> words.accept(p));
    }

    static Words fallback(Class<? extends Exception> type) {
        return p -> p.withFallback(
                type, (failure, context) -> "instead of " + failure.getClass().getSimpleName());
    }

    Source giving(String value) {
        return () -> {
            loads.incrementAndGet();
            return value;
        };
    }

    static Source behind(Door door, Source source) {
        return () -> {
            door.passStubbornly();
            return source.load();
        };
    }

    void advance(Duration duration) {
        rig.clock.advance(duration);
    }

    String get(Form form, Source source, Words words) {
        return form.get(cache, "k", source, words);
    }

    /** Makes a value of the key that the tests are about. */
    void load(Form form, String value, Words words) {
        long written = written();
        assertThat(get(form, giving(value), words)).isEqualTo(value);
        // A future is complete before its value is written to the second layer.
        Await.until(() -> !twoLayers || written() > written, () -> "the value is written");
    }

    private long written() {
        return cluster.node("a").items(ReferenceOperation.WRITE_ALL);
    }

    void loadAndExpire(Form form, Words words) {
        load(form, "old", words);
        advance(LIFE);
    }

    void assertFails(Form form, String key, Source source, Words words, Class<? extends Throwable> type) {
        assertThatThrownBy(() -> form.get(cache, key, source, words)).isExactlyInstanceOf(type);
    }

    void assertFails(Form form, Source source, Words words, Class<? extends Throwable> type) {
        assertFails(form, "k", source, words, type);
    }

    /** Two loads of other keys fail, which opens the breaker. */
    void openBreaker(Form form) {
        assertFails(form, "other", broken, BREAKER, CacheLoadException.class);
        assertFails(form, "other", broken, BREAKER, CacheLoadException.class);
    }

    /** Begins a call whose loader is at the door when this returns. */
    Caller begin(Form form, String key, Door door, Source source, Words words) {
        Caller caller = form.begin(cache, key, behind(door, source), words);
        door.awaitReached();
        return caller.awaitWaiting();
    }

    Caller begin(Form form, Door door, Source source, Words words) {
        return begin(form, "k", door, source, words);
    }

    /** Waits until all that was begun has ended, what comes after a load included. */
    void awaitQuiet() {
        Await.until(
                () -> rig.stats().loadsInFlight() == 0
                        && Thread.getAllStackTraces().keySet().stream().noneMatch(this::isBusy),
                () -> "no load is in flight: " + rig.stats());
    }

    private boolean isBusy(Thread thread) {
        Thread.State state = thread.getState();
        return thread.getName().startsWith("test-stage-")
                ? state != Thread.State.TERMINATED
                : thread.getName().startsWith("methodcache-" + rig.name + "-")
                        && state != Thread.State.WAITING
                        && state != Thread.State.TIMED_WAITING;
    }

    void awaitLoads(long count) {
        Await.until(() -> rig.stats().loads() == count, () -> count + " loads have given a value: " + rig.stats());
        awaitQuiet();
    }

    void awaitRefreshes(long count) {
        Await.until(() -> rig.stats().refreshes() == count, () -> "there are " + count + " refreshes: " + rig.stats());
    }

    void assertKept(String value) {
        assertThat(cache.tryGet("k")).isEqualTo(new CacheLookup<>(true, value));
    }

    void assertNothingKept() {
        assertThat(cache.tryGet("k").found()).isFalse();
    }

    void assertCounted(long stale, long fallbacks, long refusals) {
        assertThat(List.of(
                        rig.stats().staleServed(),
                        rig.stats().fallbacks(),
                        rig.stats().refusals()))
                .as("stale values served, fallbacks, refusals")
                .containsExactly(stale, fallbacks, refusals);
    }
}
