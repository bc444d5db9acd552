package methodcache.blackbox.jvms;

import static java.time.Duration.ofMinutes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import methodcache.api.CacheContext;
import methodcache.api.LockLease;
import methodcache.api.MethodCache;
import methodcache.api.policy.CachePolicy;
import methodcache.api.spi.ClusterSettings;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Grant;
import methodcache.api.spi.LockManagerProvider;

/**
 * An application that holds two locks until it is killed: one of a load, which its cache renews, and one of the provider's, which nobody
 * does. Its arguments are where to write what it holds, and the options of the cluster.
 */
public final class Holder {

    static final String KEY = "held";

    /** Of the provider's lock. */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** Of operations: more than a busy machine takes to connect. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** How long a load waits for another's. */
    static final CachePolicy PATIENT =
            CachePolicy.of(p -> p.withDuration(ofMinutes(10)).withDistributedLock(ofMinutes(1)));

    private Holder() {}

    /** Runs one. */
    public static void main(String[] args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        try (MethodCache cache = cache(options, LIMIT);
                LockManager locks = locks(options)) {
            cache.getOrCreate(KEY, context -> hold(context, locks, Path.of(args[0])), PATIENT);
        }
    }

    static MethodCache cache(Map<String, String> options, Duration timeout) {
        return MethodCache.configure()
                .name("holders")
                .l1("ehcache", l1 -> l1.maximumEntries(10))
                .l2("ignite", l2 -> options.forEach(l2.timeout(timeout)::set))
                .build();
    }

    static LockManager locks(Map<String, String> options) {
        ClusterSettings settings = new ClusterSettings("locks-of-holders", LIMIT, options);
        // Only this test looks for a provider, so the module of the tests doesn't say that it does.
        Holder.class.getModule().addUses(LockManagerProvider.class);
        return ServiceLoader.load(LockManagerProvider.class)
                .findFirst()
                .orElseThrow()
                .create(settings);
    }

    static Optional<Grant> acquire(LockManager locks, Duration patience) {
        return locks.acquire(new LockManager.Ask(KEY, 1, LEASE, patience))
                .toCompletableFuture()
                .join();
    }

    private static String hold(CacheContext context, LockManager locks, Path written) throws IOException {
        LockLease load = context.lock();
        long asked = System.nanoTime();
        Grant grant = acquire(locks, Duration.ZERO).orElseThrow();
        long granted = System.nanoTime();
        Path unready = Path.of(written + ".unready");
        long loadToken = load == null ? 0 : load.token();
        Files.writeString(unready, loadToken + " " + grant.token() + " " + asked + " " + granted);
        Files.move(unready, written, StandardCopyOption.ATOMIC_MOVE);
        LockSupport.parkNanos(ofMinutes(2).toNanos());
        return "of the dead";
    }
}
