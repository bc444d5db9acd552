package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import methodcache.api.CacheStats;
import methodcache.api.MethodCache;
import methodcache.api.configuration.MethodCacheConfiguration;
import methodcache.testkit.Await;
import methodcache.testkit.ReferenceCluster;
import methodcache.testkit.ReferenceL1StoreProvider;
import methodcache.testkit.TestClock;

/** A cache under test, with a clock that the test moves. Closing it checks that it leaves no thread behind. */
final class Rig implements AutoCloseable {

    /** A time limit that no test reaches unless it means to. */
    static final Duration LONG = Duration.ofHours(1);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final TestClock clock;
    final String name = "rig" + NUMBER.incrementAndGet();
    final MethodCache cache;
    private final Queue<Door> doors = new ConcurrentLinkedQueue<>();

    Rig() {
        this(UnaryOperator.identity());
    }

    Rig(UnaryOperator<MethodCacheConfiguration> more) {
        this(new TestClock(), more);
    }

    Rig(TestClock clock, UnaryOperator<MethodCacheConfiguration> more) {
        this.clock = clock;
        cache = more.apply(MethodCache.configure()
                        .name(name)
                        .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(1_000))
                        .ticker(clock)
                        // As any scheduler but a test's: futures are completed by the cache's threads.
                        .scheduler((task, delay) -> clock.schedule(task, delay))
                        .closeTimeout(Duration.ofSeconds(5)))
                .build();
    }

    /** A cache on a node of a cluster in memory. */
    static Rig node(ReferenceCluster.Node node, TestClock clock, UnaryOperator<MethodCacheConfiguration> more) {
        return new Rig(
                clock,
                c -> more.apply(c.l2(node.store(), node.backplane(), l2 -> l2.timeout(Duration.ofSeconds(1)))
                        .locks(node.locks())
                        .clock(clock)));
    }

    /** A cache with room for so many entries. */
    static MethodCache roomy(int entries) {
        return MethodCache.configure()
                .name("rig" + NUMBER.incrementAndGet())
                .l1(new ReferenceL1StoreProvider(), l1 -> l1.maximumEntries(entries))
                .build();
    }

    CacheStats stats() {
        return cache.stats();
    }

    /** In a quiet cache the counters add up; {@code found} look-ups without a load that found nothing are taken off. */
    void assertStatsAddUp(long lookUpsWithoutResult) {
        // The last thread counts after its caller has gone on.
        Await.until(
                () -> {
                    CacheStats stats = stats();
                    return stats.loadsInFlight() == 0
                            && stats.misses() + stats.refreshes()
                                    == stats.loads()
                                            + stats.loadFailures()
                                            + stats.joins()
                                            + stats.refusals()
                                            + lookUpsWithoutResult;
                },
                () -> "misses + refreshes = loads + loadFailures + joins + refusals + " + lookUpsWithoutResult + ": "
                        + stats());
    }

    /** A door that is opened at the end, whatever the test does. */
    Door door() {
        Door door = new Door();
        doors.add(door);
        return door;
    }

    @Override
    public void close() {
        doors.forEach(Door::open);
        cache.close();
        assertNoThreads();
    }

    void assertNoThreads() {
        Await.until(() -> threads().isEmpty(), () -> "no thread is left, but there are " + threads());
    }

    Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(thread -> thread.startsWith("methodcache-" + name + "-"))
                .collect(Collectors.toSet());
    }

    /** The bytes in use, after collecting what isn't. */
    static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    static Thread daemon(String role, Runnable task) {
        Thread thread = new Thread(task, "test-" + role + "-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static String value(Caller caller) {
        return value(caller.value());
    }

    /** Waits for a future; fails as it does, without the wrapping. */
    static <T> T value(java.util.concurrent.CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw Rig.<RuntimeException>sneaky(unwrapped(failed.getCause()));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        } catch (TimeoutException late) {
            throw new AssertionError("no answer in 20 seconds", late);
        }
    }

    /** How a call ended that was to fail. */
    static Throwable failure(Caller caller) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try {
            value(caller);
        } catch (Throwable thrown) {
            failure.set(thrown);
        }
        assertThat(failure.get()).as("the call fails").isNotNull();
        return failure.get();
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException
                        && failure.getCause() != null
                        && !(failure instanceof Exception e && e instanceof CancellationException)
                ? failure.getCause()
                : failure;
    }

    @SuppressWarnings("unchecked") // the compiler doesn't see what is thrown
    static <X extends Throwable> X sneaky(Throwable failure) throws X {
        throw (X) failure;
    }
}
