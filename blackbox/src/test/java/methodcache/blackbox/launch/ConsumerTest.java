package methodcache.blackbox.launch;

import static methodcache.blackbox.launch.Launch.CLASS_PATH;
import static methodcache.blackbox.launch.Launch.MODULE_PATH;
import static methodcache.blackbox.launch.Launch.WITH_EHCACHE;
import static methodcache.blackbox.launch.Launch.WITH_JACKSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import methodcache.blackbox.launch.Jdk.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that knows nothing but {@code requires methodcache.api}, in a JVM of its own, on either path. */
class ConsumerTest {

    private static final String CHANGEABLE = "record that may change: ";
    private static final String REFUSED = "no identity: ";

    @TempDir
    static Path folder;

    private static Path classes;

    @BeforeAll
    static void compile() throws Exception {
        classes = folder.resolve("consumer");
        Jdk.compile(
                Path.of(System.getProperty("basedir", ""), "src/consumer/java"),
                classes,
                List.of(GivenModules.location("methodcache.api")));
    }

    @ParameterizedTest
    @EnumSource
    void tour_closedAtTheEnd_everyKindOfCallIsCachedAndTheJvmEnds(Launch launch) throws Exception {
        Outcome outcome = launch.consumer(classes, WITH_EHCACHE, "tour");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .filteredOn(line -> !line.startsWith(CHANGEABLE) && !line.startsWith(REFUSED))
                .containsExactly(
                        "in a module: " + (launch == MODULE_PATH),
                        "lambda: User[id=7, name=user 7], calls 1",
                        "lambda with a record: [User[id=1, name=ada]], calls 1",
                        "method reference: User[id=8, name=user 8], calls 1",
                        "the same of another instance: User[id=8, name=user 8], calls 0",
                        "the same, unbound: User[id=8, name=user 8], calls 0",
                        "record: [User[id=1, name=ada]], calls 1",
                        "another record: [User[id=2, name=ada]], calls 1",
                        "asynchronous: User[id=9, name=user 9], calls 1",
                        "keyed: User[id=9, name=user 9], calls 1",
                        "keyed and typed: [User[id=1, name=grace]], calls 1",
                        "found: true",
                        "found after invalidation: false",
                        "hits: 13",
                        "after close: CacheClosedException: cache \"consumer\" is closed: no call for \"user:9\" is served",
                        "threads left: []",
                        "done");
        assertThat(after(REFUSED, outcome))
                .startsWith("CacheKeyException: captured value 1 of consumer.Tour#")
                .contains("java.lang.Object has no value identity", "withKey(…)");
        if (launch == CLASS_PATH) {
            assertThat(after(CHANGEABLE, outcome)).isEqualTo("went through");
        }
    }

    @Test
    void tour_recordThatMayChangeInAClosedPackage_isRefusedWithARemedyThatHelps() throws Exception {
        Outcome closed = MODULE_PATH.consumer(classes, WITH_EHCACHE, "tour");
        Outcome opened = MODULE_PATH.consumer(
                classes, WITH_EHCACHE, "--add-opens=consumer/consumer.users=methodcache.core", "tour");

        assertThat(after(CHANGEABLE, closed))
                .startsWith("CacheKeyException: argument 1 of consumer.users.UserService#count")
                .contains("record consumer.users.Filter can't be read")
                .contains("let module consumer export or open package consumer.users to methodcache.core");
        assertThat(after(CHANGEABLE, opened)).isEqualTo("went through");
    }

    @ParameterizedTest
    @EnumSource
    void forget_neverClosed_theJvmEndsAllTheSame(Launch launch) throws Exception {
        Outcome outcome = launch.consumer(classes, WITH_EHCACHE, "forget");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).containsExactly("used: on the executor", "done");
    }

    @ParameterizedTest
    @EnumSource
    void keys_ofABeanInAnOpenPackage_areMadeByJackson(Launch launch) throws Exception {
        Outcome outcome = launch.consumer(
                classes, WITH_JACKSON, "--add-opens=" + opened(launch) + "=tools.jackson.databind", "keys");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).containsExactly("json: calls 2", "msgpack: calls 2", "done");
    }

    /** On the class path there is nothing to open; a package that everybody sees stands in. */
    private static String opened(Launch launch) {
        return launch == MODULE_PATH ? "consumer/consumer.users" : "java.base/java.lang";
    }

    @Test
    void keys_ofABeanInAClosedPackage_areRefusedWithWhatToOpen() throws Exception {
        Outcome outcome = MODULE_PATH.consumer(classes, WITH_JACKSON, "keys");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).hasSize(3);
        assertThat(outcome.out().get(0))
                .startsWith("json: CacheKeyException: argument 1 of consumer.users.UserService#match(")
                .contains(
                        "let module consumer open package consumer.users to tools.jackson.databind, or use withKey(…)");
    }

    @ParameterizedTest
    @EnumSource
    void keys_withoutTheirProvider_sayWhatToAdd(Launch launch) throws Exception {
        Outcome outcome = launch.consumer(classes, WITH_EHCACHE, "keys");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).hasSize(3);
        assertThat(outcome.out().subList(0, 2))
                .allMatch(line -> line.contains("CacheConfigurationException: withKeyGenerator(\"")
                        && line.endsWith("or add io.methodcache:methodcache-provider-jackson (module"
                                + " methodcache.provider.jackson)"));
    }

    @ParameterizedTest
    @EnumSource
    void build_noProvider_saysWhatToAdd(Launch launch) throws Exception {
        Outcome outcome = launch.consumer(classes, List.of("methodcache.api", "methodcache.core"), "build");

        assertThat(outcome.exit()).isOne();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains(
                        "methodcache.api.CacheConfigurationException: a cache needs an L1 provider; none is on the path: "
                                + "add io.methodcache:methodcache-provider-ehcache (module methodcache.provider.ehcache)");
    }

    @ParameterizedTest
    @EnumSource
    void build_noEngine_saysWhatToAdd(Launch launch) throws Exception {
        Outcome outcome = launch.consumer(classes, List.of("methodcache.api"), "build");

        assertThat(outcome.exit()).isOne();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("methodcache.api.CacheConfigurationException: the engine is not on the path: "
                        + "add io.methodcache:methodcache-core (module methodcache.core)");
    }

    private static String after(String mark, Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out().stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .findFirst()
                .orElseThrow();
    }
}
