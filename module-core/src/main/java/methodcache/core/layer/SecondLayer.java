package methodcache.core.layer;

import java.lang.reflect.Type;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import methodcache.api.PayloadCipher;
import methodcache.api.Ticker;
import methodcache.api.spi.L2Store;
import methodcache.api.spi.L2Write;
import methodcache.api.spi.ValueCodec;
import methodcache.core.cluster.ClusterLog;
import methodcache.core.cluster.Limited;
import methodcache.core.cluster.Stamp;
import methodcache.core.cluster.Tasks;
import methodcache.core.invalidation.Reach;
import methodcache.core.invalidation.Wire;
import methodcache.core.policy.Failures;
import methodcache.core.policy.Links;
import methodcache.core.stats.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The second layer, as calls use it: asks for values, judges and decodes what it gets, and writes. Never fails: what goes wrong is counted,
 * logged and a miss. Thread-safe.
 */
public final class SecondLayer implements AutoCloseable {

    private static final Answer NOT_ASKED = new Answer(Map.of(), true);

    private final L2Store store;
    private final ClusterLog log;
    private final Values values;
    private final L2Limits limits;
    private final Tasks tasks;
    private final Breaker breaker;
    private final Trouble trouble;
    private final @Nullable Background background;

    /**
     * What stores and encodes.
     *
     * @param store holds the values; closed with the layer
     * @param codecName the codec's name; null without one
     * @param codec makes bytes of values that need a type; null for none
     * @param compressAbove how many bytes are compressed
     * @param cipher encrypts; null for not at all
     */
    public record Means(
            L2Store store,
            @Nullable String codecName,
            @Nullable ValueCodec codec,
            int compressAbove,
            @Nullable PayloadCipher cipher) {}

    /**
     * Makes one.
     *
     * @param means what stores and encodes
     * @param log judges values
     * @param limits limits
     * @param tasks run what follows on an operation
     * @param ticker for the breaker
     * @param condition is told whether the store works
     * @param clock tells how long values live that other nodes have written
     * @param counters count
     * @param failures are told
     */
    public SecondLayer(
            Means means,
            ClusterLog log,
            L2Limits limits,
            Tasks tasks,
            Ticker ticker,
            Condition condition,
            InstantSource clock,
            LayerCounters counters,
            Failures failures) {
        this.store = means.store;
        this.log = log;
        this.limits = limits;
        this.tasks = tasks;
        breaker = new Breaker(ticker, condition);
        trouble = new Trouble(counters, failures);
        Payloads payloads = new Payloads(means.compressAbove, means.cipher);
        values = new Values(new Forms(means.codecName, means.codec), payloads, limits, clock, trouble);
        background = limits.queued() == 0 ? null : new Background(this::send, limits.queued());
    }

    /**
     * A value that is asked for.
     *
     * @param key its store key
     * @param type what the call says it is; null for nothing
     * @param version of its policy
     * @param stale whether one past its life is of use, for when its load fails
     */
    public record Wanted(Object key, @Nullable Type type, int version, boolean stale) {}

    /**
     * A value that was found.
     *
     * @param value the value
     * @param scope the scope of its links, as text
     * @param links what was said of it
     * @param reach by what it is reached
     * @param left the life that is left, nanoseconds; not positive for one that is of use only when its load fails
     * @param usable how long it is of use for that, nanoseconds
     * @param age how long ago it was loaded, nanoseconds
     * @param cost how long its load took, nanoseconds
     * @param etag what its loader named the state of its source; null for nothing
     */
    public record Found(
            @Nullable Object value,
            String scope,
            Links links,
            @Nullable Reach reach,
            long left,
            long usable,
            long age,
            long cost,
            @Nullable String etag) {}

    /**
     * What was found.
     *
     * @param found by store key
     * @param failed whether that isn't sure to be all, since the layer couldn't be asked
     */
    public record Answer(Map<Object, Found> found, boolean failed) {}

    /**
     * A value to be written.
     *
     * @param key its store key
     * @param type what the call says it is; null for nothing
     * @param version of its policy
     * @param value the value
     * @param asOf what this node had applied when its load began
     * @param scope the scope of its links, as text
     * @param links what was said of it
     * @param reach by what it is reached
     * @param life nanoseconds
     * @param stale how long after that it may be served when its load fails, nanoseconds
     * @param cost how long its load took, nanoseconds
     * @param etag what its loader named the state of its source; null for nothing
     */
    public record Shared(
            Object key,
            @Nullable Type type,
            int version,
            @Nullable Object value,
            Stamp asOf,
            String scope,
            Links links,
            @Nullable Reach reach,
            long life,
            long stale,
            long cost,
            @Nullable String etag) {}

    /** What this node has applied; null while nothing can be shared. To be read before a load begins. */
    public @Nullable Stamp applied() {
        return log.applied();
    }

    /** Whether values of a key and a type get here. */
    public boolean shares(Object key, @Nullable Type type) {
        return values.storedAs(key, type, 0) != null;
    }

    /** Asks for values, in one round trip. */
    public CompletableFuture<Answer> find(List<Wanted> wanted) {
        Map<String, Wanted> asked = new LinkedHashMap<>();
        for (Wanted one : wanted) {
            String storedAs = values.storedAs(one.key, one.type, one.version);
            if (storedAs != null) {
                asked.put(storedAs, one);
            }
        }
        if (asked.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer(Map.of(), false));
        }
        if (log.applied() == null || !breaker.allows()) {
            trouble.refused();
            return CompletableFuture.completedFuture(NOT_ASKED);
        }
        return Limited.within(() -> store.getAll(List.copyOf(asked.keySet())), limits.timeout(), tasks)
                .handle((held, failure) -> {
                    if (failure != null) {
                        breaker.failed(Limited.unwrapped(failure));
                        trouble.failed("read", Limited.unwrapped(failure));
                        return NOT_ASKED;
                    }
                    breaker.worked();
                    return judgedOrNothing(asked, held);
                });
    }

    /** Whatever a provider answered and a codec throws, the call loads. */
    private Answer judgedOrNothing(Map<String, Wanted> asked, Map<String, byte[]> held) {
        try {
            return judged(asked, held);
        } catch (Throwable broken) {
            trouble.failed("take what was read", broken);
            return NOT_ASKED;
        }
    }

    private Answer judged(Map<String, Wanted> asked, Map<String, byte[]> held) {
        Map<Object, Found> found = new HashMap<>();
        asked.forEach((storedAs, wanted) -> {
            byte[] stored = held.get(storedAs);
            Envelope envelope = stored == null ? null : values.opened(stored, wanted.key);
            if (envelope != null && isGood(envelope, wanted)) {
                Values.Read read = values.decoded(envelope, wanted, storedAs);
                if (read != null) {
                    found.put(
                            wanted.key,
                            new Found(
                                    read.value(),
                                    envelope.scope(),
                                    envelope.links(),
                                    envelope.reach(),
                                    values.left(envelope),
                                    values.usable(envelope),
                                    values.age(envelope),
                                    envelope.cost(),
                                    envelope.etag()));
                }
            }
        });
        return new Answer(found, false);
    }

    private boolean isGood(Envelope envelope, Wanted wanted) {
        return envelope.version() == wanted.version
                && (wanted.stale ? values.usable(envelope) : values.left(envelope)) > 0
                && !log.covers(envelope.asOf(), wanted.key, envelope.scope(), envelope.links(), envelope.reach());
    }

    /**
     * Writes values.
     *
     * @param shared which ones; of different keys
     * @return completes, and never fails, when they are written or it is known that they aren't; at once where they are written in the
     *     background
     */
    public CompletableFuture<Void> write(List<Shared> shared) {
        try {
            return written(shared);
        } catch (Throwable broken) {
            trouble.failed("write", broken);
            return CompletableFuture.completedFuture(null);
        }
    }

    private CompletableFuture<Void> written(List<Shared> shared) {
        List<L2Write> writes = new ArrayList<>(shared.size());
        for (Shared one : shared) {
            String storedAs = Wire.isShareable(one.reach) ? values.storedAs(one.key, one.type, one.version) : null;
            byte[] bytes = storedAs == null ? null : values.envelope(one, storedAs);
            if (storedAs != null && bytes != null) {
                writes.add(new L2Write.Put(storedAs, bytes, values.life(one)));
            }
        }
        if (writes.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (background == null) {
            return send(writes);
        }
        for (L2Write write : writes) {
            if (!background.add(write)) {
                trouble.unwritten("the queue of writes to the second layer is full (" + limits.queued()
                        + "): raise writeInBackground(…), or let calls wait for their writes");
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> send(List<L2Write> writes) {
        if (!breaker.allows()) {
            trouble.refused();
            return CompletableFuture.completedFuture(null);
        }
        return Limited.within(() -> store.writeAll(writes), limits.timeout(), tasks)
                .handle((done, failure) -> {
                    if (failure == null) {
                        breaker.worked();
                    } else {
                        breaker.failed(Limited.unwrapped(failure));
                        trouble.failed("write", Limited.unwrapped(failure));
                    }
                    return null;
                });
    }

    /** How many writes wait to be sent in the background. */
    public int queued() {
        return background == null ? 0 : background.size();
    }

    @Override
    public void close() {
        store.close();
    }
}
