package methodcache.testkit;

import static methodcache.testkit.ClusterTests.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Ask;
import methodcache.api.spi.LockManager.Grant;
import methodcache.api.spi.LockManagerProvider;

/** What the parts of {@link LockManagerTck} share: locks to test, and short ways to take and give. */
interface LockManagerTests extends PartTests<LockManager> {

    /** A lease, or a patience, that doesn't end during a test. */
    Duration LONG = Duration.ofMinutes(10);

    Duration SHORT = Duration.ofMillis(300);

    @Override
    LockManagerProvider provider();

    @Override
    default String nameOfProvider() {
        return provider().name();
    }

    @Override
    default LockManager create(ClusterSettings settings) {
        return provider().create(settings);
    }

    static CompletionStage<Optional<Grant>> ask(LockManager locks, String key, Duration lease, Duration patience) {
        return locks.acquire(new Ask(key, 1, lease, patience));
    }

    /** Takes a lock that must be free. */
    static Grant take(LockManager locks, String key, Duration lease) {
        return take(locks, new Ask(key, 1, lease, Duration.ZERO));
    }

    static Grant take(LockManager locks, Ask ask) {
        Optional<Grant> grant = done(locks.acquire(ask));
        assertThat(grant).as("grant of <%s>", ask.key()).isPresent();
        return grant.get();
    }

    /** Takes a lock as soon as it is free. */
    static Grant await(LockManager locks, String key) {
        return take(locks, new Ask(key, 1, LONG, LONG));
    }

    static void assertTaken(LockManager locks, String key) {
        assertThat(done(ask(locks, key, LONG, Duration.ZERO)))
                .as("<%s> is taken", key)
                .isEmpty();
    }
}
