package methodcache.blackbox.jvms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import methodcache.api.CacheConfigurationException;
import methodcache.api.LockLease;
import methodcache.api.MethodCache;
import methodcache.api.spi.LockManager;
import methodcache.api.spi.LockManager.Grant;
import methodcache.testkit.Await;
import methodcache.testkit.ignite.IgniteServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that asks for TLS and a password: who gets in, who doesn't, and what becomes of the locks of one who is killed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("jvms")
class AccessAndLocksTest {

    /** Of the lock of a load, and how long after it was last renewed the holder may have been killed. */
    private static final Duration LEASE_OF_LOADS = Duration.ofSeconds(10);

    private static final Duration RENEWED_EACH = LEASE_OF_LOADS.dividedBy(3);

    /** Clocks of caches in the cluster are coarse. */
    private static final Duration COARSE = Duration.ofMillis(100);

    /** What a busy machine takes longer. */
    private static final Duration LATE = Duration.ofSeconds(8);

    private static IgniteServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = IgniteServer.configure().withTls().withUser("app", "4-secret").start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void locks_ofAHolderThatIsKilled_goToOthersAfterTheirLeases() throws IOException, InterruptedException {
        Path held = folder.resolve("held");
        Path output = folder.resolve("output");
        List<String> arguments = new ArrayList<>(List.of(held.toString()));
        server.options().forEach((option, value) -> arguments.addAll(List.of(option, value)));
        Process holder = Jvm.start(output, Holder.class, arguments.toArray(String[]::new));
        try (MethodCache cache = Holder.cache(server.options(), Holder.LIMIT);
                LockManager locks = Holder.locks(server.options())) {
            Await.until(() -> Files.exists(held) || !holder.isAlive(), () -> "holds nothing");
            assertThat(held).as(() -> read(output)).exists();
            String[] parts = read(held).split(" ", -1);
            long tokenOfLoad = Long.parseLong(parts[0]);
            long token = Long.parseLong(parts[1]);
            long asked = Long.parseLong(parts[2]);
            long granted = Long.parseLong(parts[3]);

            AtomicLong tokenOfNext = new AtomicLong();
            long loadAsked = System.nanoTime();
            CompletableFuture<String> load = CompletableFuture.supplyAsync(() -> cache.getOrCreate(
                    Holder.KEY,
                    context -> {
                        LockLease lock = context.lock();
                        tokenOfNext.set(lock == null || !lock.isHeld() ? 0 : lock.token());
                        return "loaded after " + (System.nanoTime() - loadAsked);
                    },
                    Holder.PATIENT));
            holder.destroyForcibly();
            long killed = System.nanoTime();

            Grant next = Holder.acquire(locks, Duration.ofSeconds(30)).orElseThrow();
            long gotIt = System.nanoTime();
            assertThat(Duration.ofNanos(gotIt - asked)).isGreaterThan(Holder.LEASE.minus(COARSE));
            assertThat(Duration.ofNanos(gotIt - Math.max(killed, granted + Holder.LEASE.toNanos())))
                    .isLessThan(LATE);
            assertThat(next.token()).isGreaterThan(token);

            assertThat(load).succeedsWithin(30, TimeUnit.SECONDS);
            long loaded = loadAsked + Long.parseLong(load.join().substring("loaded after ".length()));
            assertThat(Duration.ofNanos(loaded - killed))
                    .isBetween(
                            LEASE_OF_LOADS.minus(RENEWED_EACH).minus(COARSE.multipliedBy(5)),
                            LEASE_OF_LOADS.plus(LATE));
            assertThat(tokenOfLoad).isPositive();
            assertThat(tokenOfNext).hasValueGreaterThan(tokenOfLoad);
            assertThat(cache.stats().loadsWithoutLock()).isZero();
            System.out.printf(
                    "the provider's lock of %d ms was free %d ms after it was given, that of a load %d ms after the kill%n",
                    Holder.LEASE.toMillis(), (gotIt - granted) / 1_000_000, (loaded - killed) / 1_000_000);
        } finally {
            holder.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    @Test
    void cache_whosePasswordIsWrong_loads() {
        Map<String, String> options = new HashMap<>(server.options());
        options.put("password", "5-secret");
        try (MethodCache cache = Holder.cache(options, Duration.ofSeconds(1))) {
            for (int i = 0; i < 10; i++) {
                assertThat(get(cache, "key" + i, "loaded")).isEqualTo("loaded");
                assertThat(get(cache, "key" + i, "again")).isEqualTo("loaded");
            }
            assertThat(cache.invalidateKeys("key1").published()).isFalse();
            assertThat(get(cache, "key1", "again")).isEqualTo("again");
            String locked = cache.getOrCreate("locked", context -> "loaded", Holder.PATIENT);
            assertThat(locked).isEqualTo("loaded");
            assertThat(cache.stats().l2Hits()).isZero();
            assertThat(cache.stats().l2Failures()).isPositive();
            assertThat(cache.stats().loadsWithoutLock()).isEqualTo(1);
        }
    }

    private static String get(MethodCache cache, String key, String loaded) {
        return cache.getOrCreate(key, context -> loaded);
    }

    @Test
    void build_whereATrustStoreCantBeRead_saysWhichAndNoPassword() {
        Map<String, String> options = new HashMap<>(server.options());
        options.put("sslTrustStorePassword", "5-secret");
        assertThatThrownBy(() -> Holder.cache(options, Holder.LIMIT))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("ignite option sslTrustStorePassword must be the password of ")
                .hasMessageNotContaining("secret");
    }
}
