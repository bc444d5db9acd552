package methodcache.provider.ignite;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import methodcache.api.spi.Backplane.Position;

/**
 * Appends some events, each at a position of its own: takes the positions after the end that the head tells, or the next where those are
 * taken, and then moves the head's end behind them, if the head is still what it was.
 *
 * <p>What holds, for each epoch:
 * <ul>
 *   <li>All positions up to the head's end have been taken, as everybody tries them in order and moves the end over none that it
 *       didn't find or make taken.
 *   <li>Readers don't read behind the head's end. So what a node that died left there doesn't matter, and neither does what a frozen
 *       server does late: it is an event that is appended when somebody moves the end over it.
 *   <li>An append is complete when the end is at its position or behind, in the same epoch. So it is never complete in an epoch that is
 *       over: moving the end fails where the head is of another, and then all starts anew there.
 *   <li>The end only grows. So no position is given twice, but for one case: between reading the head and taking the
 *       position others could take it, move the end, and its record's life could end. So all this must be over in half of that life.
 * </ul>
 */
final class AppendRound {
    private final LogCache log;
    private final List<Pending> batch;
    /** When the oldest head that positions were chosen by was read. */
    private long since;

    AppendRound(LogCache log, List<Pending> batch) {
        this.log = log;
        this.batch = batch;
    }

    /** Completes when the events' own stages are complete, and never fails. */
    CompletableFuture<Void> run() {
        return log.anyHead().thenCompose(this::start).exceptionally(failure -> {
            batch.forEach(pending -> pending.result().completeExceptionally(failure));
            return null;
        });
    }

    private CompletableFuture<Void> start(Head head) {
        since = head.readNanos();
        if (batch.stream().allMatch(pending -> pending.result().isDone())) {
            return CompletableFuture.completedFuture(null); // nobody waits any more
        }
        batch.forEach(Pending::forgetPlace);
        return place(head, head.last() + 1);
    }

    private CompletableFuture<Void> place(Head head, long next) {
        List<Pending> open =
                batch.stream().filter(pending -> !pending.hasPlace()).toList();
        CompletableFuture<?>[] takes = new CompletableFuture<?>[open.size()];
        for (int i = 0; i < takes.length; i++) {
            Pending pending = open.get(i);
            long position = next + i;
            takes[i] = log.take(head.epoch(), position, pending.record()).thenAccept(taken -> {
                if (taken) {
                    pending.setPlace(position);
                }
            });
        }
        long last = next + takes.length - 1;
        return CompletableFuture.allOf(takes)
                .thenCompose(sent -> ownAfterAll(head, next, open))
                .thenCompose(known -> allHavePlaces() ? commit(head, last) : placeRest(head, last));
    }

    /** Finds those that are at the place that was refused to them: the first try had succeeded, and its answer was lost. */
    private CompletableFuture<Void> ownAfterAll(Head head, long next, List<Pending> open) {
        Set<Long> refused = new HashSet<>();
        for (int i = 0; i < open.size(); i++) {
            if (!open.get(i).hasPlace()) {
                refused.add(next + i);
            }
        }
        if (refused.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return log.records(head.epoch(), refused).thenAccept(records -> {
            for (Map.Entry<Long, byte[]> record : records.entrySet()) {
                Pending pending = open.get((int) (record.getKey() - next));
                if (Arrays.equals(record.getValue(), pending.record())) {
                    pending.setPlace(record.getKey());
                }
            }
        });
    }

    private boolean allHavePlaces() {
        return batch.stream().allMatch(Pending::hasPlace);
    }

    private CompletableFuture<Void> placeRest(Head head, long last) {
        return log.head()
                .thenCompose(fresh -> fresh.epoch().equals(head.epoch())
                        ? place(fresh, Math.max(last, fresh.last()) + 1)
                        : start(fresh));
    }

    private CompletableFuture<Void> commit(Head head, long last) {
        return log.advance(head, last).thenCompose(moved -> {
            if (moved) {
                return complete(head.epoch());
            }
            return log.head().thenCompose(fresh -> {
                if (!fresh.epoch().equals(head.epoch())) {
                    return start(fresh);
                }
                return fresh.last() >= last ? complete(head.epoch()) : commit(fresh, last);
            });
        });
    }

    private CompletableFuture<Void> complete(String epoch) {
        if (!log.isFresh(since)) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "appending took half as long as events are kept, which is too long to be sure"
                            + " of the position; set the option retention to more"));
        }
        batch.forEach(pending -> pending.result().complete(new Position(epoch, pending.place())));
        return CompletableFuture.completedFuture(null);
    }

    /** An event on its way to its position. Its place is written and read by the one round that it is in, step by step. */
    static final class Pending {
        private final byte[] record;
        private final CompletableFuture<Position> result;
        private volatile long place;

        Pending(byte[] record, CompletableFuture<Position> result) {
            this.record = record;
            this.result = result;
        }

        byte[] record() {
            return record;
        }

        CompletableFuture<Position> result() {
            return result;
        }

        boolean hasPlace() {
            return place > 0;
        }

        long place() {
            return place;
        }

        void setPlace(long position) {
            place = position;
        }

        void forgetPlace() {
            place = 0;
        }
    }
}
