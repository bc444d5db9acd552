package methodcache.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManagerProvider;

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
    static final class Dies extends Ending {
        Dies(LockManager right) {
            super(right);
        }

        @Override
        CompletionStage<Optional<Grant>> end() {
            return CompletableFuture.failedFuture(new IllegalStateException("dead"));
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return super.acquire(ask).whenComplete((granted, failure) -> closed |= failure != null);
        }
    }

    /** Does something else once it is closed. */
    static class Ending extends LockFaults.Forwarding {
        volatile boolean closed;

        Ending(LockManager right) {
            super(right);
        }

        CompletionStage<Optional<Grant>> end() {
            throw new IllegalStateException("closed");
        }

        @Override
        public CompletionStage<Optional<Grant>> acquire(Ask ask) {
            return closed ? end() : right.acquire(ask);
        }

        @Override
        public void close() {
            closed = true;
            right.close();
        }
    }

    static final class SilentClosed extends Ending {
        SilentClosed(LockManager right) {
            super(right);
        }

        @Override
        CompletionStage<Optional<Grant>> end() {
            return new CompletableFuture<>();
        }
    }

    static final class ClosesOnce extends Ending {
        ClosesOnce(LockManager right) {
            super(right);
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            super.close();
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

    static LockManagerProvider closesAll() {
        List<LockManager> all = new CopyOnWriteArrayList<>();
        return LockFaults.wrap(right -> {
            all.add(right);
            return new LockFaults.Forwarding(right) {
                @Override
                public void close() {
                    all.forEach(LockManager::close);
                }
            };
        });
    }
}
