package methodcache.api;

/**
 * The source of time for durations: nanoseconds from an arbitrary origin, like {@link System#nanoTime()}, which is the
 * default. Thread-safe; read at most once on a hit. Only differences of its values mean anything, and it never runs
 * backwards.
 */
@FunctionalInterface
public interface Ticker {

    /**
     * The time now.
     *
     * @return nanoseconds from an arbitrary origin; may be negative
     */
    long nanos();
}
