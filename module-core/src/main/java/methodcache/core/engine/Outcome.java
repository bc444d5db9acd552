package methodcache.core.engine;

import methodcache.api.CacheLayer;
import org.jspecify.annotations.Nullable;

/** How a load ended, for those who wait for it. */
sealed interface Outcome {

    /** It gave a value. */
    record Value(@Nullable Object value) implements Outcome {}

    /** It failed; each waiter gets this failure. */
    record Failure(Throwable cause) implements Outcome {}

    /** There was no load: the entry had come while the call was on its way, or the second layer had it. */
    record Hit(Entry entry, CacheLayer layer) implements Outcome {}

    /** Its leader gave up: whoever waits begins again, with its own loader. */
    record Retry() implements Outcome {}

    /** A load of many has ended that had no answer for this key: that says nothing about it to who has a loader of its own. */
    record Absent() implements Outcome {}

    /** One waiter's time is up; the load itself goes on while others wait. */
    record TimedOut(Limit limit) implements Outcome {

        /** Whether an old value may be served, and the load goes on. */
        boolean isSlow() {
            return limit == Limit.SOFT;
        }
    }

    /** What has ended a wait. */
    enum Limit {
        /** The time of the whole call. */
        CALL,
        /** The soft time-out: an old value may be served. */
        SOFT,
        /** The hard time-out, as the caller says it. */
        HARD
    }

    Outcome RETRY = new Retry();
    Outcome ABSENT = new Absent();
    TimedOut TIMED_OUT = new TimedOut(Limit.CALL);
    TimedOut SLOW = new TimedOut(Limit.SOFT);
    TimedOut TOO_SLOW = new TimedOut(Limit.HARD);
}
