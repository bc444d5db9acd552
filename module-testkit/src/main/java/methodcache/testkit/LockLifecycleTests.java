package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.ClusterTests.ended;
import static methodcache.testkit.ClusterTests.failed;
import static methodcache.testkit.LockManagerTests.ask;
import static methodcache.testkit.LockManagerTests.assertTaken;
import static methodcache.testkit.LockManagerTests.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Grant;
import org.junit.jupiter.api.Test;

/** The provider, and how its lock managers begin and end. */
interface LockLifecycleTests extends LockManagerTests, LifecycleTests<LockManager> {

    @Override
    default void use(LockManager locks) {
        Grant grant = take(locks, "a", LONG);
        assertThat(done(ask(locks, "a", LONG, Duration.ofMillis(1)))).isEmpty();
        done(grant.release());
        take(locks, "b", LONG);
    }

    @Override
    default List<CompletionStage<?>> begin(LockManager locks) {
        return List.of(
                ask(locks, "a", LONG, Duration.ZERO),
                ask(locks, "b", LONG, Duration.ZERO),
                ask(locks, "b", LONG, Duration.ofMillis(1)));
    }

    @Override
    @SuppressWarnings("NullAway") // what it is about
    default List<Runnable> withNull(LockManager locks) {
        return List.of(() -> locks.acquire(null));
    }

    @Test
    default void close_ofOneInstance_leavesOthersAlone() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant grant = take(one, "a", LONG);
            other.close();
            assertTaken(one, "a");
            assertThat(done(grant.renew(LONG))).isTrue();
            done(grant.release());
            take(one, "a", LONG);
        }
    }

    @Test
    default void close_whileSomebodyWaits_failsForThem() {
        String cache = anyCache();
        try (LockManager holder = open(cache)) {
            take(holder, "a", LONG);
            LockManager locks = open(cache);
            List<CompletionStage<Optional<Grant>>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(ask(locks, "a", LONG, LONG));
            }
            assertTaken(locks, "a");
            locks.close();
            waiting.forEach(ClusterTests::failed);
            assertTaken(holder, "a");
        }
    }

    /** Waiting for its own lock, to the end. */
    @Test
    default void close_byAHolderWhoWaitsToo_failsTheWaitAndKeepsTheLease() {
        String cache = anyCache();
        LockManager locks = open(cache);
        take(locks, "a", LONG);
        CompletionStage<Optional<Grant>> waiting = ask(locks, "a", LONG, LONG);
        locks.close();
        failed(waiting);
        try (LockManager other = open(cache)) {
            assertTaken(other, "a");
        }
    }

    @Test
    default void grant_afterClose_givesStagesThatEnd() {
        LockManager locks = open();
        Grant grant = take(locks, "a", LONG);
        locks.close();
        ended(grant.renew(LONG));
        ended(grant.release());
        assertThat(grant.token()).isPositive();
    }
}
