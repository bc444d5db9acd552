package methodcache.provider.ignite;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The records of a log: its {@link Head}, and one for each position, which lives as long as events are kept. A position's record
 * begins with a number that only its writer knows: Ignite repeats what it got no answer to, and the second
 * {@code putIfAbsent} then finds the first's record and has to know whose it is.
 */
final class LogCache {
    private static final String HEAD = "head";
    private static final int OWNER_BYTES = 2 * Long.BYTES;

    private final Session session;
    private final Life life;
    private final long freshNanos;
    private volatile @Nullable Head known;

    LogCache(Session session, Duration retention) {
        this.session = session;
        life = Life.of(retention);
        // Less than half of what an event lives: see AppendRound.
        freshNanos = Math.min(Long.MAX_VALUE / 2, retention.toSeconds() * 1_000_000_000L) / 4;
    }

    /** An event as it is kept. */
    static byte[] record(byte[] event) {
        UUID owner = UUID.randomUUID();
        return ByteBuffer.allocate(OWNER_BYTES + event.length)
                .putLong(owner.getMostSignificantBits())
                .putLong(owner.getLeastSignificantBits())
                .put(event)
                .array();
    }

    static byte[] event(byte[] record) {
        return Arrays.copyOfRange(record, OWNER_BYTES, record.length);
    }

    /** The head as it was a moment ago, or as it is. */
    CompletableFuture<Head> anyHead() {
        Head recent = known;
        return recent != null && System.nanoTime() - recent.readNanos() < freshNanos
                ? CompletableFuture.completedFuture(recent)
                : head();
    }

    /** How long what was known of the head may be acted on. */
    boolean isFresh(long readNanos) {
        return System.nanoTime() - readNanos < 2 * freshNanos;
    }

    /** The head as it is; begins an epoch, where there is none. */
    CompletableFuture<Head> head() {
        long now = System.nanoTime();
        return session.call(cache -> cache.getAsync(HEAD)).thenCompose(record -> headOf(record, now));
    }

    private CompletableFuture<Head> headOf(byte @Nullable [] record, long now) {
        if (record != null) {
            Head head = Head.decode(record, now);
            known = head;
            return CompletableFuture.completedFuture(head);
        }
        Head first = Head.ofNewEpoch();
        return session.call(cache -> cache.withExpirePolicy(Life.ETERNAL).putIfAbsentAsync(HEAD, first.encode()))
                .thenCompose(mayBeOurs -> head());
    }

    /** Moves the end, if the head is still the one that is given. */
    CompletableFuture<Boolean> advance(Head head, long last) {
        Head next = head.endingAt(last);
        return session.call(
                        cache -> cache.withExpirePolicy(Life.ETERNAL).replaceAsync(HEAD, head.encode(), next.encode()))
                .thenApply(moved -> {
                    known = moved ? next : null;
                    return moved;
                });
    }

    /** Takes a position; false if it is taken, be it by ourselves. */
    CompletableFuture<Boolean> take(String epoch, long position, byte[] record) {
        return session.call(cache -> cache.withExpirePolicy(life).putIfAbsentAsync(Head.key(epoch, position), record));
    }

    CompletableFuture<Boolean> isThere(String epoch, long position) {
        return session.call(cache -> cache.containsKeyAsync(Head.key(epoch, position)));
    }

    /** What is there of some positions. */
    CompletableFuture<Map<Long, byte[]>> records(String epoch, Set<Long> positions) {
        Map<String, Long> byKey = byKey(epoch, positions);
        return session.call(cache -> cache.getAllAsync(byKey.keySet())).thenApply(found -> byPosition(found, byKey));
    }

    /** What is there of some positions, and the head, in one round trip. */
    CompletableFuture<HeadAndRecords> headAndRecords(String epoch, Set<Long> positions) {
        Map<String, Long> byKey = byKey(epoch, positions);
        Set<String> keys = new HashSet<>(byKey.keySet());
        keys.add(HEAD);
        long now = System.nanoTime();
        return session.call(cache -> cache.getAllAsync(keys))
                .thenCompose(found -> headOf(found.get(HEAD), now)
                        .thenApply(head -> new HeadAndRecords(head, byPosition(found, byKey))));
    }

    private static Map<String, Long> byKey(String epoch, Set<Long> positions) {
        Map<String, Long> byKey = new HashMap<>();
        positions.forEach(position -> byKey.put(Head.key(epoch, position), position));
        return byKey;
    }

    private static Map<Long, byte[]> byPosition(Map<String, byte[]> found, Map<String, Long> byKey) {
        Map<Long, byte[]> records = new HashMap<>();
        found.forEach((key, record) -> {
            if (byKey.containsKey(key)) {
                records.put(Objects.requireNonNull(byKey.get(key)), record);
            }
        });
        return records;
    }

    /** What one request found. */
    record HeadAndRecords(Head head, Map<Long, byte[]> records) {}
}
