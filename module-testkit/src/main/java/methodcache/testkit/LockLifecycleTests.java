package methodcache.testkit;

import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.done;
import static methodcache.testkit.ClusterTests.ended;
import static methodcache.testkit.ClusterTests.failed;
import static methodcache.testkit.LockManagerTests.ask;
import static methodcache.testkit.LockManagerTests.assertTaken;
import static methodcache.testkit.LockManagerTests.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Grant;
import org.junit.jupiter.api.Test;

/** The provider, and how its lock managers begin and end. */
interface LockLifecycleTests extends LockManagerTests {

    @Test
    default void name_always_isLowerCaseAndStays() {
        assertThat(provider().name())
                .matches("[a-z][a-z0-9-]*")
                .isEqualTo(provider().name());
    }

    @Test
    default void provider_forTheServiceLoader_hasAPublicConstructorWithoutParameters() throws Exception {
        assertThat(provider().getClass().getModifiers() & Modifier.PUBLIC).isNotZero();
        assertThat(provider().getClass().getConstructor()).isNotNull();
    }

    @Test
    default void create_ofAnUnknownOption_isRefusedByName() {
        ClusterSettings unknown = withUnknownOption();
        assertThatThrownBy(() -> provider().create(unknown).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.option")
                .hasMessageContaining("some-value");
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    default void acquire_withNull_throwsANullPointerException() {
        try (LockManager locks = open()) {
            assertThatThrownBy(() -> locks.acquire(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    default void acquire_withNoTime_completesOrFails() {
        try (LockManager locks = provider().create(withTimeout(Duration.ofNanos(1)))) {
            ended(ask(locks, "a", LONG, Duration.ZERO));
            ended(ask(locks, "a", LONG, Duration.ZERO));
        }
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
    default void close_calledAgain_doesNothing() {
        LockManager locks = open();
        take(locks, "a", LONG);
        locks.close();
        locks.close();
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
    default void anyCall_afterClose_givesAStageThatEnds() {
        LockManager locks = open();
        Grant grant = take(locks, "a", LONG);
        locks.close();
        ended(ask(locks, "a", LONG, Duration.ZERO));
        ended(ask(locks, "b", LONG, Duration.ZERO));
        ended(grant.renew(LONG));
        ended(grant.release());
        assertThat(grant.token()).isPositive();
        locks.close();
    }

    @Test
    default void close_afterUse_leavesNoThread() {
        ClusterTests.assertNoThreadIsLeft(() -> {
            try (LockManager locks = open()) {
                Grant grant = take(locks, "a", LONG);
                assertThat(done(ask(locks, "a", LONG, Duration.ofMillis(1)))).isEmpty();
                done(grant.release());
            }
        });
    }
}
