package methodcache.core.cluster;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import methodcache.core.invalidation.Announced;
import methodcache.core.invalidation.Event;
import methodcache.core.invalidation.Positions;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Target;
import methodcache.core.invalidation.Wire;
import org.jspecify.annotations.Nullable;

/**
 * An event of this node on its way to the log. From before it is applied here until its position is known here, whatever it touches of the
 * second layer isn't served.
 *
 * <p>Concurrency: targets are added while the event is applied, and read by anybody.
 */
public final class Outgoing implements Announced {

    final long sequence;

    /** Tells its position once that is applied here, or that it isn't in the log yet. */
    final CompletableFuture<Optional<Stamp>> told = new CompletableFuture<>();

    private final Set<Target> removed = ConcurrentHashMap.newKeySet();
    private final Set<Target> expired = ConcurrentHashMap.newKeySet();

    /** Where it is in the log, once that is known. Guarded by the log. */
    @Nullable
    Stamp position;

    /** How often its epoch was found not to be the log's. Guarded by the log. */
    int doubts;

    /** Whether it is to be appended again. Guarded by the log. */
    boolean failed;

    Outgoing(long sequence, Event event) {
        this.sequence = sequence;
        event.removed().forEach(target -> raising(target, true));
        event.expired().forEach(target -> raising(target, false));
    }

    @Override
    public void raising(Target target, boolean removes) {
        Target shared = Wire.shared(target);
        if (shared != null) {
            (removes ? removed : expired).add(shared);
        }
    }

    boolean isEmpty() {
        return removed.isEmpty() && expired.isEmpty();
    }

    Event event() {
        Set<Target> kept = new LinkedHashSet<>(expired);
        kept.removeAll(removed);
        return new Event(new LinkedHashSet<>(removed), kept);
    }

    boolean touches(Object key, @Nullable Reach reach) {
        return Positions.touch(removed, key, reach) || Positions.touch(expired, key, reach);
    }
}
