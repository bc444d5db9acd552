package methodcache.blackbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import methodcache.api.MethodCache;
import methodcache.api.spi.ValueCodec;
import methodcache.api.spi.ValueCodecProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codecs that throw errors, as a class that is missing or a value that is too deep makes them: no call is hurt, and each is counted. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class BrokenCodecTest {

    /** A value that a codec has to know. */
    public record User(String name) {}

    /** What is thrown. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    enum Thrown {
        TOO_DEEP(() -> new StackOverflowError()),
        MISSING(() -> new NoClassDefFoundError("a/Missing")),
        UNCHECKED(() -> new IllegalStateException("not this one"));

        private final Supplier<Throwable> made;

        Thrown(Supplier<Throwable> made) {
            this.made = made;
        }
    }

    private final AtomicReference<@Nullable Thrown> encoding = new AtomicReference<>();
    private final AtomicReference<@Nullable Thrown> decoding = new AtomicReference<>();
    private final AtomicReference<@Nullable Thrown> fingerprinting = new AtomicReference<>();
    private final Nodes nodes = new Nodes(configuration -> configuration.codec(new Codecs()));

    @AfterEach
    void close() {
        nodes.close();
    }

    @SuppressWarnings("unchecked") // throws whatever it is
    private static <X extends Throwable> void throwIfSaid(AtomicReference<@Nullable Thrown> said) throws X {
        Thrown thrown = said.get();
        if (thrown != null) {
            throw (X) thrown.made.get();
        }
    }

    private final class Codecs implements ValueCodecProvider {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public ValueCodec create() {
            return new ValueCodec() {
                @Override
                public String fingerprint(Type type) {
                    BrokenCodecTest.<RuntimeException>throwIfSaid(fingerprinting);
                    return "f";
                }

                @Override
                public byte[] encode(Object value, Type type) {
                    BrokenCodecTest.<RuntimeException>throwIfSaid(encoding);
                    return ((User) value).name().getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public Object decode(byte[] payload, Type type) {
                    BrokenCodecTest.<RuntimeException>throwIfSaid(decoding);
                    return new User(new String(payload, StandardCharsets.UTF_8));
                }
            };
        }
    }

    private void loadAll(MethodCache cache) {
        User user = new User("Ada");
        assertThat(cache.getOrCreate("k", User.class, context -> user)).isEqualTo(user);
        assertThat(cache.getOrCreateAsync("stage", User.class, context -> CompletableFuture.completedFuture(user)))
                .isCompletedWithValue(user);
        assertThat(cache.getOrCreateMany(List.of("many"), User.class, (missing, context) -> Map.of("many", user)))
                .isEqualTo(Map.of("many", user));
        assertThat(cache.getOrCreateManyAsync(
                        List.of("many stage"),
                        User.class,
                        (missing, context) -> CompletableFuture.completedFuture(Map.of("many stage", user))))
                .isCompletedWithValue(Map.of("many stage", user));
        assertThat(cache.stats().loadsInFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void codec_thatThrowsWhileEncoding_hurtsNoCall(Thrown thrown) {
        encoding.set(thrown);
        MethodCache a = nodes.cache("a");
        loadAll(a);
        assertThat(a.stats().loads()).isEqualTo(4);
        assertThat(a.stats().l2Unwritten()).isEqualTo(4);
        a.put("put", new User("Eve"));
        assertThat(a.tryGet("put", User.class).value()).isEqualTo(new User("Eve"));
        assertThat(a.stats().l2Unwritten()).isEqualTo(5);
        encoding.set(null);
        assertThat(nodes.cache("b").tryGet("k", User.class).found()).isFalse();
        a.put("put", new User("Bob"));
        assertThat(nodes.cache("b").tryGet("put", User.class).value()).isEqualTo(new User("Bob"));
    }

    @ParameterizedTest
    @EnumSource
    void codec_thatThrowsWhileDecoding_hurtsNoCall(Thrown thrown) {
        loadAll(nodes.cache("a"));
        MethodCache b = nodes.cache("b");
        decoding.set(thrown);
        assertThat(b.tryGet("k", User.class).found()).isFalse();
        assertThat(b.stats().l2Failures()).isEqualTo(1);
        loadAll(b);
        assertThat(b.stats().loads()).isEqualTo(4);
        assertThat(b.stats().l2Failures()).isEqualTo(5);
        decoding.set(null);
        assertThat(nodes.cache("c").tryGet("k", User.class).found()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void codec_thatThrowsAtATypeItself_hurtsNoCall(Thrown thrown) {
        fingerprinting.set(thrown);
        MethodCache a = nodes.cache("a");
        loadAll(a);
        assertThat(a.stats().loads()).isEqualTo(4);
        loadAll(a);
        assertThat(a.stats().hits()).isEqualTo(4);
    }
}
