package methodcache.provider.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import methodcache.provider.jackson.Beans.Color;
import methodcache.provider.jackson.Beans.Filter;
import methodcache.provider.jackson.Beans.Masked;
import methodcache.provider.jackson.Beans.Open;
import methodcache.provider.jackson.Beans.Other;
import methodcache.provider.jackson.Beans.Pair;
import methodcache.provider.jackson.Beans.SameFilter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arguments that plain JSON would confuse. */
class DistinctTest {

    @ParameterizedTest
    @EnumSource
    void argumentLists_ofOtherShape_differ(Generators generator) {
        assertThat(List.of(
                        generator.key(),
                        generator.key((Object) null),
                        generator.key("null"),
                        generator.key(""),
                        generator.key(null, null),
                        generator.key(List.of()),
                        generator.key(List.of(List.of())),
                        generator.key(Collections.singletonList(null)),
                        generator.key(List.of("a", "b")),
                        generator.key("a", "b"),
                        generator.key("a,b"),
                        generator.key("a\",\"b"),
                        generator.key(List.of("a"), "b"),
                        generator.key("a", List.of("b"))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void values_ofOtherType_differ(Generators generator) {
        LocalDate date = LocalDate.of(2026, 11, 22);
        assertThat(List.of(
                        generator.key(1L),
                        generator.key(1),
                        generator.key((short) 1),
                        generator.key((byte) 1),
                        generator.key(1.0),
                        generator.key(1.0f),
                        generator.key('1'),
                        generator.key("1"),
                        generator.key(new BigDecimal("1")),
                        generator.key(new BigDecimal("1.0")),
                        generator.key(true),
                        generator.key("true"),
                        generator.key(0.0),
                        generator.key(-0.0),
                        generator.key(Double.NaN),
                        generator.key("NaN"),
                        generator.key(date),
                        generator.key(date.toString()),
                        generator.key(Color.RED),
                        generator.key("RED"),
                        generator.key(Optional.empty()),
                        generator.key((Object) null),
                        generator.key(Optional.of(1L)),
                        generator.key(Map.of("int", 1L)),
                        generator.key(Map.of("@int", 1L)),
                        generator.key(Map.of("@@int", 1L)),
                        generator.key(Map.of(1L, 1L)),
                        generator.key(Map.of("1", 1L))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void containers_ofOtherKind_differ(Generators generator) {
        assertThat(List.of(
                        generator.key(List.of("a")),
                        generator.key(Set.of("a")),
                        generator.key(new ArrayDeque<>(List.of("a"))),
                        generator.key((Object) new String[] {"a"}),
                        generator.key((Object) new Object[] {"a"}),
                        generator.key(new char[] {'a'}),
                        generator.key(List.of('a')),
                        generator.key(new int[] {1}),
                        generator.key(new long[] {1}),
                        generator.key(List.of(1L)),
                        generator.key((Object) new Long[] {1L}),
                        generator.key(new byte[] {1}),
                        generator.key("AQ=="),
                        generator.key(List.of()),
                        generator.key(Set.of()),
                        generator.key(Map.of())))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void objects_ofOtherClassOrContent_differ(Generators generator) {
        assertThat(List.of(
                        generator.key(new Pair("a", "b")),
                        generator.key(new Other("a", "b")),
                        generator.key(Map.of("left", "a", "right", "b")),
                        generator.key(new Filter("a", 1)),
                        generator.key(new Filter("a", 2)),
                        generator.key(new SameFilter("a", 1)),
                        generator.key(new Open(1L)),
                        generator.key(new Open(1)),
                        generator.key(new Open("1")),
                        generator.key(new Masked("a")),
                        generator.key(new Masked("b"))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void arguments_equalButBuiltDifferently_haveOneKey(Generators generator) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("b", 2L);
        ordered.put("a", 1L);

        assertThat(generator.key(ordered)).isEqualTo(generator.key(Map.of("a", 1L, "b", 2L)));
        assertThat(generator.key(new TreeSet<>(Set.of("b", "a")))).isEqualTo(generator.key(Set.of("a", "b")));
        TreeSet<String> said = new TreeSet<>(Comparator.naturalOrder());
        said.addAll(Set.of("a", "b"));
        assertThat(generator.key(said)).isEqualTo(generator.key(Set.of("a", "b")));
        assertThat(generator.key(new TreeSet<>(Set.of("b", "a")).descendingSet()))
                .as("whoever asks for the first finds another one")
                .isNotEqualTo(generator.key(Set.of("a", "b")));
        assertThat(generator.key(Arrays.asList("a", "b"))).isEqualTo(generator.key(List.of("a", "b")));
        assertThat(generator.key(new Filter("a", 1))).isEqualTo(generator.key(new Filter("a", 1)));
        assertThat(generator.key(0.0 / 0.0)).isEqualTo(generator.key(Double.longBitsToDouble(0x7ff8000000000001L)));
    }
}
