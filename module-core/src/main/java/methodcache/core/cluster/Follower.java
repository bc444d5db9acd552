package methodcache.core.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import methodcache.api.spi.Backplane;
import methodcache.core.invalidation.Announced;
import methodcache.core.invalidation.Target;
import methodcache.core.invalidation.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log and applies it, one position after the other. It knows when it has missed something: the log is in another epoch, the next
 * position isn't kept any more, or it stays missing while there are later ones. Then everything older is given up.
 *
 * <p>Concurrency: at most one operation runs at a time; what it read is applied under the monitor of {@link ClusterLog}.
 */
final class Follower {

    private static final int SLICE = 500;

    /** How many looks, a second apart, at a position that is missing while there are later ones. */
    private static final int LOOKS = 2;

    private final ClusterLog log;
    private final ClusterLog.Applied applied;
    private final LogCounters counters;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile @Nullable Era era;

    /** Whether an operation runs, whether another is wanted after it, and whether that looks at the ends. Guarded by this. */
    private boolean reading;

    private boolean again;
    private boolean checking;

    Follower(ClusterLog log, ClusterLog.Applied applied, LogCounters counters) {
        this.log = log;
        this.applied = applied;
        this.counters = counters;
    }

    @Nullable
    Era era() {
        return era;
    }

    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Something may have been appended. */
    void nudge() {
        read(false);
    }

    /** Looks whether the log still is what it was. */
    void check() {
        read(true);
    }

    private void read(boolean check) {
        synchronized (this) {
            checking |= check;
            if (reading) {
                again = true;
                return;
            }
            reading = true;
        }
        step();
    }

    private void step() {
        if (log.isClosed()) {
            return;
        }
        Era reads = era;
        if (reads == null) {
            extent(this::begun);
        } else {
            long from = reads.applied() + 1;
            read(reads, from, SLICE, (slice, failure) -> taken(reads, from, slice, failure));
        }
    }

    private void extent(BiConsumer<Backplane.@Nullable Extent, @Nullable Throwable> then) {
        Limited.then(
                Limited.within(() -> log.backplane().extent(), log.limit(), log.tasks()),
                (extent, failure) -> log.tasks().callback(() -> guarded(() -> then.accept(extent, failure))));
    }

    private void read(Era reads, long from, int most, BiConsumer<Backplane.@Nullable Slice, @Nullable Throwable> then) {
        Limited.then(
                Limited.within(() -> log.backplane().read(reads.epoch, from, most), log.limit(), log.tasks()),
                (slice, failure) -> log.tasks().callback(() -> guarded(() -> then.accept(slice, failure))));
    }

    /** Whatever a provider answered or the first layer throws, the log is read on. */
    private void guarded(Runnable then) {
        try {
            then.run();
        } catch (Throwable broken) {
            ended("take what was read of the log", broken);
        }
    }

    /** Where the log stands, for a node that begins to read it. */
    private void begun(Backplane.@Nullable Extent extent, @Nullable Throwable failure) {
        if (extent == null) {
            ended("look where the log stands", failure);
            return;
        }
        synchronized (log) {
            long before = extent.first() - 1;
            Era begins = new Era(extent.epoch(), before, Math.max(before, extent.last()), counters.earlyFloors);
            era = begins;
            // What it kept while it couldn't read may have been invalidated.
            applied.missed();
            log.links().missed(extent.first() > 1);
            log.forget(extent.epoch());
            // An own event may be in it already, and where it is may not be kept any more.
            log.settle(begins);
        }
        log.worked();
        caughtUp();
        step();
    }

    private void taken(Era reads, long from, Backplane.@Nullable Slice slice, @Nullable Throwable failure) {
        if (slice == null) {
            ended("read the log", failure);
            return;
        }
        log.worked();
        if (!slice.epoch().equals(reads.epoch)) {
            lost();
            return;
        }
        long at = from;
        for (byte[] event : slice.events()) {
            apply(reads, at, event);
            at++;
        }
        if (!slice.events().isEmpty()) {
            log.relay();
            log.links().tell();
            reads.missing = 0;
            caughtUp();
            step();
        } else if (takeChecking() || !reads.isReady()) {
            extent((extent, failed) -> checked(reads, extent, failed));
        } else {
            ended();
        }
    }

    private synchronized boolean takeChecking() {
        boolean check = checking;
        checking = false;
        return check;
    }

    private void apply(Era reads, long position, byte[] event) {
        synchronized (log) {
            if (position != reads.applied() + 1) {
                // It was this node's own, and applied when it was appended.
                return;
            }
            Message message = Message.of(event);
            LinkMessage links = message == null ? LinkMessage.of(event) : null;
            if (links != null) {
                log.links().read(links);
            } else if (message == null) {
                reads.positions.raiseFloor(position);
                missed();
            } else {
                reads.raise(message.event(), position);
                if (log.isOwn(message)) {
                    log.met(message, new Stamp(reads.epoch, position));
                } else {
                    log.relayed(message.event());
                    apply(reads, position, message);
                }
            }
            reads.applied(position);
            log.settle(reads);
        }
    }

    private void apply(Era reads, long position, Message message) {
        try {
            applied.apply(message.event(), new Announced() {
                @Override
                public void raising(Target target, boolean removes) {
                    Target shared = Wire.shared(target);
                    if (shared != null) {
                        reads.positions.raise(shared, position);
                    }
                }

                @Override
                public void followed(Target target, boolean removes) {
                    // What was there when this node began to read has been followed by others.
                    if (reads.isReady() && target.equals(Wire.shared(target))) {
                        log.relay(target, removes, message);
                    }
                }
            });
        } catch (RuntimeException broken) {
            log.failed("apply an event of another node", broken);
            missed();
        }
    }

    /** Looks at the ends of the log, when nothing was found at the next position. */
    private void checked(Era reads, Backplane.@Nullable Extent extent, @Nullable Throwable failure) {
        if (extent == null) {
            ended("look where the log stands", failure);
            return;
        }
        if (!extent.epoch().equals(reads.epoch)) {
            lost();
            return;
        }
        boolean behind = extent.last() > reads.applied();
        boolean gone = extent.first() > reads.applied() + 1;
        if (!behind) {
            reads.missing = 0;
            ended();
        } else if (!reads.isReady()) {
            search(reads, reads.applied() + 1, extent.last());
        } else if (gone || reads.missing >= LOOKS) {
            skip(reads, extent.last());
            step();
        } else {
            reads.missing++;
            ended();
        }
    }

    /** Looks, for a node that starts, for the first position that is still kept; older ones have gone for their age. */
    private void search(Era reads, long missing, long last) {
        if (last - missing <= 1) {
            skip(reads, last);
            step();
            return;
        }
        long middle = missing + (last - missing) / 2;
        read(reads, middle, 1, (slice, failure) -> {
            if (slice == null) {
                ended("read the log", failure);
            } else if (slice.events().isEmpty()) {
                search(reads, middle, last);
            } else {
                found(reads, missing, middle);
            }
        });
    }

    private void found(Era reads, long missing, long kept) {
        if (kept - missing <= 1) {
            skip(reads, kept - 1);
            step();
        } else {
            search(reads, missing, kept);
        }
    }

    /** Some positions can't be read any more: whatever is older than those behind them is given up. */
    private void skip(Era reads, long last) {
        synchronized (log) {
            if (last > reads.applied()) {
                // What a node that starts has kept was loaded after it had seen where the log stood.
                boolean known = !reads.isReady() && last <= reads.start();
                reads.positions.raiseFloor(last);
                log.links().missed(true);
                if (!known) {
                    missed();
                }
                reads.missing = 0;
                reads.applied(last);
                log.settle(reads);
            }
        }
        caughtUp();
    }

    /** The log has lost its memory. */
    private void lost() {
        synchronized (log) {
            era = null;
            counters.floorRaises.increment();
        }
        step();
    }

    private void missed() {
        counters.floorRaises.increment();
        applied.missed();
    }

    private void caughtUp() {
        Era reads = era;
        if (reads != null && reads.isReady()) {
            ready.complete(null);
        }
    }

    private void ended(String operation, @Nullable Throwable failure) {
        if (failure != null) {
            log.failed(operation, failure);
        }
        ended();
    }

    private void ended() {
        synchronized (this) {
            if (!again) {
                reading = false;
                return;
            }
            again = false;
        }
        step();
    }
}
