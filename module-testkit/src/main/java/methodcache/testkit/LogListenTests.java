package methodcache.testkit;

import static methodcache.testkit.BackplaneTests.append;
import static methodcache.testkit.BackplaneTests.plus;
import static methodcache.testkit.BackplaneTests.read;
import static methodcache.testkit.ClusterTests.anyCache;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Position;
import org.junit.jupiter.api.Test;

/** Who listens hears of each append of another instance, soon; more calls are harmless. */
interface LogListenTests extends BackplaneTests {

    @Test
    default void listen_toAppendsOfAnother_isCalledAfterEach() {
        String cache = anyCache();
        try (Backplane one = open(cache);
                Backplane other = open(cache)) {
            AtomicInteger calls = new AtomicInteger();
            one.listen(calls::incrementAndGet);
            for (int i = 0; i < 5; i++) {
                int before = calls.get();
                append(other, "" + i);
                Await.until(() -> calls.get() > before, () -> "not called after an append, but " + before + " times");
            }
        }
    }

    /** What a listener is called for can be read by then or soon, from where the reader is. */
    @Test
    default void listen_andRead_seesAll() {
        String cache = anyCache();
        try (Backplane reader = open(cache);
                Backplane writer = open(cache)) {
            Position first = append(reader, "0");
            AtomicInteger calls = new AtomicInteger();
            reader.listen(calls::incrementAndGet);
            List<String> seen = new CopyOnWriteArrayList<>();
            for (int i = 1; i <= 5; i++) {
                int before = calls.get();
                append(writer, "" + i);
                Await.until(() -> calls.get() > before, () -> "not called");
                seen.addAll(read(reader, plus(first, 1 + seen.size()), 100));
            }
            assertThat(seen).containsExactly("1", "2", "3", "4", "5");
        }
    }

    @Test
    default void listen_ofSeveralInstances_callsAll() {
        String cache = anyCache();
        try (Backplane one = open(cache);
                Backplane two = open(cache);
                Backplane other = open(cache)) {
            AtomicInteger ones = new AtomicInteger();
            AtomicInteger twos = new AtomicInteger();
            one.listen(ones::incrementAndGet);
            two.listen(twos::incrementAndGet);
            int onesBefore = ones.get();
            int twosBefore = twos.get();
            append(other, "a");
            Await.until(() -> ones.get() > onesBefore && twos.get() > twosBefore, () -> ones + " and " + twos);
        }
    }

    @Test
    default void listen_calledAgain_tellsBoth() {
        String cache = anyCache();
        try (Backplane log = open(cache);
                Backplane other = open(cache)) {
            AtomicInteger ones = new AtomicInteger();
            AtomicInteger twos = new AtomicInteger();
            log.listen(ones::incrementAndGet);
            log.listen(twos::incrementAndGet);
            int onesBefore = ones.get();
            int twosBefore = twos.get();
            append(other, "a");
            Await.until(() -> ones.get() > onesBefore && twos.get() > twosBefore, () -> ones + " and " + twos);
        }
    }

    /** One that is closed mustn't take the calls of the others with it. */
    @Test
    default void listen_afterAnotherIsClosed_isStillCalled() {
        String cache = anyCache();
        try (Backplane one = open(cache);
                Backplane closed = open(cache);
                Backplane other = open(cache)) {
            AtomicInteger calls = new AtomicInteger();
            one.listen(calls::incrementAndGet);
            closed.listen(() -> {});
            append(other, "a");
            closed.close();
            Await.until(() -> calls.get() > 0, () -> "not called");
            int before = calls.get();
            append(other, "b");
            Await.until(() -> calls.get() > before, () -> "not called after another was closed");
        }
    }
}
