package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualExecutorTest {
    private final ManualExecutor executor = new ManualExecutor();
    private final List<String> ran = new ArrayList<>();

    @Test
    void execute_always_waitsToBeTold() {
        executor.execute(() -> ran.add("a"));
        executor.execute(() -> ran.add("b"));
        assertThat(ran).isEmpty();
        assertThat(executor.queued()).isEqualTo(2);
    }

    @Test
    void runNext_withTasks_runsTheOldest() {
        executor.execute(() -> ran.add("a"));
        executor.execute(() -> ran.add("b"));
        assertThat(executor.runNext()).isTrue();
        assertThat(ran).containsExactly("a");
        assertThat(executor.runNext()).isTrue();
        assertThat(executor.runNext()).isFalse();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void runNext_ofATaskThatThrows_throwsIt() {
        IllegalStateException failure = new IllegalStateException();
        executor.execute(() -> {
            throw failure;
        });
        assertThat(catchThrowable(executor::runNext)).isSameAs(failure);
        assertThat(executor.queued()).isZero();
    }

    @Test
    void runAll_withTasksThatQueueOthers_runsAll() {
        executor.execute(() -> executor.execute(() -> ran.add("inner")));
        executor.execute(() -> ran.add("outer"));
        assertThat(executor.runAll()).isEqualTo(3);
        assertThat(ran).containsExactly("outer", "inner");
        assertThat(executor.runAll()).isZero();
    }

    @Test
    void runAll_overTasksThatThrow_throwsAfterAllRan() {
        IllegalStateException first = new IllegalStateException("first");
        AssertionError second = new AssertionError("second");
        executor.execute(() -> {
            throw first;
        });
        executor.execute(() -> {
            throw second;
        });
        executor.execute(() -> ran.add("after"));
        assertThat(catchThrowable(executor::runAll)).isSameAs(first).hasSuppressedException(second);
        assertThat(ran).containsExactly("after");
    }

    @Test
    void execute_ofNull_refuses() {
        assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void execute_byManyThreads_losesNothing() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 5_000; i++) {
                            executor.execute(runs::incrementAndGet);
                            executor.runNext();
                        }
                    },
                    L1Tests.threads("executor-" + thread)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        executor.runAll();
        assertThat(runs).hasValue(20_000);
    }
}
