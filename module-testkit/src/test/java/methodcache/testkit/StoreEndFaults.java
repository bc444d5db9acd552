package methodcache.testkit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;

/** Ways to end that are wrong, around stores that are right. */
final class StoreEndFaults {

    private StoreEndFaults() {}

    /** Does something else once it is closed. */
    abstract static class Ending extends StoreFaults.Forwarding {
        volatile boolean closed;

        Ending(L2Store right) {
            super(right);
        }

        abstract <T> CompletionStage<T> end();

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return closed ? end() : right.getAll(keys);
        }

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            return closed ? end() : right.writeAll(writes);
        }

        @Override
        public void close() {
            closed = true;
            right.close();
        }
    }

    /** Answers a little later, and not at all when it is closed. */
    static final class Forgets extends Ending {
        private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();

        Forgets(L2Store right) {
            super(right);
        }

        @Override
        <T> CompletionStage<T> end() {
            return CompletableFuture.failedFuture(new IllegalStateException("closed"));
        }

        @Override
        public CompletionStage<Void> writeAll(List<L2Write> writes) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            answers.add(() -> answer.complete(null));
            right.writeAll(writes);
            return answer;
        }

        @Override
        public void close() {
            answers.clear();
            super.close();
        }
    }

    /** Fails for ever once it has failed. */
    static final class Dies extends Ending {
        Dies(L2Store right) {
            super(right);
        }

        @Override
        <T> CompletionStage<T> end() {
            return CompletableFuture.failedFuture(new IllegalStateException("dead"));
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return super.getAll(keys).whenComplete((found, failure) -> closed |= failure != null);
        }
    }

    /** Waits for the server, however long that takes. */
    static final class Hangs extends StoreFaults.Forwarding {
        Hangs(L2Store right) {
            super(right);
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            CompletableFuture<Map<String, byte[]>> answer = new CompletableFuture<>();
            right.getAll(keys).thenAccept(answer::complete);
            return answer;
        }
    }

    /** Is made with a look at the server. */
    static final class Greets extends StoreFaults.Forwarding {
        Greets(L2Store right) {
            super(right);
            right.getAll(List.of("hello")).toCompletableFuture().join();
        }
    }

    static final class Hides extends StoreFaults.Forwarding {
        Hides(L2Store right) {
            super(right);
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return right.getAll(keys).exceptionally(failure -> Map.of());
        }
    }

    static final class Empties extends StoreFaults.Forwarding {
        Empties(L2Store right) {
            super(right);
        }

        @Override
        public void close() {
            right.writeAll(List.of(new L2Write.Remove("a")));
            right.close();
        }
    }

    static final class LeavesThread extends StoreFaults.Forwarding {
        LeavesThread(L2Store right) {
            super(right);
            CountDownLatch never = new CountDownLatch(1);
            Thread thread = new Thread(
                    () -> {
                        try {
                            never.await();
                        } catch (InterruptedException ended) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "left");
            thread.setDaemon(true);
            thread.start();
        }
    }

    static final class TakesNull extends StoreFaults.Forwarding {
        TakesNull(L2Store right) {
            super(right);
        }

        @Override
        public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
            return right.getAll(keys == null ? List.of() : keys);
        }
    }
}
