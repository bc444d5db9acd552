package methodcache.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import methodcache.api.Invalidation;
import methodcache.api.MethodCache;
import methodcache.api.policy.PolicyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules that made simpler designs of invalidation serve something stale, hang or grow. Where each is tested on one node; between nodes
 * all are in the {@code Cluster…HistoriesTest} of the package {@code cluster}, and with a real server in {@code jvms.IgniteHistoriesTest}:
 *
 * <table>
 * <caption>Histories</caption>
 * <tr><th>history</th><th>on one node</th></tr>
 * <tr><td>1 One number for two clocks</td><td>is for nodes</td></tr>
 * <tr><td>2 A number visible too early</td><td>{@link #number_whileItsEventIsHalfApplied_isNotVisible}; the log's half
 *     is for nodes</td></tr>
 * <tr><td>3 Lost memory</td><td>is for nodes</td></tr>
 * <tr><td>4 Dead number</td><td>is for nodes</td></tr>
 * <tr><td>5 Emptied during a load</td><td>{@link InvalidationRaceTest#event_duringALoad_nobodyCallsAgain_nothingIsKept}; the
 *     second layer's half is for nodes</td></tr>
 * <tr><td>6 Late cells</td><td>{@link #event_onWhatNobodyIsLinkedToYet_reachesTheLoadInFlight},
 *     {@link TagsTest#event_duringALoadWhoseValueSaysItsTags_isNotKept}; promotion is for nodes</td></tr>
 * <tr><td>7 Put and late writes</td><td>{@link InvalidationRaceTest#put_duringALoad_wins},
 *     {@link InvalidationRaceTest#put_ofNullDuringALoad_isAnEventToo}; late writes to a server are for nodes</td></tr>
 * <tr><td>8 Memory</td><td>{@link BoundsTest}, {@link MemoryTest}</td></tr>
 * <tr><td>9 Prefix against publication</td><td>{@link #broadEvent_whileAFlightIsPublishing_reachesIt},
 *     {@link InvalidationRaceTest#event_duringALoad_itsCallersGetTheValueButItIsNotKept}</td></tr>
 * <tr><td>10 Cascade</td><td>{@link DependenciesTest#edge_outlivesItsEntry},
 *     {@link #edge_thatAppearsAfterTheChildsChildWasStored_leadsToIt},
 *     {@link #edge_thatAppearsWhileTheChildsChildIsLoaded_leadsToIt}; the rest is for nodes</td></tr>
 * <tr><td>11 Flights in a circle</td><td>{@link CirclesTest}</td></tr>
 * <tr><td>12 Two builds in a rolling deploy</td><td>is for nodes</td></tr>
 * <tr><td>13 Shared exceptions</td><td>{@link #exception_sharedByManyThreads_collectsNothing},
 *     {@link MemoryTest#loads_thatFail_leaveNoFlight}</td></tr>
 * <tr><td>14 Receivers</td><td>{@link #receivers_ofOneClass_areApart}; texts of keys in the tests of the engine's key
 *     package; proxies on two nodes are for nodes</td></tr>
 * <tr><td>15 Before the commit</td><td>{@link CollectTest#invalidation_beforeTheCommit_wouldKeepTheOldRow_collectedItDoesNot},
 *     {@link CollectTest#grace_loadsTooSoonAfterAnEvent_areServedAndNotKept}</td></tr>
 * </table>
 */
class HistoriesTest {

    private static final Duration SWEEPS = Duration.ofMinutes(1);

    private final DoorStoreProvider doors = new DoorStoreProvider();
    private final Rig rig = new Rig(c -> c.l1(doors, l1 -> l1.maximumEntries(1_000)));
    private final MethodCache cache = rig.cache;

    @AfterEach
    void close() {
        rig.close();
    }

    private boolean cached(String key) {
        return cache.tryGet(key).found();
    }

    // ---------------------------------------------------------------- 2

    static Stream<Arguments> halves() {
        return Stream.of(
                Arguments.of(Invalidation.keys("Q"), words("a parent", p -> p.dependsOn("Q"))),
                Arguments.of(Invalidation.prefix("Q"), words("a parent", p -> p.dependsOn("Q"))),
                Arguments.of(Invalidation.prefix("Q"), words("a prefix", p -> p.dependsOnPrefix("Q"))),
                Arguments.of(Invalidation.tags("t"), words("a tag", p -> p.withTags("t"))),
                Arguments.of(Invalidation.allTags("t"), words("a tag", p -> p.withTags("t"))),
                Arguments.of(Invalidation.tagPattern("t*"), words("a tag", p -> p.withTags("t"))));
    }

    private static Named<Form.Words> words(String name, Form.Words words) {
        return Named.of(name, words);
    }

    /**
     * An event names x and Q, and has raised x only. Now P is loaded, and its loader reads Q from the cache, where it is still
     * valid. The event goes on with Q. If P's load had been stamped with the number of that event, P would be stale for life.
     */
    @ParameterizedTest
    @MethodSource("halves")
    void number_whileItsEventIsHalfApplied_isNotVisible(Invalidation half, Form.Words words) {
        AtomicReference<String> row = new AtomicReference<>("old");
        cache.getOrCreate("Q", context -> row.get(), p -> p.withTags("t"));
        cache.getOrCreate("known before", context -> "what P depends on", words);
        row.set("new");
        Door afterX = doors.atNextRemoval("x");
        Caller event =
                Caller.blocking(() -> "" + cache.invalidate(Invalidation.together(Invalidation.keys("x"), half)));
        afterX.awaitReached();
        String read = cache.getOrCreate("P", context -> cache.getOrCreate("Q", inner -> row.get()), words);
        assertThat(read).as("Q is still valid").isEqualTo("old");
        afterX.open();
        Rig.value(event);
        assertThat(List.of(cached("P"), cached("Q"))).containsExactly(false, false);
    }

    // ---------------------------------------------------------------- 6

    static Stream<Arguments> formsAndLinks() {
        List<Invalidation> events = List.of(
                Invalidation.tags("user:12"),
                Invalidation.allTags("users", "user:12"),
                Invalidation.tagPattern("user:*"),
                Invalidation.keys("parent"),
                Invalidation.prefix("par"),
                Invalidation.keys("row:7"),
                Invalidation.prefix("ro"),
                Invalidation.prefix("row:7"),
                Invalidation.tags("team:1"),
                Invalidation.tagPattern("*:1"));
        Consumer<PolicyBuilder<?>> links = p -> p.withTags("users", "user:12")
                .dependsOn("parent")
                .dependsOnPrefix("row:")
                .dependsOnTag("team:*");
        Named<Form.Words> byCall = words("said by the call", links::accept);
        Named<Form.Words> byValue =
                words("said by the value", p -> p.withPolicyFromValue((value, own) -> links.accept(own)));
        return Stream.of(Form.KEYED, Form.KEYED_STAGE, Form.LAMBDA_ASYNC, Form.BULK)
                .flatMap(form -> Stream.of(byCall, byValue)
                        .flatMap(words -> events.stream().map(event -> Arguments.of(form, words, event))));
    }

    /**
     * A load of k begins. An event covers what k will be linked to, which no entry is linked to yet; sweeps come by and forget what
     * everybody has seen. The load ends.
     */
    @ParameterizedTest
    @MethodSource("formsAndLinks")
    void event_onWhatNobodyIsLinkedToYet_reachesTheLoadInFlight(Form form, Form.Words words, Invalidation event) {
        cache.put("other", "v");
        Door door = new Door();
        Caller leader = form.begin(
                cache,
                "k",
                () -> {
                    door.passStubbornly();
                    return "old";
                },
                words);
        door.awaitReached();
        cache.invalidate(event);
        rig.clock.advance(SWEEPS);
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("old");
        assertThat(cached("k")).isFalse();
        assertThat(cached("other")).isTrue();
    }

    // ---------------------------------------------------------------- 9

    static List<Invalidation> broadEvents() {
        return List.of(
                Invalidation.prefix("k:"),
                Invalidation.prefix("k:1"),
                Invalidation.tags("t"),
                Invalidation.allTags("t", "u"),
                Invalidation.tagPattern("?"),
                Invalidation.keys("parent"),
                Invalidation.prefix("par"),
                Invalidation.all());
    }

    /**
     * A flight of k:1 has been found valid and is about to be put into L1. A broad event is applied and returns; it hasn't met k:1,
     * neither as an entry nor later as a flight. Then the put lands, before or after a sweep.
     */
    @ParameterizedTest
    @MethodSource("broadEvents")
    void broadEvent_whileAFlightIsPublishing_reachesIt(Invalidation event) {
        for (Duration sweeps : List.of(Duration.ZERO, SWEEPS)) {
            cache.put("other", "v");
            Door beforeThePut = doors.atNextPut("k:1");
            Caller leader = Form.KEYED.begin(
                    cache, "k:1", () -> "old", p -> p.withTags("t", "u").dependsOn("parent"));
            beforeThePut.awaitReached();
            cache.invalidate(event);
            rig.clock.advance(sweeps);
            beforeThePut.open();
            assertThat(Rig.value(leader)).isEqualTo("old");
            assertThat(cached("k:1")).isFalse();
        }
    }

    // ---------------------------------------------------------------- 10

    static List<Invalidation> rootEvents() {
        return List.of(
                Invalidation.keys("c0"),
                Invalidation.prefix("c0"),
                Invalidation.tags("t"),
                Invalidation.tagPattern("t"));
    }

    /** Each of c3 → c2 → c1 → c0 is stored in some order, so that edges appear above what is there already. Then c0 goes. */
    @ParameterizedTest
    @MethodSource("rootEvents")
    void edge_thatAppearsAfterTheChildsChildWasStored_leadsToIt(Invalidation event) {
        List<List<String>> orders = List.of(
                List.of("c3", "c2", "c1"),
                List.of("c3", "c1", "c2"),
                List.of("c2", "c3", "c1"),
                List.of("c2", "c1", "c3"),
                List.of("c1", "c3", "c2"),
                List.of("c1", "c2", "c3"));
        for (List<String> order : orders) {
            order.forEach(this::loadLinked);
            cache.invalidate(event);
            assertThat(order).as("%s, then %s", order, event).noneMatch(this::cached);
            order.forEach(this::loadLinked);
            order.forEach(this::loadLinked);
            assertThat(order).as("known edges keep nobody out").allMatch(this::cached);
            cache.invalidate(event);
            assertThat(order).as("again, %s, then %s", order, event).noneMatch(this::cached);
            cache.invalidateAll();
        }
    }

    private void loadLinked(String key) {
        String parent = "c" + (key.charAt(1) - '1');
        cache.getOrCreate(key, context -> key, p -> {
            p.dependsOn(parent);
            if (key.equals("c1")) {
                p.withTags("t");
            }
        });
    }

    /** c3 is being loaded and depends on c2, which is there. c2 and c1 get their edges, c0 goes, c3's load ends. */
    @ParameterizedTest
    @MethodSource("rootEvents")
    void edge_thatAppearsWhileTheChildsChildIsLoaded_leadsToIt(Invalidation event) {
        cache.getOrCreate("c2", context -> "without an edge");
        Door door = new Door();
        Caller leader = Form.KEYED.begin(
                cache,
                "c3",
                () -> {
                    door.passStubbornly();
                    return "old";
                },
                p -> p.dependsOn("c2"));
        door.awaitReached();
        cache.cache(() -> "c2").withKey("c2").dependsOn("c1").refresh();
        loadLinked("c1");
        cache.invalidate(event);
        rig.clock.advance(SWEEPS);
        door.open();
        assertThat(Rig.value(leader)).isEqualTo("old");
        assertThat(List.of(cached("c1"), cached("c2"), cached("c3"))).containsExactly(false, false, false);
    }

    // ---------------------------------------------------------------- 13

    static Stream<Arguments> formsAndFailures() {
        return Stream.of(Form.values())
                .flatMap(form -> Stream.of(
                                new IllegalStateException("broken"),
                                new IOException("broken"),
                                new LinkageError("broken"))
                        .map(failure -> Arguments.of(form, failure)));
    }

    /** One exception is all that a broken source throws, to leaders and joiners on many threads. */
    @ParameterizedTest
    @MethodSource("formsAndFailures")
    void exception_sharedByManyThreads_collectsNothing(Form form, Throwable shared) {
        StackTraceElement[] trace = shared.getStackTrace();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(Caller.blocking(() -> {
                for (int n = 0; n < 25; n++) {
                    Rig.failure(form.begin(cache, "k" + n % 3, () -> {
                        throw Rig.<RuntimeException>sneaky(shared);
                    }));
                }
                return "done";
            }));
        }
        assertThat(callers).extracting(Rig::value).containsOnly("done");
        assertThat(shared.getSuppressed()).isEmpty();
        assertThat(shared.getCause()).isNull();
        assertThat(shared.getStackTrace()).isEqualTo(trace);
        rig.assertStatsAddUp(0);
    }

    // ---------------------------------------------------------------- 14

    interface Finder {
        String find(long id);
    }

    record Tenant(String name) implements Finder {
        @Override
        public String find(long id) {
            return name + id;
        }
    }

    /** One class, one method, one argument; two tenants. And two proxies, whose classes have names like {@code $Proxy7}. */
    @Test
    void receivers_ofOneClass_areApart() {
        for (String name : List.of("x", "y", "x")) {
            assertThat(cache.call(new Tenant(name)::find, 1L).execute()).isEqualTo(name + 1);
            assertThat(cache.call(Finder::find, (Finder) new Tenant(name), 1L).execute())
                    .isEqualTo(name + 1);
            Finder tenant = new Tenant(name);
            assertThat(cache.cache(() -> tenant.find(1)).execute()).isEqualTo(name + 1);
            Finder proxy = proxy(name);
            assertThat(cache.call(Finder::find, proxy, 1L).execute()).isEqualTo("proxy of " + name);
            assertThat(cache.call(proxy::find, 1L).execute()).isEqualTo("proxy of " + name);
        }
    }

    private static Finder proxy(String name) {
        return (Finder) Proxy.newProxyInstance(
                Finder.class.getClassLoader(),
                new Class<?>[] {Finder.class},
                (proxy, method, arguments) -> "proxy of " + name);
    }
}
