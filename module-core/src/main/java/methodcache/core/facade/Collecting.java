package methodcache.core.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.core.invalidation.Event;
import org.jspecify.annotations.Nullable;

/**
 * The invalidations of one cache that wait for the end of a transaction.
 *
 * <p>Concurrency: which gathering is the thread's is the thread's own; what one holds is guarded by itself. An outer one is asked
 * without that lock held.
 */
final class Collecting {

    /** Applies an event. */
    interface Applying {
        InvalidationReport apply(Invalidation invalidation, Event event);
    }

    private final Applying applying;

    @SuppressWarnings("ThreadLocalUsage") // what one cache gathers is nothing to another
    private final ThreadLocal<@Nullable Gathering> current = new ThreadLocal<>();

    Collecting(Applying applying) {
        this.applying = applying;
    }

    CollectedInvalidations begin() {
        Gathering gathering = new Gathering(open());
        current.set(gathering);
        return gathering;
    }

    /** Applies an event, now or when what gathers on this thread is fired. */
    InvalidationReport invalidate(Invalidation invalidation, Event event) {
        Gathering gathering = open();
        return gathering != null && gathering.add(invalidation, event)
                ? new InvalidationReport(invalidation, 0, 0)
                : applying.apply(invalidation, event);
    }

    /** The innermost of this thread's that hasn't ended, perhaps on another thread. */
    private @Nullable Gathering open() {
        Gathering gathering = current.get();
        Gathering first = gathering;
        while (gathering != null && gathering.hasEnded()) {
            gathering = gathering.outer;
        }
        if (gathering != first) {
            enter(gathering);
        }
        return gathering;
    }

    private void enter(@Nullable Gathering gathering) {
        if (gathering == null) {
            current.remove();
        } else {
            current.set(gathering);
        }
    }

    private final class Gathering implements CollectedInvalidations {

        private final @Nullable Gathering outer;
        private final List<Invalidation> said = new ArrayList<>();
        private final List<Event> gathered = new ArrayList<>();
        private boolean ended;

        Gathering(@Nullable Gathering outer) {
            this.outer = outer;
        }

        synchronized boolean hasEnded() {
            return ended;
        }

        synchronized boolean add(Invalidation invalidation, Event event) {
            if (!ended) {
                said.add(invalidation);
                gathered.add(event);
            }
            return !ended;
        }

        @Override
        public InvalidationReport fire() {
            Invalidation all;
            Event event;
            synchronized (this) {
                all = ended ? Invalidation.together() : Invalidation.together(said);
                event = ended ? Event.NONE : Event.together(gathered);
                ended = true;
            }
            open();
            return event.isEmpty() || handedOn(all, event)
                    ? new InvalidationReport(all, 0, 0)
                    : applying.apply(all, event);
        }

        private boolean handedOn(Invalidation all, Event event) {
            for (Gathering further = outer; further != null; further = further.outer) {
                if (further.add(all, event)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void discard() {
            synchronized (this) {
                ended = true;
            }
            open();
        }

        @Override
        public void close() {
            discard();
        }

        @Override
        public <R> Callable<R> within(Callable<R> task) {
            return () -> {
                Gathering before = current.get();
                current.set(this);
                try {
                    return task.call();
                } finally {
                    enter(before);
                }
            };
        }
    }
}
