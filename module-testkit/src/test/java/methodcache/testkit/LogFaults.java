package methodcache.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.BackplaneProvider;
import methodcache.api.spi.ClusterSettings;

/** Ways to be wrong, around logs that are right. */
final class LogFaults {

    private LogFaults() {}

    /** A provider by its name, what it makes and the cluster that is behind that. */
    record Made(String name, Function<ClusterSettings, Backplane> maker, ReferenceCluster cluster)
            implements BackplaneProvider, ReferenceOutage.Behind {
        Made(String name, Function<ClusterSettings, Backplane> maker) {
            this(name, maker, new ReferenceCluster());
        }

        @Override
        public Backplane create(ClusterSettings settings) {
            return maker.apply(settings);
        }
    }

    /** As good as another. */
    static class Forwarding implements Backplane {
        final Backplane right;

        Forwarding(Backplane right) {
            this.right = right;
        }

        @Override
        public CompletionStage<Extent> extent() {
            return right.extent();
        }

        @Override
        public CompletionStage<Position> append(byte[] event) {
            return right.append(event);
        }

        @Override
        public CompletionStage<Slice> read(String epoch, long from, int most) {
            return right.read(epoch, from, most);
        }

        @Override
        public void listen(Runnable appended) {
            right.listen(appended);
        }

        @Override
        public void close() {
            right.close();
        }
    }

    /** What becomes of a read. */
    @FunctionalInterface
    interface Reading {
        CompletionStage<Backplane.Slice> read(Backplane right, String epoch, long from, int most);
    }

    static BackplaneProvider wrap(UnaryOperator<Backplane> fault) {
        ReferenceCluster cluster = new ReferenceCluster();
        AtomicInteger nodes = new AtomicInteger();
        return new Made(
                "broken",
                settings -> fault.apply(cluster.node("node-" + nodes.incrementAndGet())
                        .backplane()
                        .create(settings)),
                cluster);
    }

    static BackplaneProvider reads(Reading reading) {
        return wrap(right -> new Forwarding(right) {
            @Override
            public CompletionStage<Slice> read(String epoch, long from, int most) {
                return reading.read(right, epoch, from, most);
            }
        });
    }

    static BackplaneProvider slices(UnaryOperator<List<byte[]>> change) {
        return reads((right, epoch, from, most) -> right.read(epoch, from, most)
                .thenApply(slice -> new Backplane.Slice(slice.epoch(), change.apply(slice.events()))));
    }

    static BackplaneProvider extents(UnaryOperator<Backplane.Extent> change) {
        return wrap(right -> new Forwarding(right) {
            @Override
            public CompletionStage<Extent> extent() {
                return right.extent().thenApply(change);
            }
        });
    }

    static BackplaneProvider appends(
            Function<Backplane, Function<byte[], CompletionStage<Backplane.Position>>> change) {
        return wrap(right -> {
            Function<byte[], CompletionStage<Backplane.Position>> append = change.apply(right);
            return new Forwarding(right) {
                @Override
                public CompletionStage<Position> append(byte[] event) {
                    return append.apply(event);
                }
            };
        });
    }

    static BackplaneProvider alone() {
        return new Made(
                "broken",
                settings -> new ReferenceCluster().node("alone").backplane().create(settings));
    }

    /** Under another name, and without a look at options. */
    static BackplaneProvider named(UnaryOperator<String> name) {
        ReferenceCluster cluster = new ReferenceCluster();
        AtomicInteger nodes = new AtomicInteger();
        return new Made(
                "broken",
                settings -> cluster.node("node-" + nodes.incrementAndGet())
                        .backplane()
                        .create(StoreFaults.renamed(settings, name.apply(settings.cacheName()))));
    }

    /** Positions of each instance's own count. */
    static Function<byte[], CompletionStage<Backplane.Position>> countsItself(Backplane right) {
        AtomicLong last = new AtomicLong();
        return event -> right.append(event)
                .thenApply(position -> new Backplane.Position(position.epoch(), last.incrementAndGet()));
    }

    /** Looks where the end is, and writes there: two find the same, as each waits a little for another to look. */
    static Function<Backplane, Function<byte[], CompletionStage<Backplane.Position>>> looksFirst() {
        Exchanger<Long> meeting = new Exchanger<>();
        return right -> event -> right.extent().thenCompose(extent -> {
            meet(meeting, extent.last());
            return right.append(event).thenApply(position -> new Backplane.Position(extent.epoch(), extent.last() + 1));
        });
    }

    /** What another brings along, or what this one has, if nobody comes. */
    static long meet(Exchanger<Long> meeting, long mine) {
        try {
            return meeting.exchange(mine, 50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException nobody) {
            return mine;
        }
    }

    static Function<byte[], CompletionStage<Backplane.Position>> completesBefore(Backplane right) {
        return event -> right.extent().thenApply(extent -> {
            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(() -> right.append(event));
            return new Backplane.Position(extent.epoch(), extent.last() + 1);
        });
    }

    static Function<byte[], CompletionStage<Backplane.Position>> leavesGaps(Backplane right) {
        AtomicInteger count = new AtomicInteger();
        return event -> count.incrementAndGet() % 10 == 0
                ? right.append(new byte[0]).thenCompose(skipped -> right.append(event))
                : right.append(event);
    }

    static Function<byte[], CompletionStage<Backplane.Position>> appendsTwice(Backplane right) {
        return event -> right.append(event).thenCompose(first -> right.append(event));
    }

    static Function<byte[], CompletionStage<Backplane.Position>> appendsOnlyNew(Backplane right) {
        Set<String> known = new HashSet<>();
        return event -> known.add(new String(event, StandardCharsets.ISO_8859_1))
                ? right.append(event)
                : right.extent().thenApply(extent -> new Backplane.Position(extent.epoch(), extent.last()));
    }

    static List<byte[]> reversed(List<byte[]> events) {
        List<byte[]> reversed = new ArrayList<>();
        events.forEach(event -> reversed.add(0, event));
        return reversed;
    }

    static List<byte[]> cut(List<byte[]> events, int most) {
        return events.stream()
                .map(event -> Arrays.copyOf(event, Math.min(event.length, most)))
                .toList();
    }

    static List<byte[]> withoutEmpty(List<byte[]> events) {
        return events.stream().filter(event -> event.length > 0).toList();
    }

    /** Reads and extents of a copy that lags behind. */
    static final class Lagging extends Forwarding {
        private long seen = System.nanoTime();
        private CompletionStage<Extent> last;

        Lagging(Backplane right) {
            super(right);
        }

        @Override
        public synchronized CompletionStage<Extent> extent() {
            if (last == null || System.nanoTime() - seen > 2_000_000_000L) {
                seen = System.nanoTime();
                last = right.extent();
            }
            return last;
        }

        @Override
        public CompletionStage<Slice> read(String epoch, long from, int most) {
            return extent().thenCompose(extent -> from > extent.last()
                    ? CompletableFuture.completedFuture(new Slice(extent.epoch(), List.of()))
                    : right.read(epoch, from, most));
        }
    }

    /** An epoch for each instance. */
    static final class OwnEpoch extends Forwarding {
        private final String own = ClusterTests.anyCache();

        OwnEpoch(Backplane right) {
            super(right);
        }

        @Override
        public CompletionStage<Extent> extent() {
            return right.extent().thenApply(extent -> new Extent(own, extent.first(), extent.last()));
        }

        @Override
        public CompletionStage<Position> append(byte[] event) {
            return right.append(event).thenApply(position -> new Position(own, position.number()));
        }

        @Override
        public CompletionStage<Slice> read(String epoch, long from, int most) {
            return right.extent()
                    .thenCompose(extent -> right.read(extent.epoch(), from, most))
                    .thenApply(slice -> new Slice(own, slice.events()));
        }
    }

    /** One epoch whatever happens. */
    static final class OneEpoch extends Forwarding {
        OneEpoch(Backplane right) {
            super(right);
        }

        @Override
        public CompletionStage<Extent> extent() {
            return right.extent().thenApply(extent -> new Extent("log", extent.first(), extent.last()));
        }

        @Override
        public CompletionStage<Position> append(byte[] event) {
            return right.append(event).thenApply(position -> new Position("log", position.number()));
        }

        @Override
        public CompletionStage<Slice> read(String epoch, long from, int most) {
            return right.extent()
                    .thenCompose(extent -> right.read(extent.epoch(), from, most))
                    .thenApply(slice -> new Slice("log", slice.events()));
        }
    }
}
