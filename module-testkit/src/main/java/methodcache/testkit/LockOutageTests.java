package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.awaitWorks;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.ClusterTests.ended;
import static methodcache.testkit.ClusterTests.failed;
import static methodcache.testkit.LockManagerTests.ask;
import static methodcache.testkit.LockManagerTests.take;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Grant;
import org.junit.jupiter.api.Test;

/** A server that goes and comes back, with what it held or without; asked where the suite has a say over one. */
interface LockOutageTests extends LockManagerTests {

    @Test
    default void anyCall_whileTheServerIsAway_fails() {
        whileAway(outage -> {
            try (LockManager locks = provider().create(withTimeout(BRIEF))) {
                Grant grant = take(locks, "a", LONG);
                outage.begin();
                failed(ask(locks, "b", LONG, Duration.ZERO), grant.renew(LONG), grant.release());
            }
        });
    }

    /** Who waits may go on waiting, but no longer than patience and limit. */
    @Test
    default void acquire_overAnOutage_ends() {
        whileAway(outage -> {
            try (LockManager locks = provider().create(withTimeout(BRIEF))) {
                take(locks, "a", LONG);
                CompletionStage<Optional<Grant>> waiting = ask(locks, "a", LONG, SHORT);
                outage.begin();
                ended(waiting);
            }
        });
    }

    @Test
    default void acquire_afterTheServerIsBack_works() {
        whileAway(outage -> {
            try (LockManager locks = provider().create(withTimeout(BRIEF))) {
                take(locks, "a", LONG);
                outage.begin();
                failed(ask(locks, "b", LONG, Duration.ZERO));
                outage.end();
                awaitWorks(() -> ask(locks, "tells when it works", LONG, Duration.ZERO));
                Grant grant = take(locks, "c", LONG);
                done(grant.renew(LONG));
                done(grant.release());
                take(locks, "c", LONG);
            }
        });
    }

    @Test
    default void create_whileTheServerIsAway_makesLocksThatWorkLater() {
        whileAway(outage -> {
            outage.begin();
            try (LockManager locks = provider().create(withTimeout(BRIEF))) {
                failed(ask(locks, "a", LONG, Duration.ZERO));
                outage.end();
                awaitWorks(() -> ask(locks, "tells when it works", LONG, Duration.ZERO));
                take(locks, "c", LONG);
            }
        });
    }

    @Test
    default void close_whileTheServerIsAway_returnsAndFailsWaits() {
        whileAway(outage -> {
            LockManager locks = open(anyCache());
            take(locks, "a", LONG);
            CompletionStage<Optional<Grant>> waiting = ask(locks, "a", LONG, LONG);
            outage.begin();
            locks.close();
            failed(waiting);
            locks.close();
        });
    }
}
