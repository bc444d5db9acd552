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

    /** All writes that aren't shared yet. */
    private final Set<Outgoing> writes;

    /** The key that is written; null for another event. */
    private final @Nullable Object written;

    /** Where it follows from events of other nodes, what these named. */
    final Set<Target> because;

    private volatile @Nullable Reach reach;
    private volatile boolean reachKnown;
    private volatile boolean overtaken;

    private final Set<Target> removed = ConcurrentHashMap.newKeySet();
    private final Set<Target> expired = ConcurrentHashMap.newKeySet();

    /** Where it is in the log, once that is known. Guarded by the log. */
    @Nullable
    Stamp position;

    /** How often its epoch was found not to be the log's. Guarded by the log. */
    int doubts;

    /** Whether it is to be appended again. Guarded by the log. */
    boolean failed;

    Outgoing(long sequence, Set<Outgoing> writes, @Nullable Object written, Set<Target> because) {
        this.because = because;
        this.sequence = sequence;
        this.writes = writes;
        this.written = written;
    }

    void add(Event event) {
        event.removed().forEach(target -> raising(target, true));
        event.expired().forEach(target -> raising(target, false));
    }

    @Override
    public void raising(Target target, boolean removes) {
        Target shared = Wire.shared(target);
        if (shared != null) {
            (removes ? removed : expired).add(shared);
        }
        for (Outgoing write : writes) {
            if (write != this) {
                write.meets(target);
            }
        }
    }

    /** Another own event is applied: if it touches what was written here, its place in the log may be before this one's all the same. */
    private void meets(Target target) {
        Object key = written;
        if (key != null && (!reachKnown || Positions.touch(Set.of(target), key, reach))) {
            overtaken = true;
        }
    }

    /**
     * By what else the value is reached that was written; until this is said, any event may touch it.
     *
     * @param linked null where it is reached by its key only
     */
    public void reachedBy(@Nullable Reach linked) {
        reach = linked;
        reachKnown = true;
    }

    /**
     * Whether another own event may have touched what was written, though it comes later in the log or isn't there yet.
     *
     * @return true if the value isn't to be shared
     */
    public boolean isOvertaken() {
        return overtaken;
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
