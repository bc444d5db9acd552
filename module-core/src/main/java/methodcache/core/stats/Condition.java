package methodcache.core.stats;

import java.time.Instant;
import java.time.InstantSource;
import methodcache.api.CacheHealth;
import org.jspecify.annotations.Nullable;

/** Whether a part of a cache works that others provide, since when, and why not. Thread-safe; cheap while nothing changes. */
public final class Condition {

    private record State(
            boolean up, Instant since, @Nullable String why) {}

    private final String name;
    private final String provider;
    private final InstantSource clock;
    private volatile State state;

    private Condition(String name, String provider, InstantSource clock, @Nullable String why) {
        this.name = name;
        this.provider = provider;
        this.clock = clock;
        state = new State(why == null, clock.instant(), why);
    }

    /**
     * A part that works, as far as is known.
     *
     * @param name what it is
     * @param provider who has made it
     * @param clock tells since when
     */
    public static Condition up(String name, String provider, InstantSource clock) {
        return new Condition(name, provider, clock, null);
    }

    /** A part that doesn't work yet. */
    public static Condition down(String name, String provider, InstantSource clock, String why) {
        return new Condition(name, provider, clock, why);
    }

    /** It has done something. */
    public void works() {
        if (!state.up) {
            become(true, null);
        }
    }

    /** It has failed, and counts as not working; the first reason stays until it works again. */
    public void fails(Throwable failure) {
        if (state.up) {
            become(false, String.valueOf(failure));
        }
    }

    private synchronized void become(boolean up, @Nullable String why) {
        if (state.up != up) {
            state = new State(up, clock.instant(), why);
        }
    }

    /** As it is now. */
    public CacheHealth.Part part() {
        State now = state;
        return new CacheHealth.Part(name, provider, now.up, now.since, now.why);
    }
}
