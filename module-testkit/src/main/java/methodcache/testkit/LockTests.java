package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.ClusterTests.strangeKeys;
import static methodcache.testkit.LockManagerTests.assertTaken;
import static methodcache.testkit.LockManagerTests.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import org.junit.jupiter.api.Test;

/** Who holds a lock, and who doesn't; without waiting. */
interface LockTests extends LockManagerTests {

    @Test
    default void acquire_ofAFreeLock_isGranted() {
        try (LockManager locks = open()) {
            assertThat(take(locks, "a", LONG).token()).isPositive();
            assertThat(take(locks, new Ask("b", 1, LONG, LONG)).token()).isPositive();
        }
    }

    @Test
    default void acquire_ofALockThatIsHeld_isNothing() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            take(one, "a", LONG);
            assertTaken(other, "a");
            assertTaken(one, "a");
            assertTaken(other, "a");
            take(other, "another", LONG);
            assertTaken(one, "another");
        }
    }

    @Test
    default void acquire_afterRelease_isGrantedAgain() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant first = take(one, "a", LONG);
            done(first.release());
            Grant second = take(other, "a", LONG);
            assertTaken(one, "a");
            done(second.release());
            done(take(one, "a", LONG).release());
            done(take(other, "a", LONG).release());
        }
    }

    @Test
    default void acquire_withPermits_isGrantedToAsMany() {
        String cache = anyCache();
        Ask ask = new Ask("a", 3, LONG, Duration.ZERO);
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant first = take(one, ask);
            Grant second = take(other, ask);
            Grant third = take(one, ask);
            assertThat(new HashSet<>(List.of(first.token(), second.token(), third.token())))
                    .hasSize(3);
            assertThat(done(other.acquire(ask))).isEmpty();
            done(second.release());
            Grant fourth = take(one, ask);
            assertThat(done(other.acquire(ask))).isEmpty();
            done(first.release());
            done(fourth.release());
            take(other, ask);
            take(other, ask);
            assertThat(done(one.acquire(ask))).isEmpty();
            assertThat(done(third.renew(LONG))).isTrue();
        }
    }

    @Test
    default void acquire_ofKeysWithAnyCharacters_keepsThemApart() {
        try (LockManager locks = open()) {
            strangeKeys().forEach(key -> take(locks, key, LONG));
            strangeKeys().forEach(key -> assertTaken(locks, key));
        }
    }

    @Test
    default void caches_ofOtherNames_neverMeet() {
        String name = anyCache();
        List<String> names = List.of(name, name + ".a", name + "-a", name + "a", name.toUpperCase(Locale.ROOT));
        List<String> keys = List.of("k", "a.k", "a-k", "a_k", "a:k", ".ak", "-ak", "ak", "a");
        for (String cache : names) {
            try (LockManager locks = open(cache)) {
                keys.forEach(key -> take(locks, key, LONG));
                keys.forEach(key -> assertTaken(locks, key));
            }
        }
    }

    @Test
    default void release_calledAgain_doesNothing() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            Grant first = take(one, "a", LONG);
            done(first.release());
            done(first.release());
            Grant second = take(other, "a", LONG);
            done(first.release());
            assertTaken(one, "a");
            assertThat(done(first.renew(LONG))).isFalse();
            assertThat(done(second.renew(LONG))).isTrue();
            assertTaken(one, "a");
        }
    }

    /** With permits, what is let go twice mustn't make room twice. */
    @Test
    default void release_calledAgainWithPermits_freesNoOther() {
        Ask ask = new Ask("a", 2, LONG, Duration.ZERO);
        try (LockManager locks = open()) {
            Grant first = take(locks, ask);
            take(locks, ask);
            done(first.release());
            done(first.release());
            take(locks, ask);
            assertThat(done(locks.acquire(ask))).isEmpty();
            done(first.release());
            assertThat(done(locks.acquire(ask))).isEmpty();
        }
    }

    @Test
    default void renew_afterRelease_isFalseAndTakesNothing() {
        try (LockManager locks = open()) {
            Grant grant = take(locks, "a", LONG);
            done(grant.release());
            assertThat(done(grant.renew(LONG))).isFalse();
            take(locks, "a", LONG);
        }
    }

    @Test
    default void token_ofLaterGrants_isGreater() {
        String cache = anyCache();
        try (LockManager one = open(cache);
                LockManager other = open(cache)) {
            List<Long> tokens = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Grant grant = take(i % 3 == 0 ? one : other, "a", LONG);
                assertThat(grant.token()).isEqualTo(grant.token());
                tokens.add(grant.token());
                assertThat(done(grant.renew(LONG))).isTrue();
                done(grant.release());
            }
            assertThat(tokens).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    default void token_ofInstancesMadeLater_isGreater() {
        String cache = anyCache();
        long last = 0;
        for (int i = 0; i < 5; i++) {
            try (LockManager locks = open(cache)) {
                Grant grant = take(locks, "a", LONG);
                assertThat(grant.token()).isGreaterThan(last);
                last = grant.token();
                done(grant.release());
            }
        }
    }
}
