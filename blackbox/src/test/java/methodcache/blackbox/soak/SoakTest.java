package methodcache.blackbox.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import methodcache.api.CacheLoader;
import methodcache.api.CacheStats;
import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.blackbox.soak.Group.Word;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceL1StoreProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rounds of some seconds each, on caches of their own: in every other one nobody gives up, so that each load can be counted. {@code
 * -Dsoak.seed=…} begins with the round of that seed, {@code -Dsoak.seconds=…} says how long all take, and {@code -Dsoak.round=…} each.
 */
@Tag("soak")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SoakTest {

    /** Longer than any interval, and than any limit after which a load is cancelled. */
    private static final Duration QUIET = Duration.ofMillis(1_300);

    private static final int SECONDS = Integer.getInteger("soak.seconds", 180);
    private static final int ROUND = Integer.getInteger("soak.round", 10);
    private static final long SEED =
            Long.getLong("soak.seed", ThreadLocalRandom.current().nextLong(1_000_000_000L) * 2);

    private long calls;
    private long loads;
    private long hangs;

    @Test
    void oneCache_underLoadsThatFailHangAndReturnLate_keepsItsPromises() throws Exception {
        play("one cache", 1);
    }

    @Test
    void twoNodes_underLoadsThatFailHangAndReturnLate_keepTheirPromises() throws Exception {
        play("two nodes", 2);
    }

    private void play(String what, int nodes) throws Exception {
        if (Integer.getInteger("soak.nodes", nodes) != nodes) {
            return;
        }
        int rounds = Math.max(1, SECONDS / 2 / ROUND);
        System.out.println("Soak of " + what + ": " + rounds + " rounds, -Dsoak.seed=" + SEED);
        for (long seed = SEED; seed < SEED + rounds; seed++) {
            try {
                round(seed, nodes);
            } catch (Throwable failure) {
                System.out.println("Soak of " + what + " failed: -Dsoak.seed=" + seed);
                throw failure;
            }
        }
        System.out.println("Soak of " + what + ": " + calls + " calls, " + loads + " keys loaded, " + hangs + " hung; "
                + heap() / 1_000_000 + " MB in use");
        assertThat(loads).isPositive();
    }

    private void round(long seed, int nodes) throws Exception {
        List<WeakReference<MethodCache>> closed = new ArrayList<>();
        Set<Word> without = nodes == 1 ? EnumSet.of(Word.LOCK, Word.REQUIRED_LOCK) : EnumSet.noneOf(Word.class);
        World world = new World(seed, nodes, seed % 2 == 0, without);
        String name = "soak" + seed;
        ReferenceCluster cluster = new ReferenceCluster();
        if (seed % 4 < 2) {
            cluster.completeOn(Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "reference-cluster");
                thread.setDaemon(true);
                return thread;
            }));
        }
        try {
            for (int node = 0; node < nodes; node++) {
                MethodCacheConfiguration configuration = configuration(name, world);
                world.caches.add(
                        (nodes == 1 ? configuration : shared(configuration, cluster.node("n" + node))).build());
            }
            world.run(ROUND * 1_000L);
            awaitQuiet(world);
            assertThat(world.ledger.isClean()).as(world.ledger.violations()).isTrue();
            assertCountersAddUp(world);
            if (nodes > 1) {
                assertLocksAreFree(world, configuration(name, world), cluster.node("probe"));
            }
            assertNothingIsHeld(world);
            calls += world.calls.sum();
            loads += world.source.runs.sum();
            hangs += world.source.hangs.sum();
        } finally {
            world.source.release();
            world.caches.forEach(cache -> {
                cache.close();
                closed.add(new WeakReference<>(cache));
            });
            world.caches.clear();
            world.end();
        }
        Await.until(() -> threads(name).isEmpty(), () -> "threads are left: " + threads(name));
        awaitGone(() -> closed.stream().allMatch(cache -> cache.get() == null), "closed caches");
    }

    private static MethodCacheConfiguration configuration(String name, World world) {
        return MethodCache.configure()
                .name(name)
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(100))
                .addPolicy(Group.BOUNDED, p -> p.withMaxConcurrentLoads(Group.PERMITS))
                .metrics(world.tally)
                .joinLimit(Duration.ofMillis(400))
                .loadThreads(40)
                .closeTimeout(Duration.ofSeconds(5));
    }

    private static MethodCacheConfiguration shared(MethodCacheConfiguration own, ReferenceCluster.Node node) {
        return own.l2(node.store(), node.backplane(), l2 -> l2.timeout(Duration.ofSeconds(5)))
                .locks(node.locks());
    }

    // ---------------------------------------------------------------- what must hold in the end

    private static void awaitQuiet(World world) {
        Await.until(
                () -> world.source.running.get() == 0, () -> world.source.running + " loaders run: " + World.stacks());
        // What is kept warm is let alone when nobody has hit it for one interval.
        String[] before = {""};
        long[] since = {System.nanoTime()};
        Await.until(
                () -> {
                    String now = world.caches.stream().map(SoakTest::counters).collect(Collectors.joining());
                    if (!now.equals(before[0]) || world.source.running.get() > 0) {
                        since[0] = System.nanoTime();
                    }
                    before[0] = now;
                    return System.nanoTime() - since[0] > QUIET.toNanos();
                },
                () -> "the cache is quiet: " + before[0]);
    }

    private static String counters(MethodCache cache) {
        CacheStats stats = cache.stats();
        return List.of(
                                stats.hits(),
                                stats.misses(),
                                stats.loads(),
                                stats.loadFailures(),
                                stats.joins(),
                                stats.refreshes())
                        .toString()
                + stats.loadsInFlight();
    }

    private static void assertCountersAddUp(World world) {
        Tally tally = world.tally;
        Source source = world.source;
        String all = world.caches.stream()
                        .map(MethodCache::stats)
                        .map(Object::toString)
                        .collect(Collectors.joining())
                + " asked " + tally.asked + " warmed " + warmed(world) + " in vain " + tally.vain + " runs "
                + source.runs
                + " unclear " + source.unclear + " thrown " + tally.thrown + " cut " + tally.cut;
        long events = sum(world, CacheStats::loads) + sum(world, CacheStats::loadFailures);
        assertThat(sum(world, CacheStats::loadsInFlight))
                .as("loads in flight: " + all)
                .isZero();
        assertThat(sum(world, CacheStats::hits) + sum(world, CacheStats::misses))
                .as("hits + misses = keys asked for: " + all)
                .isEqualTo(tally.asked.sum() + warmed(world));
        assertThat(sum(world, CacheStats::misses) + sum(world, CacheStats::refreshes))
                .as("misses + refreshes = loads + loadFailures + joins + refusals + look-ups in vain: " + all)
                .isEqualTo(
                        events + sum(world, CacheStats::joins) + sum(world, CacheStats::refusals) + tally.vain.sum());
        assertThat(sum(world, CacheStats::loads)).as("loads: " + all).isEqualTo(tally.loads.sum());
        assertThat(events)
                .as("loads told to metrics: " + all)
                .isEqualTo(tally.loads.sum() + tally.thrown.sum() + tally.cut.sum());
        assertThat(tally.misses.sum()).as("misses: " + all).isEqualTo(sum(world, CacheStats::misses));
        assertThat(tally.hits.sum()).as("hits: " + all).isEqualTo(sum(world, CacheStats::hits));
        assertThat(sum(world, CacheStats::fallbacks))
                .as("fallbacks: " + all)
                .isEqualTo(world.groups.stream()
                        .mapToLong(group -> group.fallbacks.sum())
                        .sum());
        assertThat(sum(world, CacheStats::staleServed))
                .as("stale: " + all)
                .isGreaterThanOrEqualTo(tally.staleSeen.sum());
        assertThat(sum(world, CacheStats::invalidations))
                .as("invalidations: " + all)
                .isGreaterThanOrEqualTo(tally.invalidations.sum());
        assertThat(sum(world, CacheStats::callbackFailures))
                .as("callback failures: " + all)
                .isZero();
        // A load that was cancelled while its loader ran is counted as what came first.
        long given = tally.loads.sum() + tally.thrown.sum();
        assertThat(source.runs.sum() - given)
                .as("each run of a loader is counted: " + all)
                .isBetween(0L, world.patient ? 0L : source.unclear.sum());
        assertThat(tally.cut.sum()).as("loads that were cut: " + all).isGreaterThanOrEqualTo(source.runs.sum() - given);
    }

    private static long warmed(World world) {
        return world.groups.stream().mapToLong(group -> group.warmed.sum()).sum();
    }

    private static long sum(World world, ToLongFunction<CacheStats> counter) {
        return world.caches.stream().map(MethodCache::stats).mapToLong(counter).sum();
    }

    /** Whoever asks for a lock gets it at once. */
    private static void assertLocksAreFree(World world, MethodCacheConfiguration own, ReferenceCluster.Node node)
            throws Exception {
        try (MethodCache probe = shared(own, node).build()) {
            for (Group group : world.groups) {
                for (String key : group.keys) {
                    probe.cache(() -> "probe")
                            .withKey(key)
                            .withDistributedLock(Duration.ZERO)
                            .refresh();
                }
            }
            CountDownLatch all = new CountDownLatch(Group.PERMITS);
            List<CompletableFuture<String>> bounded = new ArrayList<>();
            for (int i = 0; i < Group.PERMITS; i++) {
                bounded.add(probe.getOrCreateAsync(
                        "probe" + i,
                        CacheLoader.blocking(context -> {
                            all.countDown();
                            return "" + all.await(10, TimeUnit.SECONDS);
                        }),
                        p -> p.withPolicy(Group.BOUNDED)));
            }
            for (CompletableFuture<String> one : bounded) {
                assertThat(one.get(20, TimeUnit.SECONDS))
                        .as("places in the cluster")
                        .isEqualTo("true");
            }
            assertThat(probe.stats().loadsWithoutLock())
                    .as("locks that are still held")
                    .isZero();
        }
    }

    /** Of open caches that nobody asks any more, and whose values are invalidated. */
    private static void assertNothingIsHeld(World world) {
        world.caches.forEach(MethodCache::invalidateAll);
        world.source.forget();
        Await.until(() -> world.source.running.get() == 0, () -> "loaders run");
        awaitQuiet(world);
        world.caches.forEach(MethodCache::invalidateAll);
        assertThat(sum(world, CacheStats::entries)).as("entries").isZero();
        awaitGone(() -> world.plans.left() == 0, "loaders: " + world.plans);
        awaitGone(() -> world.values.left() == 0, "values: " + world.values);
        awaitGone(() -> world.policies.left() == 0, "policies: " + world.policies);
    }

    private static void awaitGone(Callable<Boolean> gone, String what) {
        Await.until(
                () -> {
                    System.gc();
                    try {
                        return gone.call();
                    } catch (Exception broken) {
                        throw new AssertionError(broken);
                    }
                },
                () -> "memory is held by " + what);
    }

    private static Set<String> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(thread -> thread.startsWith("methodcache-" + name + "-"))
                .collect(Collectors.toSet());
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
