package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import methodcache.api.CacheLoadException;
import methodcache.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers of one key at the same time share one load. */
class FlightsTest {

    private static final int CALLERS = 6;

    private final Rig rig = new Rig();
    private final Door door = new Door();
    private final AtomicInteger loads = new AtomicInteger();

    private String load() throws InterruptedException {
        int number = loads.incrementAndGet();
        door.pass();
        return "value-" + number;
    }

    static Stream<Arguments> pairs() {
        List<Form> others = List.of(
                Form.KEYED, Form.KEYED_STAGE, Form.KEYED_ASYNC, Form.LAMBDA_LIMITED, Form.BULK, Form.BULK_STAGE);
        return Stream.of(Form.values()).flatMap(form -> others.stream().map(other -> Arguments.of(form, other)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void get_whileAnotherFormLoads_joinsItsLoad(Form leading, Form joining) {
        try (rig) {
            Caller leader = leading.begin(rig.cache, "k", this::load);
            door.awaitReached();
            List<Caller> joiners = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                joiners.add(joining.begin(rig.cache, "k", this::load).awaitWaiting());
            }
            assertThat(rig.stats().loadsInFlight()).isEqualTo(1);
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("value-1");
            joiners.forEach(joiner -> assertThat(Rig.value(joiner)).isEqualTo("value-1"));
            assertThat(loads).hasValue(1);
            rig.assertStatsAddUp(0);
            assertThat(rig.stats().joins()).isEqualTo(3);
            assertThat(rig.stats().misses()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hooks_joinedCalls_hearOneMissEach(Form form) {
        try (rig) {
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            Form.Words words = p -> p.onHit(context -> heard.add("hit")).onMiss(context -> heard.add("miss"));
            List<Caller> callers = new ArrayList<>();
            callers.add(form.begin(rig.cache, "k", this::load, words));
            door.awaitReached();
            for (int i = 1; i < CALLERS; i++) {
                callers.add(form.begin(rig.cache, "k", this::load, words).awaitWaiting());
            }
            door.open();
            callers.forEach(Rig::value);
            Await.until(() -> heard.size() >= CALLERS, () -> "heard " + heard);
            assertThat(heard).hasSize(CALLERS).containsOnly("miss");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void get_theJoinedLoadFails_everyWaiterGetsItsFailureAndNothingIsKept(Form leading, Form joining) {
        try (rig) {
            IllegalStateException failure = new IllegalStateException("broken");
            Form.Source broken = () -> {
                load();
                throw failure;
            };
            Caller leader = leading.begin(rig.cache, "k", broken);
            door.awaitReached();
            Caller joiner = joining.begin(rig.cache, "k", broken).awaitWaiting();
            door.open();
            assertThat(Rig.failure(leader)).isSameAs(failure);
            assertThat(Rig.failure(joiner)).isSameAs(failure);
            assertThat(loads).hasValue(1);
            assertThat(joining.get(rig.cache, "k", () -> "new")).isEqualTo("new");
            rig.assertStatsAddUp(0);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void get_theJoinedLoadFailsChecked_everyWaiterGetsItsOwnException(Form leading, Form joining) {
        try (rig) {
            IOException cause = new IOException("disk");
            Form.Source broken = () -> {
                load();
                throw cause;
            };
            Caller leader = leading.begin(rig.cache, "k", broken);
            door.awaitReached();
            Caller joiner = joining.begin(rig.cache, "k", broken).awaitWaiting();
            door.open();
            Throwable first = Rig.failure(leader);
            Throwable second = Rig.failure(joiner);
            assertThat(first).isInstanceOf(CacheLoadException.class).hasCause(cause);
            assertThat(second)
                    .isInstanceOf(CacheLoadException.class)
                    .hasCause(cause)
                    .isNotSameAs(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_nullFromAJoinedLoad_isTheAnswerOfAll(Form form) {
        try (rig) {
            Form.Source nothing = () -> {
                load();
                return null;
            };
            Caller leader = form.begin(rig.cache, "k", nothing);
            door.awaitReached();
            Caller joiner = form.begin(rig.cache, "k", nothing).awaitWaiting();
            door.open();
            assertThat(Rig.value(leader)).isNull();
            assertThat(Rig.value(joiner)).isNull();
            assertThat(loads).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_otherVersionInFlight_isNotJoined(Form form) {
        try (rig) {
            Caller old = form.begin(rig.cache, "k", this::load, p -> p.withVersion(1));
            door.awaitReached();
            assertThat(form.get(rig.cache, "k", () -> "new", p -> p.withVersion(2)))
                    .isEqualTo("new");
            door.open();
            assertThat(Rig.value(old)).isEqualTo("value-1");
            assertThat(form.get(rig.cache, "k", () -> "newer", p -> p.withVersion(2)))
                    .isEqualTo("new");
        }
    }

    @ParameterizedTest
    @EnumSource
    void when_saysNoWhileALoadIsInFlight_loadsByItself(Form form) {
        try (rig) {
            Caller leader = form.begin(rig.cache, "k", this::load);
            door.awaitReached();
            assertThat(form.get(rig.cache, "k", () -> "own", p -> p.when(context -> false)))
                    .isEqualTo("own");
            door.open();
            assertThat(Rig.value(leader)).isEqualTo("value-1");
            assertThat(rig.cache.tryGet("k").value()).isEqualTo("value-1");
        }
    }

    @Test
    void get_otherKeyInFlight_doesNotWait() {
        try (rig) {
            Caller leader = Form.KEYED.begin(rig.cache, "k", this::load);
            door.awaitReached();
            assertThat(Form.KEYED.get(rig.cache, "other", () -> "v")).isEqualTo("v");
            door.open();
            Rig.value(leader);
        }
    }

    @Test
    void get_wrongTypeFromAJoinedLoad_loadsByItself() {
        try (rig) {
            Caller leader = Form.KEYED.begin(rig.cache, "k", this::load);
            door.awaitReached();
            java.util.concurrent.CompletableFuture<Integer> typed =
                    rig.cache.getOrCreateAsync("k", Integer.class, methodcache.api.CacheLoader.blocking(context -> 7));
            door.open();
            assertThat(Rig.value(typed)).isEqualTo(7);
            assertThat(Rig.value(leader)).isEqualTo("value-1");
        }
    }
}
