package methodcache.provider.ehcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import methodcache.api.spi.L1Store;
import methodcache.testkit.Await;
import org.junit.jupiter.api.Test;

class EvictionNotifierTest {

    @Test
    void store_withoutListener_hasNoThread() {
        try (L1Store store = new EhcacheL1Store(Entry.entries(10))) {
            store.evictionListener((key, entry) -> {});
            store.evictionListener(null);
            for (int i = 0; i < 100; i++) {
                store.put(i, new Entry(i));
            }
            assertThat(store.evictions()).isEqualTo(90);
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("methodcache-evictions-test"));
        }
    }

    @Test
    void listener_always_isCalledOnADaemonThread() throws Exception {
        try (L1Store store = new EhcacheL1Store(Entry.entries(1))) {
            CompletableFuture<Thread> caller = new CompletableFuture<>();
            store.evictionListener((key, entry) -> caller.complete(Thread.currentThread()));
            store.put("a", new Entry("a"));
            store.put("b", new Entry("b"));
            assertThat(caller.get(20, TimeUnit.SECONDS).isDaemon()).isTrue();
            assertThat(caller.get().getName()).isEqualTo("methodcache-evictions-test");
        }
    }

    @Test
    void put_whileTheListenerIsBusy_goesOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        try (L1Store store = new EhcacheL1Store(Entry.entries(10))) {
            store.evictionListener((key, entry) -> {
                awaitQuietly(release);
                heard.add(key);
            });
            for (int i = 0; i < 1_000; i++) {
                store.put(i, new Entry(i));
            }
            assertThat(store.evictions()).isEqualTo(990);
            assertThat(heard).isEmpty();
            release.countDown();
            Await.until(() -> heard.size() == 990, () -> "heard of " + heard.size());
        }
    }

    @Test
    void evicted_whenTheQueueIsFull_isLostAndCounted() {
        CountDownLatch release = new CountDownLatch(1);
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        EvictionNotifier notifier = new EvictionNotifier(
                "test",
                (key, entry) -> {
                    awaitQuietly(release);
                    heard.add(key);
                },
                5);
        for (int i = 0; i < 20; i++) {
            notifier.evicted(i, new Entry(i));
        }
        assertThat(notifier.lost()).isEqualTo(14); // one is being told, five wait
        release.countDown();
        Await.until(() -> heard.size() == 6, () -> "heard of " + heard.size());
        notifier.stop();
    }

    @Test
    void finish_withEvictionsQueued_tellsThem() {
        CountDownLatch release = new CountDownLatch(1);
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        EvictionNotifier notifier = new EvictionNotifier("test", (key, entry) -> {
            awaitQuietly(release);
            heard.add(key);
        });
        notifier.evicted("a", new Entry("a"));
        notifier.evicted("b", new Entry("b"));
        notifier.finish();
        notifier.evicted("too late", new Entry("c"));
        release.countDown();
        Await.until(() -> heard.size() == 2, () -> "heard " + heard);
        assertThat(heard).containsExactly("a", "b");
        assertThat(notifier.lost()).isZero();
    }

    @Test
    void close_byTheListener_doesNotWaitForItself() throws Exception {
        L1Store store = new EhcacheL1Store(Entry.entries(1));
        CompletableFuture<Void> closed = new CompletableFuture<>();
        AtomicReference<Long> nanos = new AtomicReference<>();
        store.evictionListener((key, entry) -> {
            long start = System.nanoTime();
            store.close();
            nanos.set(System.nanoTime() - start);
            closed.complete(null);
        });
        store.put("a", new Entry("a"));
        store.put("b", new Entry("b"));
        closed.get(20, TimeUnit.SECONDS);
        assertThat(nanos.get()).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
