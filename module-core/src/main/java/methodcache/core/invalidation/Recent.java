package methodcache.core.invalidation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #MOST} targets of the cluster's events, in the order they were heard of: for values that depend on a prefix or a pattern,
 * which no look-up tells. What came before counts as having touched all of these.
 *
 * <p>Concurrency: guarded by its monitor.
 */
final class Recent {

    static final int MOST = 4_096;

    private record Raised(Target target, long position) {}

    private final Deque<Raised> last = new ArrayDeque<>();
    private long dropped;

    synchronized void add(Target target, long position) {
        last.addLast(new Raised(target, position));
        if (last.size() > MOST) {
            dropped = Math.max(dropped, last.removeFirst().position);
        }
    }

    synchronized boolean touch(Object key, @Nullable Reach reach, long since) {
        if (since < dropped) {
            return true;
        }
        for (Raised raised : last) {
            if (raised.position > since && Touch.touches(raised.target, key, reach)) {
                return true;
            }
        }
        return false;
    }
}
