package methodcache.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import methodcache.api.configuration.ServiceCall;
import methodcache.core.key.MethodId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MethodRecorderTest {

    interface Repository<T, K> {
        T find(K key);
    }

    /** Package-private, with every sort of method. */
    interface Users extends Repository<String, Long> {
        String find(long id);

        String find(long id, String locale);

        int count();

        boolean exists(long id);

        double weight();

        void touch(List<String> ids);

        String[] names(int... ids);

        CompletableFuture<String> findAsync(long id);

        String failing() throws Exception;

        default String upper(long id) {
            throw new AssertionError("a default method ran");
        }

        static String none() {
            return "";
        }
    }

    private static ServiceCall<Users, Object> call(ServiceCall<Users, Object> call) {
        return call;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // there is none
    static Stream<Arguments> calls() {
        return Stream.of(
                arguments(call(s -> s.find(0L)), "find(long)"),
                arguments(call(s -> s.find(Long.valueOf(0))), "find(Object)"),
                arguments(call(s -> s.find(0L, "")), "find(long, String)"),
                arguments(call(s -> s.count()), "count()"),
                arguments(call(s -> s.exists(0)), "exists(long)"),
                arguments(call(s -> s.weight()), "weight()"),
                arguments(call(s -> s.names(1, 2)), "names(int[])"),
                arguments(call(s -> s.findAsync(0)), "findAsync(long)"),
                arguments(call(s -> s.failing()), "failing()"),
                arguments(call(s -> s.upper(0)), "upper(long)"),
                arguments(
                        call(s -> {
                            s.touch(null);
                            return null;
                        }),
                        "touch(List)"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void record_oneCall_isThatMethod(ServiceCall<Users, Object> call, String method) {
        assertThat(MethodRecorder.shown(Users.class, MethodRecorder.record(Users.class, call)))
                .isEqualTo("Users." + method);
    }

    @Test
    void id_inheritedMethod_belongsToTheDeclaredService() {
        MethodId id = MethodRecorder.id(Users.class, s -> s.find(Long.valueOf(0)));

        assertThat(id.owner()).isEqualTo(Users.class);
        assertThat(id.name()).isEqualTo("find");
        assertThat(id).isNotEqualTo(MethodRecorder.id(Users.class, s -> s.find(0L)));
        assertThat(id).isEqualTo(MethodRecorder.id(Users.class, s -> s.find(null)));
    }

    @Test
    void record_publicInterfaceOfTheJdk_isRecorded() {
        assertThat(MethodRecorder.record(CharSequence.class, s -> s.length()).getName())
                .isEqualTo("length");
    }

    static Stream<Arguments> refused() {
        String start = "a lambda must name one method of Users by calling it and nothing else, as in s -> s.count(…): ";
        return Stream.of(
                arguments(call(s -> null), start + "it called none; a static method can't be named"),
                arguments(call(s -> Users.none()), start + "it called none; a static method can't be named"),
                arguments(call(s -> s.find(1L) + s.count()), start + "it called Users.find(long) and Users.count()"),
                arguments(call(s -> s.toString()), start + "it called toString(), which every object has"),
                arguments(call(s -> s.hashCode()), start + "it called hashCode(), which every object has"),
                arguments(
                        call(s -> {
                            throw new IllegalStateException("mine");
                        }),
                        start + "it threw java.lang.IllegalStateException: mine"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void record_notOneCall_isRefused(ServiceCall<Users, Object> call, String message) {
        assertThatThrownBy(() -> MethodRecorder.record(Users.class, call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void record_resultIsUsed_isRefusedWithWhatItCalled() {
        assertThatThrownBy(
                        () -> MethodRecorder.record(Users.class, s -> s.find(0L).length()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it threw java.lang.NullPointerException")
                .hasMessageEndingWith("after it called Users.find(long)")
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void record_class_isRefused() {
        assertThatThrownBy(() -> MethodRecorder.record(Object.class, s -> s.hashCode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "java.lang.Object is no interface: only an interface's methods can be named by calling them");
    }
}
