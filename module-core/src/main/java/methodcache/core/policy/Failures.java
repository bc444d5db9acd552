package methodcache.core.policy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what users' callbacks throw, and logs it: the first, the second, the fourth and so on, so that a hook that always
 * fails doesn't flood the log. One per cache; thread-safe, never throws.
 */
public final class Failures {

    private static final Logger LOG = System.getLogger("methodcache");

    private final String cache;
    private final AtomicLong callbacks = new AtomicLong();
    private final AtomicLong layers = new AtomicLong();

    /** Makes one for a cache of that name. */
    public Failures(String cache) {
        this.cache = cache;
    }

    /** A callback threw: {@code what} says which, as in {@code onHit}. */
    public void callback(String what, Throwable failure) {
        long count = callbacks.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    Level.WARNING,
                    () -> what + " of cache " + cache + " threw; the call was served all the same" + " (failure "
                            + count + " of its callbacks)",
                    failure);
        }
    }

    /** A layer threw where its failure must not hurt the call. */
    public void layer(String layer, String operation, Throwable failure) {
        long count = layers.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    Level.WARNING,
                    () -> layer + " of cache " + cache + " failed to " + operation + "; no call was hurt (failure "
                            + count + " of its layers)",
                    failure);
        }
    }

    /** How many callbacks threw. */
    public long callbacks() {
        return callbacks.get();
    }
}
