package methodcache.blackbox.jvms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import methodcache.testkit.ignite.IgniteServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three applications on two Ignite nodes, thousands of reads and changes, while one node is killed and started again, both are frozen, and
 * at last the whole cluster is started anew and empty. Then all that happened is gone through.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("jvms")
class ApplicationsTest {

    /** How long each state of the cluster lasts. */
    private static final Duration STATE = Duration.ofSeconds(4);

    /** How long both Ignite nodes stand still. */
    private static final Duration FROZEN = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private record Running(String name, Process process, Path written, Path output) {}

    @Test
    void applications_onAClusterThatFails_readNothingStaleAndNoCallFails() throws IOException, InterruptedException {
        List<Checker.Outage> outages = new ArrayList<>();
        List<Done> all = new ArrayList<>();
        long began;
        long warm;
        long wellUntil;
        long frozen;
        long thawed;
        try (IgniteServer first = IgniteServer.start();
                IgniteServer second = first.startAnother()) {
            String addresses = first.address() + "," + second.address();
            List<Running> running = new ArrayList<>();
            try {
                for (String name : List.of("A", "B", "C")) {
                    running.add(start(name, addresses));
                }
                began = System.nanoTime();
                pause(STATE);
                warm = System.nanoTime();
                pause(STATE);
                wellUntil = System.nanoTime();
                second.kill();
                pause(STATE);
                second.restart();
                outages.add(new Checker.Outage(wellUntil, System.nanoTime()));
                pause(STATE);
                frozen = System.nanoTime();
                first.freeze();
                second.freeze();
                pause(FROZEN);
                first.thaw();
                second.thaw();
                thawed = System.nanoTime();
                outages.add(new Checker.Outage(frozen, thawed));
                pause(STATE);
                long emptied = System.nanoTime();
                first.kill();
                second.kill();
                first.restart();
                second.restart();
                outages.add(new Checker.Outage(emptied, System.nanoTime()));
                pause(STATE);
                pause(STATE);
                Files.createFile(stop());
                for (Running one : running) {
                    all.addAll(end(one));
                }
            } finally {
                running.forEach(one -> one.process.destroyForcibly());
            }
        }
        Checker checker = new Checker(all);
        System.out.printf(
                "%d reads, %d changes, %d loads, %d of them under a lock; 99 %% of reads within %d ms, of rows under a lock"
                        + " %d ms, while frozen %d ms%n",
                checker.reads(),
                checker.changes(),
                checker.loads(),
                checker.loadsUnderALock(),
                checker.quantile(0.99, row -> row < Application.LOCKED, warm, wellUntil)
                        .toMillis(),
                checker.quantile(0.99, row -> row >= Application.LOCKED, warm, wellUntil)
                        .toMillis(),
                checker.quantile(0.99, row -> true, frozen, thawed).toMillis());
        checker.assertNothingStaleOnItsOwnNode();
        checker.assertNothingStaleAnywhere(outages);
        checker.assertOneLoadUnderALock(began, wellUntil);
        assertThat(checker.loadsUnderALock()).isPositive();
        assertThat(checker.quantile(0.99, row -> true, frozen, thawed))
                .as("what callers wait while Ignite stands still")
                .isLessThan(Application.LIMIT.plus(Application.LOADER));
        assertThat(checker.reads()).isGreaterThan(1_000);
    }

    /** Lets the applications work. */
    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private Path stop() {
        return folder.resolve("stop");
    }

    private Running start(String name, String addresses) throws IOException {
        Path written = folder.resolve(name + ".done");
        Path output = folder.resolve(name + ".out");
        Process process = Jvm.start(
                output,
                Application.class,
                name,
                addresses,
                folder.resolve("database").toString(),
                written.toString(),
                stop().toString());
        return new Running(name, process, written, output);
    }

    private static List<Done> end(Running one) throws IOException, InterruptedException {
        boolean ended = one.process.waitFor(60, TimeUnit.SECONDS);
        String output = Files.readString(one.output);
        assertThat(ended).as("%s has ended; it said %s", one.name, output).isTrue();
        assertThat(one.process.exitValue()).as("%s said %s", one.name, output).isZero();
        System.out.println(
                output.lines().reduce("", (before, line) -> line.startsWith(one.name + " ") ? line : before));
        assertThat(output).as("no call of %s has failed", one.name).doesNotContain("Exception in thread");
        return Files.readAllLines(one.written).stream().map(Done::of).toList();
    }
}
