package methodcache.provider.jackson;

import static methodcache.provider.jackson.Generators.JSON;
import static methodcache.provider.jackson.Generators.MSGPACK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import methodcache.provider.jackson.Beans.Filter;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** What the bytes are, as another reader of MessagePack sees them. */
class MessagePackTextTest {

    private static Value read(Object... arguments) throws IOException {
        byte[] bytes = Base64.getUrlDecoder().decode(MSGPACK.key(arguments));
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            Value value = unpacker.unpackValue();
            assertThat(unpacker.hasNext()).isFalse();
            return value;
        }
    }

    @Test
    void msgpack_readAgain_isAnArrayOfTheArguments() throws IOException {
        assertThat(read()).hasToString("[]");
        assertThat(read(null, true, "ä", 7L, 1.5, List.of("a"), Map.of("b", 2L)))
                .hasToString("[null,true,\"ä\",7,1.5,[\"a\"],{\"b\":2}]");
        assertThat(read(Set.of("b", "a"), new long[] {1, -1}, 1.5f))
                .hasToString("[{\"@set\":[\"a\",\"b\"]},{\"@long[]\":[1,-1]},1.5]");
        assertThat(read(new Filter("ada", 1)))
                .hasToString("[{\"@methodcache.provider.jackson.Beans$Filter\":{\"page\":1,\"text\":\"ada\"}}]");
    }

    @Test
    void ints_readAgain_areAnExtensionOfTheirShortestForm() throws IOException {
        for (int number : new int[] {0, -128, 127, 128, -32768, 32768, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            var extension = read(number).asArrayValue().get(0).asExtensionValue();
            assertThat(extension.getType()).isEqualTo(MessagePackForm.INT);
            assertThat(new BigInteger(extension.getData()).intValueExact()).isEqualTo(number);
        }
        assertThat(read(7).asArrayValue().get(0).asExtensionValue().getData()).hasSize(1);
    }

    @Test
    void texts_thatAreNoProperUnicode_stayApart() {
        assertThat(List.of(
                        MSGPACK.key("\ud800"),
                        MSGPACK.key("\udc00"),
                        MSGPACK.key("?"),
                        MSGPACK.key("\ufffd"),
                        MSGPACK.key("\udc00\ud800"),
                        MSGPACK.key("\ud800\udc00")))
                .doesNotHaveDuplicates();
        assertThat(MSGPACK.key(Map.of("\ud800", 1L))).isNotEqualTo(MSGPACK.key(Map.of("\udc00", 1L)));
    }

    @Test
    void numbers_inMessagePack_areShorterThanInJson() {
        List<Long> ids = LongStream.range(1_000_000, 1_000_100).boxed().toList();

        assertThat(MSGPACK.key(ids)).hasSizeLessThan(JSON.key(ids).length());
    }
}
