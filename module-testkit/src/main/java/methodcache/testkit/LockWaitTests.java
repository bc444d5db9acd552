package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.LockManagerTests.ask;
import static methodcache.testkit.LockManagerTests.assertTaken;
import static methodcache.testkit.LockManagerTests.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import org.junit.jupiter.api.Test;

/** Waiting for a lock, alone and with others. */
interface LockWaitTests extends LockManagerTests {

    @Test
    default void acquire_whileAnotherHolds_waitsWithoutBlocking() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant holder = take(one, "a", LONG);
            CompletionStage<Optional<Grant>> waiting = ask(other, "a", LONG, LONG);
            take(other, "another", LONG);
            assertTaken(one, "a");
            assertThat(waiting.toCompletableFuture()).isNotDone();
            done(holder.release());
            assertThat(done(waiting)).isPresent();
            assertTaken(one, "a");
        }
    }

    /** Leases last ten minutes here: who gets the lock within seconds was woken. */
    @Test
    default void release_whileOthersWait_letsOneAfterTheOtherKnow() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant holder = take(one, "a", LONG);
            List<CompletionStage<Optional<Grant>>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(ask(i % 2 == 0 ? one : other, "a", LONG, LONG));
            }
            while (!waiting.isEmpty()) {
                assertThat(waiting)
                        .allMatch(stage -> !stage.toCompletableFuture().isDone());
                done(holder.release());
                Await.until(() -> firstDone(waiting).isPresent(), () -> waiting.size() + " wait still");
                CompletionStage<Optional<Grant>> next = firstDone(waiting).get();
                waiting.remove(next);
                holder = done(next).get();
            }
        }
    }

    private static Optional<CompletionStage<Optional<Grant>>> firstDone(List<CompletionStage<Optional<Grant>>> all) {
        return all.stream()
                .filter(stage -> stage.toCompletableFuture().isDone())
                .findFirst();
    }

    @Test
    default void acquire_withoutPatience_isAnsweredAtOnce() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            take(one, "a", LONG);
            Measured.assertTakes(Duration.ZERO, () -> assertTaken(other, "a"));
        }
    }

    @Test
    default void acquire_untilPatienceIsOver_isNothing() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            take(one, "a", LONG);
            Measured.assertTakes(
                    SHORT, () -> assertThat(done(ask(other, "a", LONG, SHORT))).isEmpty());
        }
    }

    /** Who has been told that it was nothing must not hold it later. */
    @Test
    default void acquire_untilPatienceIsOver_takesNothing() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant holder = take(one, "a", LONG);
            assertThat(done(ask(other, "a", LONG, SHORT.dividedBy(3)))).isEmpty();
            done(holder.release());
            take(one, "a", LONG);
        }
    }

    @Test
    default void acquire_withPermits_wakesWhoWaits() {
        String cache = anyCache();
        Ask ask = new Ask("a", 2, LONG, LONG);
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            take(one, ask);
            Grant second = take(one, ask);
            CompletionStage<Optional<Grant>> waiting = other.acquire(ask);
            Ask hasty = new Ask("a", 2, LONG, Duration.ZERO);
            assertThat(done(other.acquire(hasty))).isEmpty();
            assertThat(waiting.toCompletableFuture()).isNotDone();
            done(second.release());
            assertThat(done(waiting)).isPresent();
            assertThat(done(one.acquire(hasty))).isEmpty();
        }
    }

    @Test
    default void acquire_withTheGreatestPatience_isGrantedWhenFree() {
        try (LockManager locks = open()) {
            Grant holder = take(locks, "a", LONG);
            CompletionStage<Optional<Grant>> waiting = ask(locks, "a", LONG, Duration.ofSeconds(Long.MAX_VALUE));
            done(holder.release());
            assertThat(done(waiting)).isPresent();
        }
    }

    /** The list is guarded by the lock: two holders at once, or a token out of order, show in it. */
    @Test
    default void acquire_bySeveral_isHeldByOneAtATimeWithGrowingTokens() throws Exception {
        String cache = anyCache();
        AtomicInteger holders = new AtomicInteger();
        List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Together.run(4, thread -> {
                LockManager locks = thread % 2 == 0 ? one : other;
                for (int i = 0; i < 20; i++) {
                    Grant grant = take(locks, new Ask("a", 1, LONG, LONG));
                    assertThat(holders.incrementAndGet()).as("holders").isEqualTo(1);
                    tokens.add(grant.token());
                    linger();
                    holders.decrementAndGet();
                    done(grant.release());
                }
            });
        }
        assertThat(tokens).hasSize(80).isSorted().doesNotHaveDuplicates();
    }

    /** Long enough for others to come in, if they could. */
    private static void linger() {
        long start = System.nanoTime();
        Await.until(() -> System.nanoTime() - start > 300_000, () -> "the time stands still");
    }

    /** Leases end in the middle, so that locks are lost: who comes later has the greater token all the same. */
    @Test
    default void token_whereLeasesEnd_growsInTheOrderOfGrants() throws Exception {
        String cache = anyCache();
        Duration lease = Duration.ofMillis(20);
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            AtomicInteger grants = new AtomicInteger();
            Together.run(4, thread -> {
                LockManager locks = thread % 2 == 0 ? one : other;
                long seen = 0;
                for (int i = 0; i < 10; i++) {
                    Grant grant = take(locks, new Ask("a", 1, lease, LONG));
                    assertThat(grant.token()).as("after %d", seen).isGreaterThan(seen);
                    seen = grant.token();
                    if (grants.incrementAndGet() % 2 == 0) {
                        done(grant.release());
                    }
                }
            });
            assertThat(grants).hasValue(40);
        }
    }

    @Test
    default void acquire_bySeveralWithPermits_isHeldByAsMany() throws Exception {
        String cache = anyCache();
        AtomicInteger holders = new AtomicInteger();
        List<Long> tokens = Collections.synchronizedList(new ArrayList<>());
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Together.run(4, thread -> {
                LockManager locks = thread % 2 == 0 ? one : other;
                for (int i = 0; i < 15; i++) {
                    Grant grant = take(locks, new Ask("a", 2, LONG, LONG));
                    assertThat(holders.incrementAndGet()).as("holders").isBetween(1, 2);
                    tokens.add(grant.token());
                    linger();
                    holders.decrementAndGet();
                    done(grant.release());
                }
            });
        }
        assertThat(tokens).hasSize(60).doesNotHaveDuplicates();
    }
}
