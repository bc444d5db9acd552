package methodcache.api;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link WarmingOperations warming} did. Each key counts in one of the three numbers.
 *
 * @param loaded keys whose load ended well, be it the warming's own or one of a caller's that it joined; also where there was no value, or
 *     one that the policy doesn't keep
 * @param present keys that a layer had, and that weren't loaded; also those that a stale value answers since their load, which has
 *     failed, isn't to be tried again yet
 * @param failed keys that couldn't be loaded; also where calls are answered with a stale value meanwhile
 * @param failures why the first 100 of these couldn't, by key, in the order in which they failed; unmodifiable. Unchecked exceptions are
 *     what the loader threw, a checked one is in a {@link CacheLoadException}; the keys of a batch share theirs
 */
public record WarmingReport(int loaded, int present, int failed, Map<String, Throwable> failures) {

    /**
     * Copies the failures.
     *
     * @param loaded keys whose load ended well
     * @param present keys that a layer had
     * @param failed keys that couldn't be loaded
     * @param failures why, by key
     */
    public WarmingReport {
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(failures, "failures")));
    }
}
