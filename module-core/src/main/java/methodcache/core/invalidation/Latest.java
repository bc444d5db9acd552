package methodcache.core.invalidation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The latest position of each target that can be looked up. {@value #MOST} are told apart; those of which nothing was heard for longest
 * go into {@value #SLOTS} slots, where targets whose hashes are alike share the later position: so too much is covered, never too little,
 * and however many targets there are, none is forgotten.
 *
 * <p>Concurrency: written under its monitor, read by anybody. A slot is raised before its target is taken out.
 */
final class Latest {

    static final int MOST = 100_000;

    private static final int SLOTS = 1 << 20;

    private record Raised(Object target, long position) {}

    private final Map<Object, Long> exact = new ConcurrentHashMap<>();
    private final Deque<Raised> order = new ArrayDeque<>();
    private volatile @Nullable AtomicLongArray slots;

    long of(Object target) {
        Long own = exact.get(target);
        AtomicLongArray shared = slots;
        long others = shared == null ? 0 : shared.get(slot(target));
        return own == null ? others : Math.max(own, others);
    }

    synchronized void raise(Object target, long position) {
        exact.merge(target, position, Math::max);
        order.add(new Raised(target, position));
        while (exact.size() > MOST || order.size() > 2 * MOST) {
            Raised oldest = order.remove();
            Long last = exact.get(oldest.target);
            if (last != null && last <= oldest.position) {
                share(oldest);
            }
        }
    }

    private void share(Raised oldest) {
        AtomicLongArray shared = slots;
        if (shared == null) {
            shared = new AtomicLongArray(SLOTS);
            slots = shared;
        }
        shared.accumulateAndGet(slot(oldest.target), oldest.position, Math::max);
        exact.remove(oldest.target);
    }

    synchronized void clear() {
        exact.clear();
        order.clear();
        slots = null;
    }

    private static int slot(Object target) {
        return (target.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    }
}
