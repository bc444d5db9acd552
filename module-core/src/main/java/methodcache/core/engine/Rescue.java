package methodcache.core.engine;

import java.util.concurrent.CancellationException;
import methodcache.api.CacheClosedException;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CachedFailureException;
import methodcache.api.CircuitOpenException;
import methodcache.api.RecursiveLoadException;
import methodcache.api.Ticker;
import methodcache.api.spi.L1Store;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Failing;
import org.jspecify.annotations.Nullable;

/**
 * What a call gets whose load has failed or is slow: the value that was there before, where both the policy it was stored with and that of
 * the call allow it, and nothing has removed it; else what its fallback makes. Calls that come soon after a failure that was answered with an
 * old value are answered so without another load.
 */
final class Rescue {

    private final L1Store store;
    private final HitPath hits;
    private final Ticker ticker;
    private final Gate gate;

    Rescue(L1Store store, HitPath hits, Engine.Parts parts) {
        this.store = store;
        this.hits = hits;
        ticker = parts.ticker();
        gate = parts.gate();
    }

    /** How a call ends whose load has ended: with something else than a failure, where there is something. */
    Outcome orElse(Request request, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failure failure)) {
            return outcome;
        }
        Entry stale = after(failure, request);
        if (stale != null) {
            serve(stale, request);
            return new Outcome.Value(stale.value);
        }
        Outcome made = fallback(failure, request);
        if (made instanceof Outcome.Value) {
            fellBack(request);
        }
        return made;
    }

    /** A key is answered by its fallback. */
    void fellBack(Request request) {
        request.policy.tally.fallbacks.increment();
    }

    /** What a call's fallback makes of a failure, the failure of that, or the failure itself where none is for it. */
    Outcome fallback(Outcome.Failure failure, Request request) {
        Throwable thrown = failure.cause();
        if (request.isBackground() || !(thrown instanceof Error || isTheLoads(thrown)) || gate.isClosed()) {
            return failure;
        }
        Failing.Fallback fits = request.policy.fallback(thrown);
        if (fits == null && thrown instanceof CachedFailureException && thrown.getCause() != null) {
            thrown = thrown.getCause();
            fits = request.policy.fallback(thrown);
        }
        return fits == null ? failure : made(fits, thrown, request);
    }

    private Outcome made(Failing.Fallback fallback, Throwable thrown, Request request) {
        try {
            Object value = fallback.function().apply(thrown, request.context());
            return new Outcome.Value(value);
        } catch (Throwable another) {
            if (another != thrown) {
                another.addSuppressed(thrown);
            }
            return new Outcome.Failure(another);
        }
    }

    /** The failure that is remembered for a call; null where none is. */
    Outcome.@Nullable Failure remembered(Request request) {
        CompiledPolicy policy = request.policy;
        if (!policy.remembersFailures() || request.asksForFresh()) {
            return null;
        }
        Entry entry = hits.find(request.key, Entry.ofFailures(policy.version), null);
        if (entry == null || !(entry.value instanceof Throwable cause) || policy.remembers(cause) == 0) {
            return null;
        }
        request.refused();
        return new Outcome.Failure(new CachedFailureException(request.text(), cause));
    }

    /** How long a call's failure is to be remembered; 0 for not at all, as where an old value is there to be served. */
    long remembers(Request request, Throwable failure) {
        return isTheSources(failure) && after(new Outcome.Failure(failure), request) == null
                ? request.policy.remembers(failure)
                : 0;
    }

    /** What is held of a key that is loaded anew, be it past its life. */
    @Nullable
    Entry previous(Request request) {
        Entry entry = (Entry) store.get(request.key);
        return entry != null
                        && entry.version == request.policy.version
                        && request.fits(entry)
                        && !hits.dead(request.key, entry)
                        && !entry.isGone(ticker.nanos())
                ? entry
                : null;
    }

    /** The entry that answers while a load that failed isn't to be tried again. */
    @Nullable
    Entry beforeRetry(Request request) {
        long now = ticker.nanos();
        Entry entry = find(request, now);
        if (entry == null || entry.alive(now) || !entry.awaitsRetry(now)) {
            return null;
        }
        request.policy.tally.stale.increment();
        request.staleServed();
        return entry;
    }

    /** The entry that may answer a call whose load has failed; {@link #serve} says that it does. */
    @Nullable
    Entry after(Outcome.Failure failure, Request request) {
        return isTheLoads(failure.cause()) && !gate.isClosed() ? old(request) : null;
    }

    /** The old value that may answer a call instead of its load. */
    @Nullable
    Entry old(Request request) {
        return find(request, ticker.nanos());
    }

    /** A load that nobody waits for any more has failed beside an old value: for some time it isn't tried again. */
    void failedLate(Outcome outcome, Request request) {
        Entry entry = outcome instanceof Outcome.Failure failure ? after(failure, request) : null;
        long now = ticker.nanos();
        if (entry != null && !entry.awaitsRetry(now)) {
            entry.retryAt(now + request.policy.retryAfter);
        }
    }

    /** An entry answers a call whose load takes long. */
    void serveMeanwhile(Entry entry, Request request) {
        served(entry, request, ticker.nanos());
    }

    /** An entry answers a call whose load has failed: for some time the load isn't tried again. */
    void serve(Entry entry, Request request) {
        long now = ticker.nanos();
        if (!entry.alive(now) && !entry.awaitsRetry(now)) {
            entry.retryAt(now + request.policy.retryAfter);
        }
        served(entry, request, now);
    }

    /** Counts one that is past its life; it isn't where a new one has come at the last moment. */
    private void served(Entry entry, Request request, long now) {
        if (!entry.alive(now)) {
            request.policy.tally.stale.increment();
            request.staleServed();
        }
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

    /** Whether a failure says something of what a loader depends on, so that a circuit breaker counts it. */
    static boolean isTheSources(Throwable failure) {
        return (failure instanceof Error || isTheLoads(failure))
                && !(failure instanceof CancellationException
                        || failure instanceof CachedFailureException
                        || failure instanceof CircuitOpenException
                        || failure instanceof RecursiveLoadException);
    }

    /** Whether it isn't the caller or the cache who ended the load. */
    private static boolean isTheLoads(Throwable failure) {
        return failure instanceof Exception
                && !(failure instanceof InterruptedException
                        || failure instanceof CacheInterruptedException
                        || failure instanceof CacheClosedException);
    }
}
