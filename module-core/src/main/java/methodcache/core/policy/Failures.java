package methodcache.core.policy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import methodcache.api.CacheLayer;
import methodcache.core.key.Shown;
import org.jspecify.annotations.Nullable;

/**
 * Counts what users' callbacks throw, and logs it: the first, the second, the fourth and so on, so that a hook that always
 * fails doesn't flood the log. One per cache; thread-safe, never throws.
 */
public final class Failures {

    private static final Logger LOG = System.getLogger("methodcache");

    /** So many different things are told. */
    private static final int TOLD = 1_000;

    private final String cache;
    private final AtomicLong callbacks = new AtomicLong();
    private final AtomicLong layers = new AtomicLong();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Sinks sinks;

    /** Makes one for a cache of that name. */
    public Failures(String cache) {
        this.cache = cache;
    }

    /**
     * Tells sinks of layers that fail.
     *
     * @param hearing those of the configuration; null for none
     */
    public void tell(@Nullable Sinks hearing) {
        sinks = hearing;
    }

    /**
     * A callback threw.
     *
     * @param what which word of a policy or of the configuration, as in {@code onHit}
     * @param callName the method or lambda that was called; null for a keyed call
     * @param keys the keys of the call, as text; empty where it has none
     * @param failure what was thrown
     */
    public void callback(String what, @Nullable String callName, List<String> keys, Throwable failure) {
        long count = callbacks.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    Level.WARNING,
                    () -> what + " threw" + (keys.isEmpty() ? "" : " for key " + Shown.keys(keys)) + " ("
                            + (callName == null ? "" : callName + ", ") + "cache " + cache
                            + "); the call was served all the same (failure " + count + " of the cache's callbacks)",
                    failure);
        }
    }

    /** A layer threw where its failure must not hurt the call. */
    public void layer(CacheLayer layer, String operation, Throwable failure) {
        Sinks told = sinks;
        if (told != null) {
            told.layerFailure(layer, operation, failure);
        }
        long count = layers.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    Level.WARNING,
                    () -> layer + " of cache " + cache + " failed to " + operation + "; no call was hurt (failure "
                            + count + " of its layers)",
                    failure);
        }
    }

    /**
     * Tells people what they could mend, once.
     *
     * @param what is wrong, and what to do
     */
    public void once(String what) {
        if (told.size() < TOLD && told.add(what)) {
            LOG.log(Level.WARNING, () -> "cache " + cache + ": " + what);
        }
    }

    /** How many callbacks threw. */
    public long callbacks() {
        return callbacks.get();
    }
}
