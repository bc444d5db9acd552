package methodcache.core.facade;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import methodcache.api.CollectedInvalidations;
import methodcache.api.Invalidation;
import methodcache.api.InvalidationReport;
import methodcache.core.engine.Invalidated;
import methodcache.core.invalidation.Event;
import org.jspecify.annotations.Nullable;

/**
 * The invalidations of one cache that wait for the end of a transaction.
 *
 * <p>Concurrency: which gathering is the thread's is the thread's own; what one holds is guarded by itself. An outer one is asked
 * without that lock held.
 *
 * <p>What is said on the thread where gatherings were begun goes to the innermost that hasn't ended. A task {@code within} one knows
 * only that: by the time it runs, the ones around it may be of another transaction.
 */
final class Collecting {

    /** Applies an event. */
    interface Applying {
        Invalidated apply(Invalidation invalidation, Event event);
    }

    private final Applying applying;

    @SuppressWarnings("ThreadLocalUsage") // what one cache gathers is nothing to another
    private final ThreadLocal<@Nullable Place> current = new ThreadLocal<>();

    /**
     * Where a thread is.
     *
     * @param gathering takes what is said, until it ends
     * @param around takes what is said after that; null for nobody
     */
    private record Place(Gathering gathering, @Nullable Place around) {}

    Collecting(Applying applying) {
        this.applying = applying;
    }

    CollectedInvalidations begin() {
        Place around = open();
        Gathering gathering = new Gathering(around);
        current.set(new Place(gathering, around));
        return gathering;
    }

    /** Applies an event, now or when what gathers on this thread is fired. */
    Invalidated invalidate(Invalidation invalidation, Event event) {
        Place place = open();
        return place != null && place.gathering.add(invalidation, event)
                ? Invalidated.gathered(invalidation)
                : applying.apply(invalidation, event);
    }

    /** The innermost of this thread's that hasn't ended, perhaps on another thread. */
    private @Nullable Place open() {
        Place place = current.get();
        boolean moved = false;
        while (place != null && place.gathering.hasEnded()) {
            place = place.around;
            moved = true;
        }
        if (moved) {
            enter(place);
        }
        return place;
    }

    private void enter(@Nullable Place place) {
        if (place == null) {
            current.remove();
        } else {
            current.set(place);
        }
    }

    private final class Gathering implements CollectedInvalidations {

        private final @Nullable Place around;
        private final List<Invalidation> said = new ArrayList<>();
        private final List<Event> gathered = new ArrayList<>();
        private boolean ended;

        Gathering(@Nullable Place around) {
            this.around = around;
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
                    ? Invalidated.gathered(all).report()
                    : applying.apply(all, event).report();
        }

        private boolean handedOn(Invalidation all, Event event) {
            for (Place further = around; further != null; further = further.around) {
                if (further.gathering.add(all, event)) {
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
            requireNonNull(task, "task");
            return () -> {
                Place before = current.get();
                current.set(new Place(this, null));
                try {
                    return task.call();
                } finally {
                    enter(before);
                }
            };
        }
    }
}
