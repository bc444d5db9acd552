package methodcache.testkit;

import static methodcache.testkit.BackplaneTests.append;
import static methodcache.testkit.BackplaneTests.plus;
import static methodcache.testkit.BackplaneTests.read;
import static methodcache.testkit.BackplaneTests.readAll;
import static methodcache.testkit.ClusterTests.anyCache;
import static methodcache.testkit.ClusterTests.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import methodcache.api.spi.Backplane;
import methodcache.api.spi.Backplane.Extent;
import methodcache.api.spi.Backplane.Position;
import org.junit.jupiter.api.Test;

/** Several threads and several instances at one log. */
interface LogConcurrencyTests extends BackplaneTests {

    @Test
    default void append_bySeveral_takesEachPositionOnce() throws Exception {
        String cache = anyCache();
        Map<Position, String> events = new ConcurrentHashMap<>();
        try (Backplane one = open(cache);
                Backplane two = open(cache);
                Backplane three = open(cache)) {
            List<Backplane> logs = List.of(one, two, three);
            Position before = append(one, "before");
            Together.run(4, thread -> {
                Position last = before;
                for (int i = 0; i < 40; i++) {
                    String event = thread + "/" + i;
                    Position next = append(logs.get(thread % 3), event);
                    assertThat(next.number()).as("later than the one before").isGreaterThan(last.number());
                    assertThat(events.put(next, event)).as("two at %s", next).isNull();
                    last = next;
                }
            });
            List<String> inOrder = inOrder(before, events);
            assertThat(inOrder).hasSize(160);
            assertThat(done(two.extent()).last()).isEqualTo(before.number() + 160);
            for (Backplane log : logs) {
                assertThat(readAll(log, plus(before, 1), 33)).isEqualTo(inOrder);
            }
        }
    }

    /** The events at the positions after one, without gap, in one epoch. */
    private static List<String> inOrder(Position before, Map<Position, String> events) {
        Map<Long, String> byNumber = new TreeMap<>();
        events.forEach((position, event) -> {
            assertThat(position.epoch()).isEqualTo(before.epoch());
            byNumber.put(position.number(), event);
        });
        assertThat(byNumber.keySet())
                .containsExactlyElementsOf(LongStream.rangeClosed(before.number() + 1, before.number() + events.size())
                        .boxed()
                        .toList());
        return new ArrayList<>(byNumber.values());
    }

    @Test
    default void append_manyAtOnceFromOneThread_keepsAll() {
        try (Backplane log = open()) {
            Position before = append(log, "before");
            List<CompletionStage<Position>> stages = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                stages.add(log.append(("event-" + i).getBytes(StandardCharsets.UTF_8)));
            }
            Map<Position, String> events = new ConcurrentHashMap<>();
            for (int i = 0; i < 100; i++) {
                events.put(done(stages.get(i)), "event-" + i);
            }
            assertThat(events).hasSize(100);
            assertThat(readAll(log, plus(before, 1), 1_000)).isEqualTo(inOrder(before, events));
        }
    }

    @Test
    default void read_afterAnAppendOfAnother_seesIt() {
        String cache = anyCache();
        try (Backplane one = open(cache);
                Backplane other = open(cache)) {
            for (int i = 0; i < 60; i++) {
                Position position = append(i % 2 == 0 ? one : other, "" + i);
                Backplane reader = i % 2 == 0 ? other : one;
                assertThat(read(reader, position, 1)).containsExactly("" + i);
                assertThat(done(reader.extent()).last()).isEqualTo(position.number());
            }
        }
    }

    /** Each reads on while others append: all see one order, and no event twice or not at all. */
    @Test
    default void read_whileOthersAppend_seesOneOrder() throws Exception {
        String cache = anyCache();
        int events = 100;
        try (Backplane one = open(cache);
                Backplane other = open(cache)) {
            Position before = append(one, "before");
            Map<Integer, List<String>> seen = new ConcurrentHashMap<>();
            AtomicLong appended = new AtomicLong(before.number());
            Together.run(4, thread -> {
                Backplane log = thread % 2 == 0 ? one : other;
                if (thread < 2) {
                    for (int i = 0; i < events / 2; i++) {
                        long position = append(log, thread + "/" + i).number();
                        appended.accumulateAndGet(position, Math::max);
                    }
                } else {
                    seen.put(thread, readOn(log, before, events, appended));
                }
            });
            assertThat(seen.get(2)).isEqualTo(readAll(one, plus(before, 1), 1_000));
            assertThat(seen.get(3)).isEqualTo(seen.get(2));
            assertThat(new HashSet<>(seen.get(2))).hasSize(events);
        }
    }

    private static List<String> readOn(Backplane log, Position before, int events, AtomicLong appended) {
        List<String> all = new ArrayList<>();
        Await.until(
                () -> {
                    long complete = appended.get();
                    all.addAll(readAll(log, plus(before, 1 + all.size()), 10));
                    long readUpTo = before.number() + all.size();
                    assertThat(readUpTo).as("what was complete before is seen").isGreaterThanOrEqualTo(complete);
                    return all.size() >= events;
                },
                () -> "read " + all);
        return all;
    }

    /** An extent ends where the log did at some time during the call, or later. */
    @Test
    default void extent_whileOthersAppend_isNeverBehind() throws Exception {
        String cache = anyCache();
        try (Backplane one = open(cache);
                Backplane other = open(cache)) {
            long first = append(one, "before").number();
            AtomicLong appended = new AtomicLong(first);
            assertThat(done(other.extent()).last()).isEqualTo(first);
            Together.run(2, thread -> {
                if (thread == 0) {
                    for (int i = 0; i < 50; i++) {
                        appended.set(append(one, "" + i).number());
                    }
                } else {
                    Await.until(
                            () -> {
                                long complete = appended.get();
                                assertThat(done(other.extent()).last()).isGreaterThanOrEqualTo(complete);
                                return complete == first + 50;
                            },
                            () -> appended + " is the last");
                }
            });
        }
    }

    /** Several begin the epoch at once: it is one. */
    @Test
    default void extent_firstAskedForBySeveral_isOfOneEpoch() throws Exception {
        for (int round = 0; round < 5; round++) {
            String cache = anyCache();
            Set<String> epochs = ConcurrentHashMap.newKeySet();
            Set<Long> numbers = ConcurrentHashMap.newKeySet();
            Together.run(4, thread -> {
                try (Backplane log = open(cache)) {
                    epochs.add(done(log.extent()).epoch());
                    Position position = append(log, "" + thread);
                    epochs.add(position.epoch());
                    numbers.add(position.number());
                }
            });
            assertThat(epochs).hasSize(1);
            try (Backplane log = open(cache)) {
                Extent extent = done(log.extent());
                assertThat(extent.epoch()).isIn(epochs);
                assertThat(extent.last() - extent.first()).isEqualTo(3);
                assertThat(numbers).hasSize(4).contains(extent.first(), extent.last());
            }
        }
    }
}
