package methodcache.core.engine;

import methodcache.api.spi.L1Entry;
import methodcache.core.invalidation.Reach;
import methodcache.core.policy.Sinks;
import org.jspecify.annotations.Nullable;

/** A value in L1, with what decides whether it may be served: its version, its deadline and the last event it was judged by. */
public final class Entry implements L1Entry {

    /** The deadline of an entry that time doesn't end. */
    static final long NEVER = Long.MAX_VALUE;

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

    Entry(Draft draft, @Nullable ValueType type, @Nullable Reach reach, long seen) {
        this.value = draft.value();
        this.version = draft.version();
        this.weight = draft.weight();
        this.sinks = draft.sinks();
        this.type = type;
        this.sliding = draft.sliding();
        this.deadline = draft.deadline();
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
            long renewed = now + use.idle;
            deadline = renewed - use.cap < 0 ? renewed : use.cap;
        }
    }
}
