package methodcache.provider.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import methodcache.provider.jackson.Values.Blob;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What comes back equal. */
class RoundTripTest {

    @TestFactory
    Stream<DynamicTest> value_thereAndBack_isEqual() {
        return Stream.of(PlainCases.plain(), PlainCases.times(), ContainerCases.containers(), ObjectCases.objects())
                .flatMap(cases -> cases)
                .flatMap(each -> Stream.of(Codecs.values())
                        .map(codec ->
                                DynamicTest.dynamicTest(codec + " " + name(each), () -> thereAndBack(codec, each))));
    }

    private static String name(Case each) {
        String value = String.valueOf(each.value());
        return each.type().getTypeName().replaceAll("[a-z]+\\.", "") + " "
                + value.substring(0, Math.min(40, value.length()));
    }

    private static void thereAndBack(Codecs codec, Case each) throws Exception {
        Object back = codec.there(each.type(), each.value());

        if (each.value() instanceof Blob || each.value() instanceof Values.Bean) {
            assertThat(back).usingRecursiveComparison().isEqualTo(each.value());
            return;
        }
        assertThat(back).isEqualTo(each.value());
        if (each.value() instanceof Map<?, ?> map) {
            assertThat(((Map<?, ?>) back).keySet().toArray())
                    .containsExactly(map.keySet().toArray());
        }
        if (each.value() instanceof Set<?> set) {
            assertThat(((Set<?>) back).toArray()).containsExactly(set.toArray());
        }
    }
}
