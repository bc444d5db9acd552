package methodcache.core.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.api.CacheLoadException;
import methodcache.api.CacheTimeoutException;
import methodcache.core.key.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * Leaves loads behind that take too long. They run on, and what they give is kept as long as nothing newer came; but only two of a key do,
 * and after ten times their limit they are cancelled and don't count any more, whatever they do then. Thread-safe.
 */
final class HardTimeouts {

    /** So many loads of a key may be left behind. */
    private static final int MOST = 2;

    /** So many limits after the first, a load is cancelled. */
    private static final int MORE = 9;

    private final Workers workers;
    private final Map<Load, Collection<Object>> left = new ConcurrentHashMap<>();
    private final Map<Object, Integer> byKey = new ConcurrentHashMap<>();

    HardTimeouts(Workers workers) {
        this.workers = workers;
    }

    /** Why a load of a key isn't begun; null where it may be. */
    @Nullable
    CacheLoadException refusal(Object key) {
        return byKey.getOrDefault(key, 0) < MOST
                ? null
                : new CacheLoadException(
                        MOST
                                + " loads of it have taken longer than withHardTimeout(…) and still run: look for what its loader"
                                + " waits for, and give that a limit of its own",
                        StoreKeys.text(key),
                        null);
    }

    /**
     * Limits a load.
     *
     * @param load the load
     * @param flights what waits for it
     * @param nanos the limit; nothing happens where it is 0
     * @param told hears that the load was left behind
     */
    void limit(Load load, List<Flight> flights, long nanos, Told told) {
        if (nanos > 0) {
            Duration limit = Duration.ofNanos(nanos);
            load.limited(workers.schedule(() -> workers.callback(() -> strike(load, flights, limit, told)), limit));
        }
    }

    /** Hears that a load takes too long. */
    interface Told {
        void tookTooLong(Outcome.Failure failure);
    }

    private void strike(Load load, List<Flight> flights, Duration limit, Told told) {
        if (load.isOver()) {
            return;
        }
        CacheTimeoutException why = CacheTimeoutException.ofLoad(load.texts(), limit);
        leave(load, flights.stream().map(flight -> flight.key).toList());
        load.passed(pass -> pass.tookTooLong(why));
        load.limited(workers.schedule(() -> workers.callback(() -> giveUp(load)), limit.multipliedBy(MORE)));
        Outcome.Failure failure = new Outcome.Failure(why);
        // Before anybody hears of it: whoever comes then begins anew.
        flights.forEach(Flight::overdue);
        flights.forEach(flight -> flight.complete(failure));
        told.tookTooLong(failure);
    }

    private void leave(Load load, Collection<Object> keys) {
        left.put(load, keys);
        keys.forEach(key -> byKey.merge(key, 1, Integer::sum));
        // Looked at after it was added: either its end sees it here, or this sees its end.
        if (load.isOver()) {
            ended(load);
        }
    }

    /** A load has ended. */
    void ended(Load load) {
        Collection<Object> keys = left.isEmpty() ? null : left.remove(load);
        if (keys != null) {
            keys.forEach(key -> byKey.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1));
        }
    }

    private void giveUp(Load load) {
        if (!load.isOver()) {
            ended(load);
            load.cancel();
            load.passed(Pass::letGo);
        }
    }
}
