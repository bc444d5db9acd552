package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import methodcache.api.spi.ClusterSettings;
import org.junit.jupiter.api.Assumptions;

/** What the suites of a cluster's parts share. Each test uses a cache that nobody used before. */
interface ClusterTests {

    /** Longer than anything takes, but where a server has lost its mind. */
    int LIMIT_SECONDS = 20;

    /** How many stores or the like are made and closed in the search for threads that are left. */
    int CYCLES = 8;

    /** The limit of operations where they are to run into it, or fail before. */
    Duration BRIEF = Duration.ofSeconds(3);

    ClusterSettings settings(String cacheName);

    Optional<ServerOutage> outage();

    boolean isService();

    /** Runs a test that needs a say over the server, and brings the server back. */
    default void whileAway(Consumer<ServerOutage> test) {
        ServerOutage outage = outage().orElse(null);
        Assumptions.assumeTrue(outage != null, "the suite has no say over a server");
        if (outage != null) {
            try {
                test.accept(outage);
            } finally {
                outage.end();
            }
        }
    }

    /** Tries something until it works. */
    static void awaitWorks(Supplier<CompletionStage<?>> call) {
        Await.until(
                () -> {
                    CompletionStage<?> stage = call.get();
                    ended(stage);
                    return !stage.toCompletableFuture().isCompletedExceptionally();
                },
                () -> "still fails");
    }

    /** As settings() says, with another limit. */
    default ClusterSettings withTimeout(Duration timeout) {
        ClusterSettings known = settings(anyCache());
        return new ClusterSettings(known.cacheName(), timeout, known.options());
    }

    /** As settings() says, with an option more, which there isn't. */
    default ClusterSettings withUnknownOption() {
        ClusterSettings known = settings(anyCache());
        Map<String, String> options = new HashMap<>(known.options());
        options.put("no.such.option", "some-value");
        return new ClusterSettings(known.cacheName(), known.timeout(), options);
    }

    static String anyCache() {
        return "tck-" + UUID.randomUUID();
    }

    /** What a stage gives. */
    static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException never) {
            throw new AssertionError("not complete within " + LIMIT_SECONDS + " s", never);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Waits until a stage has completed or failed, which is the same to the test. */
    static void ended(CompletionStage<?> stage) {
        Await.until(() -> stage.toCompletableFuture().isDone(), () -> "neither complete nor failed: " + stage);
    }

    /** Waits until a stage has failed. */
    static void failed(CompletionStage<?> stage) {
        ended(stage);
        assertThat(stage.toCompletableFuture())
                .as("a stage that should have failed")
                .isCompletedExceptionally();
    }

    /** Waits until all have failed, so that limits run side by side. */
    static void failed(CompletionStage<?>... stages) {
        for (CompletionStage<?> stage : stages) {
            failed(stage);
        }
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Keys that differ in ways that are easily lost, with up to as many characters as there may be. */
    static List<String> strangeKeys() {
        List<String> keys = new ArrayList<>(List.of(
                "", " ", "  ", "a", "A", "a ", " a", "a\u0000", "\u0000", "a\n", "a\r\n", "a\tb", "a/b", "a\\b"));
        keys.addAll(
                List.of("a:b", "a::b", "a%3Ab", "a*", "a?", "[a]", "{a}", "'a'", "\"a\"", "--a", "$a", "#a", "a,b"));
        keys.addAll(List.of(
                "\u00e9", "e\u0301", "\u00df", "ss", "\u0130", "\u0131", "i", "\ufeffa", "\uffff", "\ud83d\ude00"));
        keys.addAll(List.of("null", "..", "a.b", "\u4e2d\u6587", "\u202ea", "a\u00a0", "NaN", "0", "00", "-0"));
        for (String filler : List.of("x", "\u00e9", "\u4e2d", "/", "\u0000")) {
            keys.add(filler.repeat(999) + "1");
            keys.add(filler.repeat(999) + "2");
            keys.add(filler.repeat(1_000));
        }
        return keys;
    }

    /** Opens, uses and closes something again and again, and finds it out when a thread is left each time. */
    static void assertNoThreadIsLeft(Runnable cycle) {
        cycle.run(); // what is shared by all, and stays, is made now
        Set<Thread> before = liveThreads();
        for (int i = 0; i < CYCLES; i++) {
            cycle.run();
        }
        Await.until(
                () -> liveThreads().stream()
                                .filter(thread -> !before.contains(thread))
                                .count()
                        < CYCLES,
                () -> "left behind by " + CYCLES + ": "
                        + liveThreads().stream()
                                .filter(thread -> !before.contains(thread))
                                .toList());
    }

    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !(thread instanceof ForkJoinWorkerThread worker
                        && worker.getPool() == ForkJoinPool.commonPool()))
                .collect(Collectors.toSet());
    }
}
