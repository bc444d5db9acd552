package methodcache.provider.ignite;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import methodcache.api.spi.LockManager.Ask;
import org.jspecify.annotations.Nullable;

/**
 * The records of locks: one for each permit that is held, which lives as long as the lease, and one for each key with the last token that
 * was drawn.
 *
 * <p>A permit is taken by a record with a name that nobody else has, then a token is drawn, then the record is replaced by one that has
 * name and token, which fails where it isn't there any more. So the record was there, and no other's, from before the token was drawn until
 * after. For one permit such spans don't overlap, and tokens grow with time, so they grow from grant to grant, even if a holder sleeps
 * between any two steps and loses its lease. A token that was drawn by somebody who then failed is left out.
 *
 * <p>The first token of a key is the time, times a million: greater than what was drawn before the cluster lost its memory, or before the
 * record's life was over, unless a million locks of one key were taken in each millisecond or clocks differ by as long.
 */
final class LockCache {
    private static final String SLOT = "slot/";
    private static final String TOKEN = "token/";
    private static final int TOKENS_PER_MILLI_BITS = 20;
    private static final Life TOKEN_LIFE = Life.of(Duration.ofDays(2));

    private final Session session;

    LockCache(Session session) {
        this.session = session;
    }

    /** The key of the lock that a record belongs to, encoded; null for a record that isn't a permit's. */
    static @Nullable String lockOf(String record) {
        return record.startsWith(SLOT) ? record.substring(record.indexOf('/', SLOT.length()) + 1) : null;
    }

    private static String slot(String lock, int number) {
        return SLOT + number + '/' + lock;
    }

    /** Takes a permit if one is free. If it fails, what it may have taken is given back, soon or with its lease. */
    CompletableFuture<Optional<Held>> take(Ask ask) {
        String lock = Keys.encode(ask.key());
        Life lease = Life.of(ask.lease());
        if (ask.permits() == 1) {
            return takeOne(lock, List.of(slot(lock, 0)), lease);
        }
        List<String> slots = new ArrayList<>(IntStream.range(0, ask.permits())
                .mapToObj(number -> slot(lock, number))
                .toList());
        return session.call(cache -> cache.getAllAsync(Set.copyOf(slots))).thenCompose(taken -> {
            slots.removeAll(taken.keySet());
            Collections.shuffle(slots); // so that those who ask at once don't all try the same
            return takeOne(lock, slots, lease);
        });
    }

    private CompletableFuture<Optional<Held>> takeOne(String lock, List<String> slots, Life lease) {
        if (slots.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Attempt attempt = new Attempt(lock, slots.get(0), lease);
        return attempt.run()
                .whenComplete((held, failure) -> {
                    if (failure != null) {
                        attempt.undo();
                    }
                })
                .thenCompose(held -> held.isPresent()
                        ? CompletableFuture.completedFuture(held)
                        : takeOne(lock, slots.subList(1, slots.size()), lease));
    }

    /** Holds it for another lease; false if it isn't held. */
    CompletableFuture<Boolean> renew(Held held, Duration lease) {
        return replace(held.slot(), held.value(), held.value(), Life.of(lease));
    }

    /** Lets it go, if it is held. */
    CompletableFuture<Boolean> release(Held held) {
        return remove(held.slot(), held.value());
    }

    private CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] value, Life life) {
        return session.call(cache -> cache.withExpirePolicy(life).replaceAsync(key, expected, value));
    }

    private CompletableFuture<Boolean> remove(String key, byte[] value) {
        return session.call(cache -> cache.removeAsync(key, value));
    }

    private CompletableFuture<byte @Nullable []> get(String key) {
        return session.call(cache -> cache.getAsync(key));
    }

    /** Greater than all that were drawn for this lock before. */
    private CompletableFuture<Long> drawToken(String lock, byte @Nullable [] last) {
        String key = TOKEN + lock;
        long token = last == null
                ? System.currentTimeMillis() << TOKENS_PER_MILLI_BITS
                : ByteBuffer.wrap(last).getLong() + 1;
        byte[] record = ByteBuffer.allocate(Long.BYTES).putLong(token).array();
        CompletableFuture<Boolean> drawn = last == null
                ? session.call(cache -> cache.withExpirePolicy(TOKEN_LIFE).putIfAbsentAsync(key, record))
                : replace(key, last, record, TOKEN_LIFE);
        return drawn.thenCompose(ours ->
                ours ? CompletableFuture.completedFuture(token) : get(key).thenCompose(now -> drawToken(lock, now)));
    }

    /** One try at one permit, under a name of its own. */
    private final class Attempt {
        private final String lock;
        private final String slot;
        private final Life lease;
        private final byte[] name = name();
        private volatile byte @Nullable [] confirmed;

        Attempt(String lock, String slot, Life lease) {
            this.lock = lock;
            this.slot = slot;
            this.lease = lease;
        }

        private static byte[] name() {
            UUID name = UUID.randomUUID();
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(name.getMostSignificantBits())
                    .putLong(name.getLeastSignificantBits())
                    .array();
        }

        CompletableFuture<Optional<Held>> run() {
            // Both are sent before the first is answered.
            CompletableFuture<byte @Nullable []> before = session.call(
                    cache -> cache.<String, byte[]>withExpirePolicy(lease).getAndPutIfAbsentAsync(slot, name));
            CompletableFuture<byte @Nullable []> lastToken = get(TOKEN + lock);
            return before.thenCompose(other -> {
                // Ignite repeats what it got no answer to, and then finds our own.
                boolean ours = other == null || Arrays.equals(other, name);
                return ours
                        ? lastToken.thenCompose(last -> drawToken(lock, last)).thenCompose(this::confirm)
                        : CompletableFuture.completedFuture(Optional.empty());
            });
        }

        private CompletableFuture<Optional<Held>> confirm(long token) {
            byte[] value = ByteBuffer.allocate(name.length + Long.BYTES)
                    .put(name)
                    .putLong(token)
                    .array();
            confirmed = value;
            Optional<Held> held = Optional.of(new Held(lock, slot, value, token));
            return replace(slot, name, value, lease)
                    .thenCompose(still -> still
                            ? CompletableFuture.completedFuture(held)
                            : get(slot).thenApply(now -> Arrays.equals(now, value) ? held : Optional.empty()));
        }

        /** As far as it can be done; what is left goes with its lease. */
        @SuppressWarnings("FutureReturnValueIgnored")
        void undo() {
            remove(slot, name);
            byte[] value = confirmed;
            if (value != null) {
                remove(slot, value);
            }
        }
    }
}
