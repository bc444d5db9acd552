package methodcache.core.engine;

import java.util.function.UnaryOperator;
import methodcache.core.configuration.Settings;

/**
 * What an engine is made of.
 *
 * @param name the name of the cache
 * @param l1 its store, closed with the engine
 * @param counters what it counts with
 * @param workers its threads, closed with the engine
 * @param time clock, randomness and limits
 * @param propagation carries a caller's context to the thread that loads for it
 */
public record EngineSettings(
        String name,
        Settings.L1 l1,
        Counters counters,
        Workers workers,
        Settings.Time time,
        UnaryOperator<Runnable> propagation) {}
