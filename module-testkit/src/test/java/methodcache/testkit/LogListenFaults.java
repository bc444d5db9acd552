package methodcache.testkit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.BackplaneProvider;

/** Ways to tell listeners, and to end, that are wrong, around logs that are right. */
final class LogListenFaults {

    private LogListenFaults() {}

    static final class TellsNobody extends LogFaults.Forwarding {
        TellsNobody(Backplane right) {
            super(right);
        }

        @Override
        public void listen(Runnable appended) {}
    }

    static final class TellsOnce extends LogFaults.Forwarding {
        TellsOnce(Backplane right) {
            super(right);
        }

        @Override
        public void listen(Runnable appended) {
            AtomicBoolean told = new AtomicBoolean();
            right.listen(() -> {
                if (!told.getAndSet(true)) {
                    appended.run();
                }
            });
        }
    }

    /** The second listener takes the place of the first. */
    static final class OneListener extends LogFaults.Forwarding {
        private volatile Runnable last = () -> {};

        OneListener(Backplane right) {
            super(right);
        }

        @Override
        public void listen(Runnable appended) {
            last = appended;
            right.listen(() -> last.run());
        }
    }

    /** Tells who appends, and nobody else. */
    static final class TellsItself extends LogFaults.Forwarding {
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        TellsItself(Backplane right) {
            super(right);
        }

        @Override
        public void listen(Runnable appended) {
            listeners.add(appended);
        }

        @Override
        public CompletionStage<Position> append(byte[] event) {
            return right.append(event).thenApply(position -> {
                listeners.forEach(Runnable::run);
                return position;
            });
        }
    }

    /** Has one listener for all, the last. */
    static BackplaneProvider tellsTheLast() {
        List<Runnable> all = new CopyOnWriteArrayList<>();
        return LogFaults.wrap(right -> new LogFaults.Forwarding(right) {
            @Override
            public void listen(Runnable appended) {
                all.add(appended);
                right.listen(() -> all.get(all.size() - 1).run());
            }
        });
    }

    /** Has one subscription for all, which ends with the first that is closed. */
    static BackplaneProvider endsForAll() {
        AtomicBoolean ended = new AtomicBoolean();
        return LogFaults.wrap(right -> new LogFaults.Forwarding(right) {
            @Override
            public void listen(Runnable appended) {
                right.listen(() -> {
                    if (!ended.get()) {
                        appended.run();
                    }
                });
            }

            @Override
            public void close() {
                ended.set(true);
                right.close();
            }
        });
    }

    /** Answers when it is asked again, and the last not at all. */
    static final class Forgets extends LogFaults.Forwarding {
        private CompletableFuture<Position> before = new CompletableFuture<>();

        Forgets(Backplane right) {
            super(right);
        }

        @Override
        public synchronized CompletionStage<Position> append(byte[] event) {
            CompletableFuture<Position> answer = new CompletableFuture<>();
            CompletableFuture<Position> earlier = before;
            right.append(event).thenAccept(earlier::complete);
            before = answer;
            return answer;
        }
    }

    static final class TakesNull extends LogFaults.Forwarding {
        TakesNull(Backplane right) {
            super(right);
        }

        @Override
        public CompletionStage<Slice> read(String epoch, long from, int most) {
            return right.read(String.valueOf(epoch), from, most);
        }
    }
}
