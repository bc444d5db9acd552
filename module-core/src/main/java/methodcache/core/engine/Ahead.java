package methodcache.core.engine;

import java.util.Map;
import methodcache.core.layer.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster said before a loader ran. Immutable.
 *
 * @param found what needs no load, by flight
 * @param failed whether the second layer couldn't be asked: then it isn't written either
 * @param lease the lock to load under; null for none
 * @param refusal why the loader must not run; null where it may
 */
record Ahead(
        Map<Flight, Entry> found,
        boolean failed,
        @Nullable Lease lease,
        @Nullable Exception refusal) {

    static final Ahead NOTHING = new Ahead(Map.of(), false, null, null);
    static final Ahead FAILED = new Ahead(Map.of(), true, null, null);

    /** Whoever waited for it was interrupted. */
    static Ahead interrupted() {
        return FAILED.refused(new InterruptedException("interrupted while it waited for the cluster"));
    }

    Ahead under(@Nullable Lease held) {
        return new Ahead(found, failed, held, refusal);
    }

    /** The same, but that nothing may be loaded. */
    Ahead refused(Exception why) {
        return new Ahead(found, failed, null, why);
    }
}
