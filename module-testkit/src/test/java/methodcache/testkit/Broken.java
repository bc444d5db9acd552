package methodcache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A provider with a fault, and the test of the suite that finds it.
 *
 * @param fault what isn't right
 * @param provider the provider
 * @param foundBy the name of a test that fails
 * @param patience how long that test is waited for: one that would wait to its own limit of 20 s has failed when it does so for a while
 */
record Broken<P>(String fault, P provider, String foundBy, Duration patience) {

    private static final int AT_A_TIME = 6;

    /** What ends too early, or too often, isn't seen to do so where a busy machine looks too late. */
    private static final int TRIES = 3;

    private static final Duration ENDS = Duration.ofSeconds(60);
    private static final Duration HANGS = Duration.ofMillis(1_500);

    static <P> Broken<P> of(String fault, P provider, String foundBy) {
        return new Broken<>(fault, provider, foundBy, ENDS);
    }

    /** One whose test waits for what never comes. */
    static <P> Broken<P> hanging(String fault, P provider, String foundBy) {
        return new Broken<>(fault, provider, foundBy, HANGS);
    }

    /** Runs for each the test that must find its fault; several at a time, as some wait. */
    static <P> void assertAllAreFound(Stream<Broken<P>> all, Function<P, Object> suite) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Callable<Optional<String>>> runs = all.<Callable<Optional<String>>>map(
                            broken -> () -> broken.unlessFound(suite.apply(broken.provider())))
                    .toList();
            List<String> notFound = new ArrayList<>();
            for (Future<Optional<String>> run : threads.invokeAll(runs)) {
                run.get().ifPresent(notFound::add);
            }
            assertThat(notFound).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<String> unlessFound(Object suite) throws Exception {
        Method test = Arrays.stream(suite.getClass().getMethods())
                .filter(method -> method.getName().equals(foundBy))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < TRIES; i++) {
            FutureTask<Object> run = new FutureTask<>(() -> test.invoke(suite));
            Thread thread = new Thread(run, "broken");
            thread.setDaemon(true);
            thread.start();
            if (fails(run, thread)) {
                return Optional.empty();
            }
        }
        return Optional.of(foundBy + " doesn't find what " + fault);
    }

    private boolean fails(FutureTask<Object> run, Thread thread) throws InterruptedException {
        try {
            run.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException hangs) {
            thread.interrupt();
            return true;
        } catch (ExecutionException failed) {
            // What else goes wrong is a fault of the test of tests.
            assertThat(failed.getCause()).isInstanceOf(InvocationTargetException.class);
            assertThat(failed.getCause().getCause()).isNotInstanceOf(TestAbortedException.class);
            return true;
        }
    }

    @Override
    public String toString() {
        return fault;
    }
}
