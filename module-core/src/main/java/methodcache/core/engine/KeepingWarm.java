package methodcache.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import methodcache.api.Ticker;
import methodcache.core.policy.Early;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are refreshed at intervals while they are used, with one timer for all of them.
 *
 * <p>Concurrency: guarded by its monitor; refreshes begin outside.
 */
final class KeepingWarm {

    /** So many keys are kept warm. */
    static final int MOST = 10_000;

    /** A key that is kept warm. */
    private record Warm(Request request, Renewal renewal, long since, long due, long number, Object policies) {}

    private final Refreshing refreshing;
    private final Ticker ticker;
    private final Workers workers;
    private final Counters counters;

    /** Tells which policies are in force: others after a change. */
    private final Supplier<?> policies;

    private final Map<Object, Warm> kept = new HashMap<>();
    private final TreeSet<Warm> byDue;
    private long numbers;
    private long timerDue;
    private @Nullable Future<?> timer;
    private boolean stopped;

    KeepingWarm(Refreshing refreshing, Ticker ticker, Workers workers, Counters counters, Supplier<?> policies) {
        this.refreshing = refreshing;
        this.ticker = ticker;
        this.workers = workers;
        this.counters = counters;
        this.policies = policies;
        Comparator<Warm> order = (one, other) -> Long.signum(one.due - other.due);
        byDue = new TreeSet<>(order.thenComparing(Warm::number));
    }

    /** A value was kept in L1 for a call. */
    void kept(Request request, Entry entry) {
        Early early = request.policy.early;
        if (early != null && early.interval() > 0 && request.loading != null) {
            Renewal renewal = new Renewal();
            keep(request, renewal);
            entry.renewal(renewal);
        }
    }

    /** Keeps a key warm from now on. */
    void keep(Request request, Renewal renewal) {
        Early early = request.policy.early;
        if (early != null && !put(request, renewal, early.interval())) {
            counters.once("more than " + MOST
                    + " keys are to be kept warm by refreshEvery(…); the others are loaded when they are asked"
                    + " for: say it for fewer keys");
        }
    }

    private synchronized boolean put(Request request, Renewal renewal, long interval) {
        // Whoever isn't kept warm counts as if it were: its hits needn't ask again.
        renewal.keptWarm(request.policy);
        Warm before = kept.get(request.key);
        if (stopped || (before == null && kept.size() >= MOST)) {
            return stopped;
        }
        if (before != null) {
            byDue.remove(before);
        }
        numbers++;
        // Of the same value: it isn't newer than it was.
        long since = before != null && before.renewal == renewal ? before.since : ticker.nanos();
        Warm warm = new Warm(request.inBackground(null), renewal, since, since + interval, numbers, policies.get());
        kept.put(request.key, warm);
        byDue.add(warm);
        arm();
        return true;
    }

    private void arm() {
        if (byDue.isEmpty() || stopped) {
            return;
        }
        long due = byDue.first().due;
        Future<?> before = timer;
        if (before != null && timerDue - due <= 0) {
            return;
        }
        if (before != null) {
            before.cancel(false);
        }
        timerDue = due;
        Duration delay = Duration.ofNanos(Math.max(0, due - ticker.nanos()));
        timer = workers.schedule(() -> workers.callback(this::tick), delay);
    }

    private void tick() {
        List<Warm> due = new ArrayList<>();
        synchronized (this) {
            timer = null;
            long now = ticker.nanos();
            while (!byDue.isEmpty() && byDue.first().due - now <= 0) {
                Warm warm = byDue.pollFirst();
                kept.remove(warm.request.key);
                // By what policies say now, only the next call can tell.
                if (warm.renewal.wasUsed() && warm.policies == policies.get()) {
                    due.add(warm);
                } else {
                    warm.renewal.idle();
                }
            }
        }
        due.forEach(this::refresh);
        synchronized (this) {
            arm();
        }
    }

    private void refresh(Warm warm) {
        // Until its value is there, the next interval counts for the one that was.
        keep(warm.request, warm.renewal);
        refreshing.begin(warm.request.inBackground(null), warm.renewal);
    }

    /** Refreshes nothing any more; for closing. */
    synchronized void stop() {
        stopped = true;
        kept.clear();
        byDue.clear();
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
