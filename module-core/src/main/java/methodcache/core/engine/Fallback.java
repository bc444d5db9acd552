package methodcache.core.engine;

import methodcache.api.CacheClosedException;
import methodcache.api.CacheInterruptedException;
import methodcache.api.Ticker;
import methodcache.api.spi.L1Store;
import org.jspecify.annotations.Nullable;

/**
 * What is served when a load fails: the value that was there before, where both the policy it was stored with and that of the call
 * allow it, and nothing has removed it. Calls that come soon after such a failure are answered so without another load.
 */
final class Fallback {

    private final L1Store store;
    private final HitPath hits;
    private final Ticker ticker;
    private final Counters counters;
    private final Gate gate;

    Fallback(L1Store store, HitPath hits, Ticker ticker, Counters counters, Gate gate) {
        this.store = store;
        this.hits = hits;
        this.ticker = ticker;
        this.counters = counters;
        this.gate = gate;
    }

    /** The entry that answers while a load that failed isn't to be tried again. */
    @Nullable
    Entry beforeRetry(Request request) {
        long now = ticker.nanos();
        Entry entry = find(request, now);
        if (entry == null || entry.alive(now) || !entry.awaitsRetry(now)) {
            return null;
        }
        counters.stale.increment();
        request.staleServed();
        return entry;
    }

    /** The entry that may answer a call whose load has failed; {@link #serve} says that it does. */
    @Nullable
    Entry after(Outcome.Failure failure, Request request) {
        return isTheLoaders(failure.cause()) && !gate.isClosed() ? find(request, ticker.nanos()) : null;
    }

    /** An entry answers a call whose load has failed: for some time the load isn't tried again. */
    void serve(Entry entry, Request request) {
        long now = ticker.nanos();
        if (!entry.awaitsRetry(now)) {
            entry.retryAt(now + request.policy.retryAfter);
        }
        counters.stale.increment();
        request.staleServed();
    }

    private @Nullable Entry find(Request request, long now) {
        if (!request.allowsStale()) {
            return null;
        }
        Entry entry = (Entry) store.get(request.key);
        return entry != null
                        && entry.version == request.policy.version
                        && request.fits(entry)
                        && !hits.dead(request.key, entry)
                        && entry.servesStale(now, request.policy.maxStale)
                ? entry
                : null;
    }

    /** Whether it isn't the caller or the cache who ended the load. */
    private static boolean isTheLoaders(Throwable failure) {
        return failure instanceof Exception
                && !(failure instanceof InterruptedException
                        || failure instanceof CacheInterruptedException
                        || failure instanceof CacheClosedException);
    }
}
