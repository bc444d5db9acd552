package methodcache.core.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The words of one layer, or of several, on how loads behave: when they come early, how long they may take, how many run, and what follows
 * when they fail. Mutable while they are being said.
 */
final class LoadWords {

    /** Of {@link #window} where it was taken back. */
    private static final Duration NO_WINDOW = Duration.ZERO;

    /**
     * A circuit breaker.
     *
     * @param name who share it; null for the method or the policy
     * @param failures how many in a row open it
     * @param openFor how long it stays open
     */
    record Breaker(@Nullable String name, int failures, Duration openFor) {}

    /**
     * A bound on loads.
     *
     * @param name who share it; null for the method or the policy
     * @param permits how many may run at a time
     */
    record Bulkhead(@Nullable String name, int permits) {}

    /** Zero where a window or a probability was taken back. */
    private @Nullable Duration window;

    /** 0 where there is none. */
    private double beta;

    /** Zero where it was taken back. */
    private @Nullable Duration interval;

    private int windowLayer;
    private int intervalLayer;

    @Nullable
    Duration soft;

    @Nullable
    Duration hard;

    private int softLayer;
    private int hardLayer;

    @Nullable
    Breaker breaker;

    @Nullable
    Bulkhead bulkhead;

    /** Who has said these, where they are joined. */
    private @Nullable Words breakerBy;

    private @Nullable Words bulkheadBy;

    private List<Failing.Remembered> remembered = List.of();
    private List<Failing.Fallback> fallbacks = List.of();

    void refreshAhead(Duration before) {
        window = before;
        beta = 0;
    }

    void probabilistic(double said) {
        window = NO_WINDOW;
        beta = said;
    }

    void refreshEvery(Duration said) {
        interval = said;
    }

    void withoutRefreshAhead() {
        window = NO_WINDOW;
        beta = 0;
        interval = NO_WINDOW;
    }

    /** Takes back what refreshes ahead near the end. */
    void withoutEarly() {
        window = NO_WINDOW;
        beta = 0;
    }

    void remember(Class<? extends Throwable> type, Duration duration) {
        remembered = with(remembered, new Failing.Remembered(type, CompiledPolicy.nanos(duration)));
    }

    void fallback(Failing.Fallback fallback) {
        fallbacks = with(fallbacks, fallback);
    }

    private static <W extends Failing.OfType> List<W> with(List<W> said, W more) {
        List<W> all = new ArrayList<>(said);
        all.removeIf(one -> one.type() == more.type());
        all.add(more);
        return List.copyOf(all);
    }

    List<Failing.Remembered> remembered() {
        return remembered;
    }

    List<Failing.Fallback> fallbacks() {
        return fallbacks;
    }

    boolean isEmpty() {
        return !touchHits()
                && soft == null
                && hard == null
                && breaker == null
                && bulkhead == null
                && remembered.isEmpty()
                && fallbacks.isEmpty();
    }

    /** Whether these words can matter to a hit. */
    boolean touchHits() {
        return window != null || interval != null;
    }

    /** What both say, as a new object; of single words the stronger wins. */
    static @Nullable LoadWords joined(@Nullable LoadWords weaker, Words words, int layer) {
        LoadWords stronger = words.loads;
        if (stronger == null) {
            return weaker;
        }
        LoadWords all = weaker == null ? new LoadWords() : weaker.copy();
        all.say(stronger);
        all.windowLayer = stronger.window == null ? all.windowLayer : layer;
        all.intervalLayer = stronger.interval == null ? all.intervalLayer : layer;
        all.softLayer = stronger.soft == null ? all.softLayer : layer;
        all.hardLayer = stronger.hard == null ? all.hardLayer : layer;
        all.breakerBy = stronger.breaker == null ? all.breakerBy : words;
        all.bulkheadBy = stronger.bulkhead == null ? all.bulkheadBy : words;
        return all;
    }

    private void say(LoadWords more) {
        if (more.window != null) {
            window = more.window;
            beta = more.beta;
        }
        interval = more.interval == null ? interval : more.interval;
        soft = more.soft == null ? soft : more.soft;
        hard = more.hard == null ? hard : more.hard;
        breaker = more.breaker == null ? breaker : more.breaker;
        bulkhead = more.bulkhead == null ? bulkhead : more.bulkhead;
        more.remembered.forEach(one -> remembered = with(remembered, one));
        more.fallbacks.forEach(this::fallback);
    }

    LoadWords copy() {
        LoadWords copy = new LoadWords();
        copy.say(this);
        copy.windowLayer = windowLayer;
        copy.intervalLayer = intervalLayer;
        copy.softLayer = softLayer;
        copy.hardLayer = hardLayer;
        copy.breakerBy = breakerBy;
        copy.bulkheadBy = bulkheadBy;
        return copy;
    }

    /**
     * When values are loaded early, for a life that a layer has said; null for never.
     *
     * @param duration the life; null where time doesn't end it
     * @param layer which one said it: a window that a weaker layer said and that leaves it no room is dropped
     */
    @Nullable
    Early early(@Nullable Duration duration, int layer) {
        Duration before = window == null || !fits(window, windowLayer, duration, layer) ? NO_WINDOW : window;
        Duration every = interval == null || !fits(interval, intervalLayer, duration, layer) ? NO_WINDOW : interval;
        return before.isZero() && beta == 0 && every.isZero()
                ? null
                : new Early(CompiledPolicy.nanos(before), beta, CompiledPolicy.nanos(every));
    }

    private static boolean fits(Duration said, int saidIn, @Nullable Duration duration, int layer) {
        return duration == null || said.compareTo(duration) < 0 || saidIn > layer;
    }

    /** The soft time-out, unless a stronger layer's hard one comes first. */
    @Nullable
    Duration soft() {
        return hard == null || soft == null || soft.compareTo(hard) < 0 || softLayer > hardLayer ? soft : null;
    }

    /** The hard time-out, unless a stronger layer's soft one leaves it no room. */
    @Nullable
    Duration hard() {
        return hard == null || soft == null || soft.compareTo(hard) < 0 || hardLayer >= softLayer ? hard : null;
    }

    /** What clashes in one layer whose values live for so long. */
    List<String> clashes(@Nullable Duration duration) {
        List<String> clashes = new ArrayList<>(0);
        clash(clashes, "refreshAhead", window, "duration", duration);
        clash(clashes, "refreshEvery", interval, "duration", duration);
        clash(clashes, "softTimeout", soft, "hardTimeout", hard);
        return clashes;
    }

    private static void clash(
            List<String> clashes, String word, @Nullable Duration said, String limit, @Nullable Duration longest) {
        if (said != null && longest != null && said.compareTo(longest) >= 0) {
            clashes.add(word + " (" + said + ") must be shorter than " + limit + " (" + longest + ")");
        }
    }

    void describe(StringJoiner said) {
        if (window != null) {
            said.add(
                    beta > 0
                            ? "withStampedeProtection(probabilistic(" + beta + "))"
                            : window.isZero() ? "withoutRefreshAhead()" : "withRefreshAhead(" + window + ")");
        }
        if (interval != null && !interval.isZero()) {
            said.add("refreshEvery(" + interval + ")");
        }
        if (soft != null) {
            said.add("withSoftTimeout(" + soft + ")");
        }
        if (hard != null) {
            said.add("withHardTimeout(" + hard + ")");
        }
        if (breaker != null) {
            said.add("withCircuitBreaker(" + named(breaker.name) + breaker.failures + ", " + breaker.openFor + ")");
        }
        if (bulkhead != null) {
            said.add("withMaxConcurrentLoads(" + named(bulkhead.name) + bulkhead.permits + ")");
        }
        remembered.forEach(
                one -> said.add("cacheFailures(" + one.type().getName() + ", " + Duration.ofNanos(one.nanos()) + ")"));
        fallbacks.forEach(one -> said.add("withFallback(" + one.type().getName() + ", …)"));
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name + ", ";
    }

    boolean saysTheSame(LoadWords other) {
        return Objects.equals(window, other.window)
                && Double.compare(beta, other.beta) == 0
                && Objects.equals(interval, other.interval)
                && Objects.equals(soft, other.soft)
                && Objects.equals(hard, other.hard)
                && Objects.equals(breaker, other.breaker)
                && Objects.equals(bulkhead, other.bulkhead)
                && remembered.equals(other.remembered)
                && fallbacks.equals(other.fallbacks);
    }

    /** What stops loaders that fail, for calls of a method or of none. */
    Protection.@Nullable CircuitBreaker breaker(Callee callee) {
        return breaker == null || breakerBy == null
                ? null
                : new Protection.CircuitBreaker(
                        callee.owner(breaker.name, breakerBy), breaker.failures, CompiledPolicy.nanos(breaker.openFor));
    }

    /** What bounds loaders, for calls of a method or of none. */
    Protection.@Nullable Bulkhead bulkhead(Callee callee) {
        return bulkhead == null || bulkheadBy == null
                ? null
                : new Protection.Bulkhead(callee.owner(bulkhead.name, bulkheadBy), bulkhead.permits);
    }
}
