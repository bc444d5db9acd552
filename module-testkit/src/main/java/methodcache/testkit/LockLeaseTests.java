package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.LockManagerTests.ask;
import static methodcache.testkit.LockManagerTests.assertTaken;
import static methodcache.testkit.LockManagerTests.await;
import static methodcache.testkit.LockManagerTests.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import org.junit.jupiter.api.Test;

/** How long a lock is held. Another lock of known lease, taken last, tells when that of the first is over. */
interface LockLeaseTests extends LockManagerTests {

    @Test
    default void lease_notRenewed_endsByItself() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Measured.assertTakes(SHORT, () -> {
                take(one, "a", SHORT);
                done(await(other, "a").release());
            });
        }
    }

    @Test
    default void lease_notRenewed_isSeenToHaveEndedWithoutWaiting() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Measured.assertTakes(SHORT, () -> {
                take(one, "a", SHORT);
                Await.until(
                        () -> done(ask(other, "a", LONG, Duration.ZERO))
                                .map(grant -> done(grant.release().thenApply(free -> true)))
                                .orElse(false),
                        () -> "still taken");
            });
        }
    }

    @Test
    default void lease_ofAHolderThatIsClosed_holdsToItsEnd() {
        String cache = anyCache();
        try (LockManager other = open(cache)) {
            Measured.assertTakes(SHORT, () -> {
                try (LockManager one = open(cache)) {
                    take(one, "a", SHORT);
                }
                done(await(other, "a").release());
            });
        }
    }

    @Test
    default void renew_ofALockThatIsHeld_holdsItLonger() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant grant = take(one, "a", SHORT.multipliedBy(5));
            assertThat(done(grant.renew(LONG))).isTrue();
            take(one, "tells the time", SHORT.multipliedBy(5));
            await(other, "tells the time");
            assertTaken(other, "a");
            assertThat(done(grant.renew(LONG))).isTrue();
        }
    }

    /** A lease is from now, so it may end sooner than the one before. */
    @Test
    default void renew_byAShorterLease_holdsItForThat() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Measured.assertTakes(SHORT, () -> {
                Grant grant = take(one, "a", LONG);
                assertThat(done(grant.renew(SHORT))).isTrue();
                done(await(other, "a").release());
            });
        }
    }

    @Test
    default void renew_afterTheLease_isFalseAndTakesNothing() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant lost = take(one, "a", SHORT);
            Grant holder = await(other, "a");
            assertThat(done(lost.renew(LONG))).isFalse();
            assertThat(done(holder.renew(LONG))).isTrue();
            done(holder.release());
            assertThat(done(lost.renew(LONG))).isFalse();
            take(other, "a", LONG);
        }
    }

    @Test
    default void release_afterTheLease_leavesTheNewHolderAlone() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant lost = take(one, "a", SHORT);
            Grant holder = await(other, "a");
            done(lost.release());
            assertTaken(one, "a");
            assertThat(done(holder.renew(LONG))).isTrue();
        }
    }

    /** Also where both are of one instance, and for every permit. */
    @Test
    default void release_afterTheLeaseWithPermits_leavesAllHoldersAlone() {
        Ask brief = new Ask("a", 2, SHORT, Duration.ZERO);
        Ask patient = new Ask("a", 2, LONG, LONG);
        Ask hasty = new Ask("a", 2, LONG, Duration.ZERO);
        try (LockManager locks = open()) {
            List<Grant> lost = List.of(take(locks, brief), take(locks, brief));
            List<Grant> holders = List.of(take(locks, patient), take(locks, patient));
            lost.forEach(grant -> done(grant.release()));
            lost.forEach(grant -> assertThat(done(grant.renew(LONG))).isFalse());
            assertThat(done(locks.acquire(hasty))).isEmpty();
            holders.forEach(grant -> assertThat(done(grant.renew(LONG))).isTrue());
        }
    }

    @Test
    default void token_afterALeaseThatEnded_isGreater() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant lost = take(one, "a", SHORT);
            Grant holder = await(other, "a");
            assertThat(holder.token()).isGreaterThan(lost.token());
        }
    }

    @Test
    default void lease_ofTheGreatestLength_isHeld() {
        List<Duration> leases = List.of(
                Duration.ofDays(100_000),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofMillis(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE));
        try (LockManager locks = open()) {
            for (Duration lease : leases) {
                Grant grant = take(locks, "k" + lease, lease);
                assertTaken(locks, "k" + lease);
                assertThat(done(grant.renew(lease))).isTrue();
                assertTaken(locks, "k" + lease);
            }
        }
    }
}
