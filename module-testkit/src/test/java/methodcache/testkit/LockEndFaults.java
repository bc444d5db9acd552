package methodcache.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import methodcache.api.spi.LockManager;

/** Ways to wait, and to end, that are wrong, around locks that are right. */
final class LockEndFaults {

    private LockEndFaults() {}

    /** The caller waits for the answer. */
    static final class Blocks extends LockFaults.Forwarding {
        Blocks(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            Optional<Grant> granted = right.acquire(ask).toCompletableFuture().join();
            return CompletableFuture.completedFuture(granted);
        }
    }

    /** Who stopped waiting gets the lock in the end, and doesn't know. */
    static final class Ghost extends LockFaults.Forwarding {
        Ghost(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return right.acquire(ask).thenApply(granted -> {
                if (granted.isEmpty()) {
                    right.acquire(new Ask(ask.key(), ask.permits(), ask.lease(), LockManagerTests.LONG));
                }
                return granted;
            });
        }
    }

    /** Fails for ever once it has failed. */
    static final class Dies extends LockFaults.Forwarding {
        private volatile boolean dead;

        Dies(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return dead
                    ? CompletableFuture.failedFuture(new IllegalStateException("dead"))
                    : right.acquire(ask).whenComplete((granted, failure) -> dead |= failure != null);
        }
    }

    /** Lets go what it holds. */
    static final class LetsGo extends LockFaults.Forwarding {
        private final List<Grant> held = new CopyOnWriteArrayList<>();

        LetsGo(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return right.acquire(ask).thenApply(granted -> {
                granted.ifPresent(held::add);
                return granted;
            });
        }

        @Override
        public void close() {
            held.forEach(grant -> ClusterTests.ended(grant.release()));
            right.close();
        }
    }

    /** Who waits hears that it was nothing. */
    static final class EmptyEnd extends LockFaults.Forwarding {
        EmptyEnd(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return right.acquire(ask).exceptionally(closed -> Optional.empty());
        }
    }

    /** Who waits hears nothing more. */
    static final class SilentEnd extends LockFaults.Forwarding {
        SilentEnd(LockManager right) {
            super(right);
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            CompletableFuture<Optional<Grant>> answer = new CompletableFuture<>();
            right.acquire(ask).thenAccept(answer::complete);
            return answer;
        }
    }
}
