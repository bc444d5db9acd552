package methodcache.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import methodcache.api.Ticker;
import methodcache.core.cluster.Limited;
import methodcache.core.policy.CompiledPolicy;
import methodcache.core.policy.Early;
import org.jspecify.annotations.Nullable;

/**
 * Loads values anew in the background while they can still be served. Hits begin that, and never wait for it: a refresh is an asynchronous
 * call of the cache's own, which takes nothing from the first layer. Thread-safe.
 */
public final class Refreshing {

    /** After a failure the next refresh waits for so long at least. */
    private static final long SHORTEST_PAUSE = 100_000_000L;

    private static final int WINDOW_PER_PAUSE = 10;

    private final Engine engine;
    private final Ticker ticker;
    private final DoubleSupplier random;
    private final Counters counters;
    private final KeepingWarm warm;

    /** A refresh that takes longer doesn't keep others from beginning. */
    private final long patience;

    Refreshing(Engine engine, DoubleSupplier random, Duration joinLimit, Supplier<?> policies) {
        this.engine = engine;
        this.random = random;
        patience = Workers.saturatedNanos(joinLimit);
        ticker = engine.parts().ticker();
        counters = engine.parts().counters();
        warm = new KeepingWarm(this, ticker, engine.parts().workers(), counters, policies);
    }

    /** Keys that are refreshed at intervals. */
    KeepingWarm warm() {
        return warm;
    }

    /** What a hit brings about. */
    public enum Due {
        /** Nothing, as most. */
        NOTHING,
        /** Its key is kept warm from now on. */
        KEEP_WARM,
        /** Its key is loaded anew. */
        REFRESH
    }

    /**
     * What a hit brings about; {@link #hit} does it.
     *
     * @param entry what was hit
     * @param policy of the call
     * @return what is due
     */
    public Due due(Entry entry, CompiledPolicy policy) {
        Early early = policy.early;
        Renewal renewal = entry.renewal();
        if (early == null || renewal == null || !entry.alive(ticker.nanos())) {
            return Due.NOTHING;
        }
        if (early.interval() > 0 && !renewal.isKeptWarm(policy)) {
            return Due.KEEP_WARM;
        }
        return isEarly(entry, early, renewal) ? Due.REFRESH : Due.NOTHING;
    }

    private boolean isEarly(Entry entry, Early early, Renewal renewal) {
        long now = ticker.nanos();
        return entry.isNear(early, now) && renewal.isFree(now, patience) && entry.refreshes(early, now, this::random);
    }

    private double random() {
        try {
            return random.getAsDouble();
        } catch (RuntimeException broken) {
            counters.randomFailed(broken);
            return 0;
        }
    }

    /**
     * Does what is due.
     *
     * @param due what {@link #due} said
     * @param entry what was hit
     * @param request the call that hit it
     */
    public void hit(Due due, Entry entry, Request request) {
        Renewal renewal = entry.renewal();
        if (due == Due.NOTHING || renewal == null || request.loading == null) {
            return;
        }
        boolean refreshes = due == Due.REFRESH;
        if (due == Due.KEEP_WARM) {
            refreshes = renewal.isIdle();
            warm.keep(request, renewal);
        }
        if (refreshes) {
            begin(request.inBackground(entry), renewal);
        }
    }

    /** Does what is due of a value that was found in the second layer, and is in the first from now on. */
    void found(Entry entry, Request request) {
        Early early = request.policy.early;
        if (early != null && request.policy.writesL1 && !request.isBackground()) {
            entry.usedBy(early, ticker.nanos());
            hit(due(entry, request.policy), entry, request);
        }
    }

    /** Whether a hit of a call of many keys refreshes; at intervals, none does. */
    boolean isDue(Entry entry, CompiledPolicy policy) {
        Early early = policy.early;
        Renewal renewal = entry.renewal();
        return early != null && renewal != null && entry.alive(ticker.nanos()) && isEarly(entry, early, renewal);
    }

    /** Refreshes what was hit by a call of many keys. */
    void hits(Map<String, Request> requests, Map<String, Entry> entries, BulkLoading loader) {
        Map<String, Request> due = new LinkedHashMap<>();
        List<Runnable> failed = new ArrayList<>();
        List<Runnable> ended = new ArrayList<>();
        entries.forEach((key, entry) -> {
            Request request = requests.get(key);
            Renewal renewal = entry.renewal();
            int claim = request == null || renewal == null ? 0 : renewal.claim(ticker.nanos(), patience);
            if (request != null && renewal != null && claim > 0) {
                Request again = request.inBackground(entry);
                due.put(key, again);
                failed.add(() -> renewal.ended(claim, true, ticker.nanos(), pause(again)));
                ended.add(() -> renewal.ended(claim, false, ticker.nanos(), 0));
            }
        });
        if (!due.isEmpty()) {
            Request first = due.values().iterator().next();
            inBackground(
                    first,
                    loader instanceof BulkLoading.Staged,
                    () -> new StagedBulkCall(engine, due, loader).run(),
                    failure -> {
                        (failure == null ? ended : failed).forEach(Runnable::run);
                        first.policy.tally.refreshes.add(due.size());
                    });
        }
    }

    /** Begins a refresh, if none runs. */
    void begin(Request request, Renewal renewal) {
        int claim = renewal.claim(ticker.nanos(), patience);
        if (claim == 0) {
            return;
        }
        inBackground(request, request.loading instanceof Loading.Staged, () -> engine.callAsync(request), failure -> {
            renewal.ended(claim, failure != null, ticker.nanos(), pause(request));
            request.policy.tally.refreshes.increment();
        });
    }

    private static long pause(Request request) {
        Early early = request.policy.early;
        if (request.policy.retryAfter > 0 || early == null) {
            return request.policy.retryAfter;
        }
        Entry renewed = request.renewed();
        return Math.max(SHORTEST_PAUSE, (renewed == null ? 0 : renewed.reach(early)) / WINDOW_PER_PAUSE);
    }

    /** A call of the cache's. */
    private interface Call {
        CompletableFuture<?> run();
    }

    /** How a call ended. */
    private interface End {
        void told(@Nullable Throwable failure);
    }

    /** Makes a call that belongs to no load, on another thread where it begins with user code. */
    private void inBackground(Request request, boolean beginsWithUserCode, Call call, End end) {
        request.toldOfRefresh();
        if (!beginsWithUserCode) {
            run(call, end);
            return;
        }
        request.task = () -> run(call, end);
        try {
            engine.meeting().propagate(request);
            Runnable propagated = request.propagated;
            engine.workers().load(propagated == null ? request.task : propagated);
        } catch (Throwable refused) {
            if (!(refused instanceof RejectedExecutionException)) {
                counters.callbackFailed("a task of contextPropagation(…)", request.policy, request.key, refused);
            }
            request.notBegun(counters);
            end.told(refused);
        }
    }

    private static void run(Call call, End end) {
        Load before = Load.enter(null);
        try {
            Limited.then(
                    call.run(),
                    (value, failure) -> end.told(failure instanceof CancellationException ? null : failure));
        } finally {
            Load.enter(before);
        }
    }
}
