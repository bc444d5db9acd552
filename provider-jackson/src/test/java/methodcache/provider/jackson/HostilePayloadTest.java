package methodcache.provider.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import methodcache.provider.jackson.Codecs.Of;
import methodcache.provider.jackson.Values.Chain;
import methodcache.provider.jackson.Values.Color;
import methodcache.provider.jackson.Values.Everything;
import methodcache.provider.jackson.Values.Form;
import methodcache.provider.jackson.Values.Owner;
import methodcache.provider.jackson.Values.Page;
import methodcache.provider.jackson.Values.Pet;
import methodcache.provider.jackson.Values.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no encoder made: an exception, and nothing worse. */
@Tag("long")
class HostilePayloadTest {

    private static final User ADA = new User(1, "Ada", Color.GREEN);

    private static final Everything EVERYTHING = new Everything(
            true,
            (byte) 1,
            (short) 2,
            3,
            4,
            0.5f,
            -0.0,
            'x',
            5,
            new BigDecimal("1.50"),
            Instant.MAX,
            Optional.of("a"),
            OptionalInt.of(1),
            EnumSet.allOf(Color.class),
            new byte[] {1},
            new int[][] {{1}});

    private static final List<Type> TYPES = List.of(
            Everything.class,
            User.class,
            Chain.class,
            Pet.class,
            Form.class,
            Owner.class,
            String.class,
            byte[].class,
            int[].class,
            BigInteger.class,
            BigDecimal.class,
            Instant.class,
            new Of<List<String>>() {}.type(),
            new Of<Set<User>>() {}.type(),
            new Of<Map<String, List<User>>>() {}.type(),
            new Of<Page<User>>() {}.type(),
            User[].class);

    /** Only what may be caught is thrown. */
    private static void tryOut(Codecs codec, byte[] payload, Type type) {
        try {
            assertThat(codec.codec().decode(payload, type)).isNotNull();
        } catch (Exception expected) {
            assertThat(expected).isNotNull();
        }
    }

    private static void assertUnreadable(Codecs codec, byte[] payload, Type type) {
        assertThatThrownBy(() -> codec.codec().decode(payload, type)).isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @EnumSource
    void truncated_isAnException(Codecs codec) throws Exception {
        byte[] payload = codec.codec().encode(EVERYTHING, Everything.class);
        for (int length = 0; length < payload.length; length++) {
            assertUnreadable(codec, Arrays.copyOf(payload, length), Everything.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trailingBytes_areAnException(Codecs codec) throws Exception {
        byte[] payload = codec.codec().encode(ADA, User.class);
        for (int last = 0; last < 256; last++) {
            byte[] longer = Arrays.copyOf(payload, payload.length + 1);
            longer[payload.length] = (byte) last;
            assertUnreadable(codec, longer, User.class);
        }
        byte[] twice = Arrays.copyOf(payload, payload.length * 2);
        System.arraycopy(payload, 0, twice, payload.length, payload.length);
        assertUnreadable(codec, twice, User.class);
    }

    @ParameterizedTest
    @EnumSource
    void randomBytes_areNoError(Codecs codec) {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            tryOut(codec, payload, TYPES.get(i % TYPES.size()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void changedBytes_areNoError(Codecs codec) throws Exception {
        byte[] payload = codec.codec().encode(EVERYTHING, Everything.class);
        for (int at = 0; at < payload.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = payload.clone();
                changed[at] = (byte) value;
                tryOut(codec, changed, Everything.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{\"a\":", "{\"next\":", "[[", "{\"@type\":\"Values$Dog\",\"friend\":", "{\"items\":["})
    void deepNestingInJson_isAnException(String opening) {
        byte[] payload = opening.repeat(500_000).getBytes(UTF_8);
        for (Type type : TYPES) {
            assertUnreadable(Codecs.JSON, payload, type);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"81", "9f", "a16161", "bf6161", "a1646e657874", "c1", "5f", "7f", "d90100", "a1656974656d7381"})
    void deepNestingInCbor_isAnException(String opening) {
        byte[] payload = HexFormat.of().parseHex(opening.repeat(200_000));
        for (Type type : TYPES) {
            assertUnreadable(Codecs.CBOR, payload, type);
        }
    }

    @Test
    void hugeLengthsInCbor_areAnException() {
        for (String start : List.of(
                "5b",
                "7b",
                "9b",
                "bb",
                "c25b",
                "c35b",
                "c482005b",
                "c4821b",
                "d9010081",
                "a1626e616d657b",
                "a16562797465735b",
                "a1635f5f",
                "a17b",
                "a15b",
                "816a",
                "815b",
                "817b",
                "819b",
                "5f5b",
                "7f7b")) {
            for (String length :
                    List.of("7fffffffffffffff", "ffffffffffffffff", "000000007fffffff", "0000000040000000")) {
                byte[] payload = HexFormat.of().parseHex(start + length + "616263");
                for (Type type : TYPES) {
                    assertUnreadable(Codecs.CBOR, payload, type);
                }
            }
        }
    }

    @Test
    void hugeNumbersInJson_areNoError() {
        for (String number :
                List.of("1e1000000000", "-1e-1000000000", "9".repeat(1_000_000), "0." + "9".repeat(1_000_000))) {
            for (Type type : TYPES) {
                if (type != BigDecimal.class && type != Instant.class) {
                    assertUnreadable(Codecs.JSON, number.getBytes(UTF_8), type);
                }
                tryOut(Codecs.JSON, number.getBytes(UTF_8), type);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                " ",
                "{}",
                "[]",
                "\"\"",
                "7",
                "{\"id\":1,\"name\":\"a\"}",
                "{\"id\":1,\"name\":\"a\",\"color\":\"RED\",\"more\":1}",
                "{\"id\":1,\"name\":\"a\",\"color\":\"RED\",\"@class\":\"java.lang.Thread\"}",
                "{\"@class\":\"java.lang.Thread\"}",
                "[\"java.lang.Thread\",{}]",
                "{\"id\":\"1\",\"name\":\"a\",\"color\":\"RED\"}",
                "{\"id\":1.5,\"name\":\"a\",\"color\":\"RED\"}",
                "{\"id\":1.0,\"name\":\"a\",\"color\":\"RED\"}",
                "{\"id\":null,\"name\":\"a\",\"color\":\"RED\"}",
                "{\"id\":true,\"name\":\"a\",\"color\":\"RED\"}",
                "{\"id\":99999999999999999999,\"name\":\"a\",\"color\":\"RED\"}",
                "{\"id\":1,\"name\":5,\"color\":\"RED\"}",
                "{\"id\":1,\"name\":{},\"color\":\"RED\"}",
                "{\"id\":1,\"name\":[\"a\"],\"color\":\"RED\"}",
                "{\"id\":1,\"name\":\"a\",\"color\":\"BLUE\"}",
                "{\"id\":1,\"name\":\"a\",\"color\":\"red\"}",
                "{\"id\":1,\"name\":\"a\",\"color\":\"\"}",
                "{\"id\":1,\"name\":\"a\",\"color\":0}",
                "{\"id\":1,\"name\":\"a\",\"color\":\"0\"}"
            })
    void otherJson_isAnException(String json) {
        assertUnreadable(Codecs.JSON, json.getBytes(UTF_8), User.class);
    }

    @Test
    void subtypeThatIsNone_isAnException() {
        Stream.of(
                        "Thread",
                        "java.lang.Thread",
                        "Values$User",
                        "Values$Circle",
                        "methodcache.provider.jackson.Values$Cat",
                        "")
                .map(name -> "{\"@type\":\"" + name + "\",\"name\":\"a\"}")
                .forEach(json -> assertUnreadable(Codecs.JSON, json.getBytes(UTF_8), Pet.class));
        assertUnreadable(Codecs.JSON, "{\"name\":\"a\"}".getBytes(UTF_8), Pet.class);
    }
}
