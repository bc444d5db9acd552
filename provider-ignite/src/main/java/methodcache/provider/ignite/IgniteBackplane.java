package methodcache.provider.ignite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.ClusterSettings;

/** A log in a cache of its own; see {@link AppendRound} for why it is one. */
final class IgniteBackplane implements Backplane {
    /** How many events are asked for along with the head; most reads are of a few new ones. */
    private static final int FIRST = 32;
    /** How many a call gives at the most. */
    private static final int MOST = 1024;
    /** How many positions one step of a search looks at. */
    private static final int PROBES = 32;

    private final int retained;
    private final Session session;
    private final LogCache log;
    private final Appender appender;
    private final Watch watch;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    IgniteBackplane(ClusterSettings settings, Options options) {
        retained = options.retainedEvents();
        CacheSpec spec = CacheSpec.log(settings.cacheName(), options);
        watch = new Watch(spec.name(), event -> tell(), this::tell, this::check);
        session = new Session(settings, options, spec, watch::open, watch::isWanted);
        log = new LogCache(session, options.retention());
        appender = new Appender(session, log);
    }

    private void check() {
        session.check();
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Position> append(byte[] event) {
        return appender.append(Objects.requireNonNull(event));
    }

    @Override
    public CompletionStage<Extent> extent() {
        return session.limited(log.head()
                .thenCompose(head -> first(head).thenApply(first -> new Extent(head.epoch(), first, head.last()))));
    }

    /** The first position that is kept, by number and by life. */
    private CompletableFuture<Long> first(Head head) {
        long first = firstByNumber(head);
        if (first > head.last()) {
            return CompletableFuture.completedFuture(first);
        }
        return log.isThere(head.epoch(), first)
                .thenCompose(there -> there
                        ? CompletableFuture.completedFuture(first)
                        : firstThere(head.epoch(), first + 1, head.last()));
    }

    private long firstByNumber(Head head) {
        return Math.max(1, head.last() - retained + 1);
    }

    /** Records go in the order of their positions, as they live equally long. */
    private CompletableFuture<Long> firstThere(String epoch, long from, long to) {
        if (from > to) {
            return CompletableFuture.completedFuture(to + 1);
        }
        Set<Long> probes = probes(from, to);
        return log.records(epoch, probes).thenCompose(found -> {
            long absent = from - 1;
            for (long probe : probes) {
                if (found.containsKey(probe)) {
                    return probe == absent + 1
                            ? CompletableFuture.completedFuture(probe)
                            : firstThere(epoch, absent + 1, probe);
                }
                absent = probe;
            }
            return CompletableFuture.completedFuture(to + 1);
        });
    }

    /** Evenly from the first to the last, both included; all where they are few. */
    private static Set<Long> probes(long from, long to) {
        Set<Long> probes = new TreeSet<>();
        long steps = Math.min(PROBES - 1L, to - from);
        for (long i = 0; i <= steps; i++) {
            probes.add(steps == 0 ? from : from + (to - from) * i / steps);
        }
        return probes;
    }

    @Override
    public CompletionStage<Slice> read(String epoch, long from, int most) {
        Objects.requireNonNull(epoch);
        int asked = Math.min(most, FIRST);
        return session.limited(log.headAndRecords(epoch, positions(from, asked)).thenCompose(found -> {
            Head head = found.head();
            List<byte[]> events = new ArrayList<>();
            if (!head.epoch().equals(epoch) || from < firstByNumber(head)) {
                return CompletableFuture.completedFuture(new Slice(head.epoch(), events));
            }
            collect(events, found.records(), from, head.last());
            long rest = Math.min(head.last() - from + 1, Math.min(most, MOST)) - events.size();
            if (events.size() < asked || rest <= 0) {
                return CompletableFuture.completedFuture(new Slice(epoch, events));
            }
            return readRest(head, from, events, (int) rest);
        }));
    }

    private CompletableFuture<Slice> readRest(Head head, long from, List<byte[]> events, int rest) {
        long next = from + events.size();
        return log.records(head.epoch(), positions(next, rest)).thenApply(records -> {
            collect(events, records, next, head.last());
            return new Slice(head.epoch(), events);
        });
    }

    /** Up to the end, or the first that isn't there. */
    private static void collect(List<byte[]> events, Map<Long, byte[]> records, long from, long last) {
        for (long position = from; position <= last; position++) {
            byte[] record = records.get(position);
            if (record == null) {
                return;
            }
            events.add(LogCache.event(record));
        }
    }

    private static Set<Long> positions(long from, int count) {
        Set<Long> positions = new TreeSet<>();
        for (int i = 0; i < count && from <= Long.MAX_VALUE - i; i++) {
            positions.add(from + i);
        }
        return positions;
    }

    @Override
    public void listen(Runnable appended) {
        listeners.add(Objects.requireNonNull(appended));
        watch.want();
    }

    @Override
    public void close() {
        session.close();
        appender.close();
    }
}
