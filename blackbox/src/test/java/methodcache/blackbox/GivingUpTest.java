package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.CacheInterruptedException;
import methodcache.api.CacheLoader;
import methodcache.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers who stop waiting: interrupted threads and cancelled futures. */
class GivingUpTest {

    private final Rig rig = new Rig();
    private final Door door = new Door();
    private final AtomicInteger loads = new AtomicInteger();

    private String load() throws InterruptedException {
        int number = loads.incrementAndGet();
        door.pass();
        return "value-" + number;
    }

    @Test
    void interrupt_ofTheLeader_itsWaiterLeadsWithItsOwnLoader() {
        try (rig) {
            AtomicBoolean flag = new AtomicBoolean();
            Caller leader = Caller.blocking(() -> {
                try {
                    return rig.cache.getOrCreate("k", context -> load());
                } finally {
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            door.awaitReached();
            Caller blocked =
                    Form.KEYED.begin(rig.cache, "k", () -> "of a waiter").awaitWaiting();
            Caller future = Form.KEYED_STAGE.begin(rig.cache, "k", () -> "of a waiter");
            Caller bulk = Form.BULK.begin(rig.cache, "k", () -> "of a waiter").awaitWaiting();
            Caller staged = Form.BULK_STAGE.begin(rig.cache, "k", () -> "of a waiter");
            leader.giveUp();
            assertThat(Rig.failure(leader))
                    .isInstanceOf(CacheInterruptedException.class)
                    .hasMessageContaining("\"k\"");
            assertThat(flag).as("the interrupt flag is set again").isTrue();
            for (Caller waiter : List.of(blocked, future, bulk, staged)) {
                assertThat(Rig.value(waiter)).isEqualTo("of a waiter");
            }
            assertThat(loads).hasValue(1);
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("of a waiter");
            assertThat(rig.stats().loads()).as("one of the waiters led").isEqualTo(1);
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void interrupt_ofALeadingBulk_itsWaiterLeadsWithItsOwnLoader() {
        try (rig) {
            Caller leader = Form.BULK.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Caller waiter =
                    Form.KEYED.begin(rig.cache, "k", () -> "of a waiter").awaitWaiting();
            leader.giveUp();
            assertThat(Rig.failure(leader)).isInstanceOf(CacheInterruptedException.class);
            assertThat(Rig.value(waiter)).isEqualTo("of a waiter");
            rig.assertStatsAddUp(0);
        }
    }

    @Test
    void interrupt_beforeTheCall_aHitIsServedAndAMissLoads() {
        try (rig) {
            rig.cache.put("there", "v");
            Caller hit = Caller.blocking(() -> {
                Thread.currentThread().interrupt();
                return rig.cache.getOrCreate("there", context -> "other");
            });
            assertThat(Rig.value(hit)).isEqualTo("v");
            Caller miss = Caller.blocking(() -> {
                Thread.currentThread().interrupt();
                String value = rig.cache.getOrCreate("k", context -> "loaded");
                return value + Thread.currentThread().isInterrupted();
            });
            assertThat(Rig.value(miss)).isEqualTo("loadedtrue");
        }
    }

    @ParameterizedTest
    @EnumSource
    void giveUp_ofAWaiter_theLoadGoesOnForTheOthers(Form form) {
        try (rig) {
            Caller leader = Form.KEYED.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Caller gone = form.begin(rig.cache, "k", this::load).awaitWaiting();
            Caller staying = form.begin(rig.cache, "k", this::load).awaitWaiting();
            gone.giveUp();
            assertThat(Rig.failure(gone)).isInstanceOfAny(CacheInterruptedException.class, CancellationException.class);
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("value-1");
            assertThat(Rig.value(staying)).isEqualTo("value-1");
            assertThat(loads).hasValue(1);
            rig.assertStatsAddUp(0);
            assertThat(rig.stats().misses()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_STAGE", "KEYED_ASYNC", "LAMBDA_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC", "BULK_STAGE"})
    void giveUp_ofTheFirst_theLoadGoesOnForTheOthers(Form form) {
        try (rig) {
            Caller first = form.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Caller joiner = Form.KEYED.begin(rig.cache, "k", this::load).awaitWaiting();
            first.awaitWaiting().giveUp();
            Rig.failure(first);
            door.open();
            assertThat(Rig.value(joiner)).isEqualTo("value-1");
            assertThat(loads).hasValue(1);
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("value-1");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void giveUp_ofTheLast_interruptsTheWorkerAndTheNextCallerStartsAnew(Form form) {
        try (rig) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Caller only = form.begin(rig.cache, "k", () -> {
                try {
                    return load();
                } catch (InterruptedException stop) {
                    interrupted.complete(true);
                    throw stop;
                }
            });
            door.awaitReached();
            only.awaitWaiting().giveUp();
            assertThat(Rig.value(interrupted)).isTrue();
            assertThat(form.get(rig.cache, "k", () -> "new")).isEqualTo("new");
            rig.assertStatsAddUp(0);
            assertThat(rig.stats().loadFailures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_ASYNC", "LAMBDA_LIMITED", "BULK_ASYNC"})
    void giveUp_ofTheLastOfAStubbornLoader_doesNotHoldUpTheNextCallerAndKeepsNothing(Form form) {
        try (rig) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Caller only = form.begin(rig.cache, "k", () -> {
                door.passStubbornly();
                ended.complete(null);
                return "too late";
            });
            door.awaitReached();
            only.awaitWaiting().giveUp();
            Rig.failure(only);
            assertThat(form.get(rig.cache, "k", () -> "new")).isEqualTo("new");
            door.open();
            Rig.value(ended);
            rig.assertStatsAddUp(0);
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED_STAGE", "LAMBDA_STAGE", "BULK_STAGE"})
    void giveUp_ofTheLastOfAStage_endsTheFlightAtOnce(Form form) {
        try (rig) {
            Caller only = form.begin(rig.cache, "k", this::load);
            door.awaitReached();
            only.giveUp();
            Await.until(() -> rig.stats().loadsInFlight() == 0, () -> "the flight has ended");
            assertThat(form.get(rig.cache, "k", () -> "new")).isEqualTo("new");
            door.open();
            rig.assertStatsAddUp(0);
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("new");
        }
    }

    @Test
    void cancellation_seenByTheLoader_runsItsActionsOnce() {
        try (rig) {
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<String> stage = new CompletableFuture<>();
            CompletableFuture<String> future = rig.cache.getOrCreateAsync("k", context -> {
                context.cancellation().onCancel(() -> {
                    heard.add("first");
                    throw new IllegalStateException("an action");
                });
                context.cancellation()
                        .onCancel(() ->
                                heard.add("second " + context.cancellation().isCancelled()));
                return stage;
            });
            assertThat(heard).isEmpty();
            assertThat(future.cancel(true)).isTrue();
            future.cancel(true);
            assertThat(heard).containsExactly("first", "second true");
        }
    }

    @Test
    void cancellation_afterTheLoad_runsNoAction() {
        try (rig) {
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<String> future = rig.cache.getOrCreateAsync("k", context -> {
                context.cancellation().onCancel(() -> heard.add("cancelled"));
                return CompletableFuture.completedFuture("v");
            });
            Rig.value(future);
            future.cancel(true);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void cancel_manyTimesOverOnOneThread_leaksNoInterruptIntoItsNextTask() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try (Rig own = new Rig(c -> c.executor(single))) {
            for (int i = 0; i < 300; i++) {
                CompletableFuture<Void> begun = new CompletableFuture<>();
                CompletableFuture<String> future = own.cache.getOrCreateAsync("k" + i, CacheLoader.blocking(context -> {
                    begun.complete(null);
                    return "v";
                }));
                Rig.value(begun);
                future.cancel(true);
                assertThat(single.submit(() -> Thread.currentThread().isInterrupted())
                                .get(20, TimeUnit.SECONDS))
                        .as("the thread's next task after load %s", i)
                        .isFalse();
            }
            own.assertStatsAddUp(0);
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void cancel_ofTheCallersOwnThread_keepsItsInterruptFlag() {
        try (rig) {
            Caller only = Form.BULK_ASYNC.begin(rig.cache, "k", this::load);
            door.awaitReached();
            Caller canceller = Caller.blocking(() -> {
                Thread.currentThread().interrupt();
                only.giveUp();
                return "" + Thread.currentThread().isInterrupted();
            });
            assertThat(Rig.value(canceller)).isEqualTo("true");
        }
    }

    @Test
    void complete_byTheCaller_endsItsWaitAndTheLoad() {
        try (rig) {
            CompletableFuture<String> future = rig.cache.getOrCreateAsync("k", CacheLoader.blocking(context -> load()));
            door.awaitReached();
            assertThat(future.complete("mine")).isTrue();
            assertThat(Rig.value(future)).isEqualTo("mine");
            Await.until(() -> rig.stats().loadFailures() == 1, () -> "the load is cancelled: " + rig.stats());
            assertThat(rig.cache.tryGet("k").found()).isFalse();
        }
    }

    @Test
    void orTimeout_byTheCaller_endsItsWaitAndTheLoad() {
        try (rig) {
            CompletableFuture<String> future = rig.cache
                    .<String>getOrCreateAsync("k", CacheLoader.blocking(context -> load()))
                    .orTimeout(1, TimeUnit.MILLISECONDS);
            Await.until(() -> rig.stats().loadsInFlight() == 0, () -> "the flight has ended");
            assertThat(future).isCompletedExceptionally();
            rig.assertStatsAddUp(0);
        }
    }
}
