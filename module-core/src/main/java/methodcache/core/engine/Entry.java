package methodcache.core.engine;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.DoubleSupplier;
import methodcache.api.spi.L1Entry;
import methodcache.core.invalidation.Reach;
import methodcache.core.policy.Early;
import methodcache.core.policy.Sinks;
import org.jspecify.annotations.Nullable;

/** A value in L1, with what decides whether it may be served: its version, its deadline and the last event it was judged by. */
public final class Entry implements L1Entry {

    /** The deadline of an entry that time doesn't end. */
    static final long NEVER = Long.MAX_VALUE;

    private static final AtomicLongFieldUpdater<Entry> DEADLINE =
            AtomicLongFieldUpdater.newUpdater(Entry.class, "deadline");

    /** The version of entries that stand for failures of calls of a version; no call asks for a value of it. */
    static int ofFailures(int version) {
        return ~version;
    }

    /** Whether it stands for a failure: it is no value that anybody could be served. */
    boolean isFailure() {
        return version < 0;
    }

    /** How a sliding entry lives on: a hit moves its deadline by {@code idle}, up to {@code cap}. */
    record Sliding(long idle, long cap) {}

    /** The value; null is a cached null. */
    public final @Nullable Object value;

    final int version;

    /** By which events it is reached besides those on its own key; null when by none. */
    final @Nullable Reach reach;

    /** Who hears that it was evicted; null when nobody of its policy does. */
    final @Nullable Sinks sinks;

    /** What the call said that loaded it; null when it said nothing. */
    final @Nullable ValueType type;

    private final int weight;
    private final @Nullable Sliding sliding;

    /** The last event known not to cover it. */
    private volatile long seen;

    private volatile long deadline;

    /** How long after its deadline it may be served when its load fails; 0 for not at all. */
    private final long maxStale;

    /** The whole life that it was given, nanoseconds. */
    private final float span;

    /** How long its load took, nanoseconds. */
    private final float cost;

    /** What its loader named the state of its source; null for nothing. */
    final @Nullable String etag;

    /** Its refresh, from when that is near; null before. */
    private volatile @Nullable Renewal renewal;

    /** When a load may be tried again that failed and was answered with it; 0 where none has. */
    private volatile long retryAt;

    Entry(Draft draft, @Nullable ValueType type, @Nullable Reach reach, long seen) {
        this.value = draft.value();
        this.version = draft.version();
        this.weight = draft.weight();
        this.sinks = draft.sinks();
        this.type = type;
        this.sliding = draft.sliding();
        this.deadline = draft.deadline();
        this.maxStale = draft.maxStale();
        this.span = draft.span();
        this.cost = draft.cost();
        this.etag = draft.etag();
        this.reach = reach;
        this.seen = seen;
    }

    @Override
    public int weight() {
        return weight;
    }

    long seen() {
        return seen;
    }

    void seen(long number) {
        seen = number;
    }

    boolean timed() {
        return deadline != NEVER;
    }

    boolean alive(long now) {
        long end = deadline;
        return end == NEVER || end - now > 0;
    }

    /** Counts a hit as use, for an entry that lives by being used. */
    void touch(long now) {
        Sliding use = sliding;
        if (use != null) {
            long end = deadline;
            long renewed = now + use.idle;
            // Compared, so that an entry which has expired meanwhile doesn't come back to life.
            if (end - now > 0) {
                DEADLINE.compareAndSet(this, end, renewed - use.cap < 0 ? renewed : use.cap);
            }
        }
    }

    /** Notes that calls which refresh early use it. */
    void usedBy(Early early, long now) {
        Renewal known = renewal;
        if (known == null && (early.interval() > 0 || isNear(early, now))) {
            known = new Renewal();
            renewal = known;
        }
        if (known != null) {
            known.used();
        }
    }

    /** Its refresh; null where it isn't near one. */
    public @Nullable Renewal renewal() {
        return renewal;
    }

    void renewal(Renewal given) {
        renewal = given;
    }

    /** The life that is left, to the end of which no use can move it; negative after it. */
    long left(long now) {
        Sliding use = sliding;
        long end = use == null ? deadline : use.cap;
        return end == NEVER ? NEVER : end - now;
    }

    /** Whether a hit may be one that refreshes it. */
    boolean isNear(Early early, long now) {
        return early.isNear(left(now), span, cost);
    }

    /** Whether a hit refreshes it. */
    boolean refreshes(Early early, long now, DoubleSupplier random) {
        return early.refreshes(left(now), span, cost, early.beta() > 0 ? random.getAsDouble() : 0);
    }

    /** How long before its end it is near that. */
    long reach(Early early) {
        return early.reach(span, cost);
    }

    /** Whether it is of use after its deadline. */
    boolean outlives() {
        return maxStale > 0;
    }

    long maxStale() {
        return maxStale;
    }

    /** Ends its life, unless that has ended before. Whatever a load has failed with before, the next call tries again. */
    void expire(long time) {
        retryAt = 0;
        for (; ; ) {
            long end = deadline;
            if ((end != NEVER && end - time <= 0) || DEADLINE.compareAndSet(this, end, time)) {
                return;
            }
        }
    }

    /** Whether it may still be served when its load fails, as far as both it and the call allow. */
    boolean servesStale(long now, long allowed) {
        return deadline == NEVER || deadline + Math.min(maxStale, allowed) - now > 0;
    }

    /** When it can't be served any more, unless it is used before; {@link #NEVER} where time doesn't tell. */
    long end() {
        long life = deadline;
        return life == NEVER ? NEVER : life + maxStale;
    }

    /** Whether it can't be served any more, whatever happens. */
    boolean isGone(long now) {
        return !alive(now) && !servesStale(now, maxStale);
    }

    /** Its load has failed, and is not to be tried again before a time. */
    void retryAt(long time) {
        // 0 stands for none.
        retryAt = time == 0 ? 1 : time;
    }

    /** Whether its load has failed just now, and it is to be served without trying. */
    boolean awaitsRetry(long now) {
        long until = retryAt;
        return until != 0 && until - now > 0;
    }
}
