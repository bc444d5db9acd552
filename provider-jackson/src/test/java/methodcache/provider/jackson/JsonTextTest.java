package methodcache.provider.jackson;

import static methodcache.provider.jackson.Generators.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import methodcache.provider.jackson.Beans.Color;
import methodcache.provider.jackson.Beans.Filter;
import methodcache.provider.jackson.Beans.Masked;
import methodcache.provider.jackson.Beans.Numbers;
import methodcache.provider.jackson.Beans.Open;
import methodcache.provider.jackson.Beans.Pair;
import methodcache.provider.jackson.Beans.TenantFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What each kind of value reads like. It is kept in stores that outlive a process: a change here needs a word to users. */
@SuppressWarnings("JavaUtilDate") // users have them
class JsonTextTest {

    private static final String OWN = "@methodcache.provider.jackson.Beans$";

    static Stream<Arguments> values() {
        return Stream.of(scalars(), times(), containers(), objects()).flatMap(all -> all);
    }

    private static Stream<Arguments> scalars() {
        return Stream.of(
                arguments(null, "null"),
                arguments("ada", "\"ada\""),
                arguments("\"\\\n\u0001é", "\"\\\"\\\\\\n\\u0001é\""),
                arguments("null", "\"null\""),
                arguments(true, "true"),
                arguments(7L, "7"),
                arguments(7, "{\"@int\":7}"),
                arguments((short) 7, "{\"@short\":7}"),
                arguments((byte) 7, "{\"@byte\":7}"),
                arguments('7', "{\"@char\":\"7\"}"),
                arguments(7.0, "7.0"),
                arguments(-0.0, "-0.0"),
                arguments(2e-3, "0.002"),
                arguments(2.0E-3f, "{\"@float\":0.002}"),
                arguments(1e22, "1.0E22"),
                arguments(Double.NaN, "{\"@double\":\"NaN\"}"),
                arguments(Double.NEGATIVE_INFINITY, "{\"@double\":\"-Infinity\"}"),
                arguments(Float.NaN, "{\"@float\":\"NaN\"}"),
                arguments(new BigDecimal("1.0"), "{\"@BigDecimal\":\"1.0\"}"),
                arguments(new BigDecimal("1.00"), "{\"@BigDecimal\":\"1.00\"}"),
                arguments(new BigDecimal("1E+3"), "{\"@BigDecimal\":\"1E+3\"}"),
                arguments(BigInteger.TEN, "{\"@BigInteger\":\"10\"}"),
                arguments(new UUID(1, 2), "{\"@UUID\":\"00000000-0000-0001-0000-000000000002\"}"),
                arguments(URI.create("a:b"), "{\"@URI\":\"a:b\"}"),
                arguments(Currency.getInstance("EUR"), "{\"@Currency\":\"EUR\"}"),
                arguments(StandardCharsets.UTF_8, "{\"@Charset\":\"UTF-8\"}"),
                arguments(Locale.GERMANY, "{\"@Locale\":[\"de\",\"DE\",\"\",\"\"]}"),
                arguments(Locale.forLanguageTag("th-u-nu-thai"), "{\"@Locale\":[\"th\",\"\",\"\",\"\",\"u-nu-thai\"]}"),
                arguments(String.class, "{\"@Class\":\"java.lang.String\"}"),
                arguments(int[].class, "{\"@Class\":\"int[]\"}"),
                arguments(BitSet.valueOf(new long[] {5}), "{\"@BitSet\":[5]}"));
    }

    private static Stream<Arguments> times() {
        ZonedDateTime time = ZonedDateTime.of(2026, 11, 22, 8, 30, 0, 0, ZoneId.of("Europe/Berlin"));
        return Stream.of(
                arguments(LocalDate.of(2026, 11, 22), "{\"@LocalDate\":\"2026-11-22\"}"),
                arguments(time, "{\"@ZonedDateTime\":\"2026-11-22T08:30+01:00[Europe/Berlin]\"}"),
                arguments(time.toOffsetDateTime(), "{\"@OffsetDateTime\":\"2026-11-22T08:30+01:00\"}"),
                arguments(Instant.EPOCH, "{\"@Instant\":\"1970-01-01T00:00:00Z\"}"),
                arguments(Duration.ofMinutes(90), "{\"@Duration\":\"PT1H30M\"}"),
                arguments(ZoneId.of("Europe/Berlin"), "{\"@ZoneId\":\"Europe/Berlin\"}"),
                arguments(ZoneOffset.UTC, "{\"@ZoneId\":\"Z\"}"),
                arguments(new Date(7), "{\"@Date\":7}"),
                arguments(sql("Date", 7), "{\"@java.sql.Date\":7}"),
                arguments(sql("Timestamp", 7), "{\"@java.sql.Timestamp\":\"1970-01-01T00:00:00.007Z\"}"));
    }

    /** The module under test doesn't read java.sql, nor need it. */
    private static Object sql(String name, long time) {
        try {
            return Class.forName("java.sql." + name).getConstructor(long.class).newInstance(time);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("java.sql." + name, e);
        }
    }

    private static Stream<Arguments> containers() {
        return Stream.of(
                arguments(List.of(), "[]"),
                arguments(Arrays.asList("a", null), "[\"a\",null]"),
                arguments(
                        new TreeMap<>(Map.of("b", 1L, "a", "x")).descendingMap(),
                        "{\"@descending\":{\"a\":\"x\",\"b\":1}}"),
                arguments(Map.of("@int", 7L), "{\"@@int\":7}"),
                arguments(Map.of(), "{}"),
                arguments(Map.of(2L, "b", 1L, "a"), "{\"@map\":[[1,\"a\"],[2,\"b\"]]}"),
                arguments(Collections.singletonMap(null, null), "{\"@map\":[[null,null]]}"),
                arguments(new SimpleEntry<>("a", 1L), "{\"@entry\":[\"a\",1]}"),
                arguments(Set.of("b", "a", "c"), "{\"@set\":[\"a\",\"b\",\"c\"]}"),
                arguments(Set.of(Set.of(2L, 1L), Set.of(1L)), "{\"@set\":[{\"@set\":[1,2]},{\"@set\":[1]}]}"),
                arguments(new ArrayDeque<>(List.of(1L)), "{\"@collection\":[1]}"),
                arguments(new String[] {"a"}, "{\"@java.lang.String[]\":[\"a\"]}"),
                arguments(new int[][] {{1, 2}, {}}, "{\"@int[][]\":[{\"@int[]\":[1,2]},{\"@int[]\":[]}]}"),
                arguments(new byte[] {1, -1}, "{\"@byte[]\":\"Af8=\"}"),
                arguments(new char[] {'a', '"'}, "{\"@char[]\":[\"a\",\"\\\"\"]}"),
                arguments(new double[] {1, Double.NaN}, "{\"@double[]\":[1.0,{\"@double\":\"NaN\"}]}"),
                arguments(Optional.empty(), "{\"@Optional\":[]}"),
                arguments(Optional.of("a"), "{\"@Optional\":[\"a\"]}"),
                arguments(OptionalInt.of(7), "{\"@OptionalInt\":[{\"@int\":7}]}"));
    }

    private static Stream<Arguments> objects() {
        return Stream.of(
                arguments(Color.RED, "{\"" + OWN + "Color\":\"RED\"}"),
                arguments(Color.GREEN, "{\"" + OWN + "Color\":\"GREEN\"}"),
                arguments(new Filter("ada", 1), "{\"" + OWN + "Filter\":{\"page\":1,\"text\":\"ada\"}}"),
                arguments(
                        new TenantFilter("ada", 1, "acme"),
                        "{\"" + OWN + "TenantFilter\":{\"page\":1,\"tenant\":\"acme\",\"text\":\"ada\"}}"),
                arguments(new Open(7), "{\"" + OWN + "Open\":{\"value\":{\"@int\":7}}}"),
                arguments(new Masked("secret"), "{\"" + OWN + "Masked\":{\"password\":\"secret\"}}"),
                arguments(new Beans.Name("ada"), "{\"" + OWN + "Name\":{\"name\":\"ada\"}}"),
                arguments(new Beans.Id(7), "{\"" + OWN + "Id\":{\"value\":7}}"),
                arguments(new Pair(null, List.of()), "{\"" + OWN + "Pair\":{\"left\":null,\"right\":[]}}"),
                arguments(
                        new Numbers(1, 2, 3, 4, '5', true, (byte) 6, (short) 7),
                        "{\"" + OWN + "Numbers\":{\"brief\":7,\"count\":1,\"id\":2,\"on\":true,"
                                + "\"part\":{\"@float\":4.0},\"ratio\":3.0,\"sign\":\"5\",\"small\":6}}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void json_ofEachKindOfValue_isThis(Object value, String json) {
        assertThat(JSON.key(value)).isEqualTo('[' + json + ']');
        assertThat(JsonMapper.shared().readTree(JSON.key(value)).size()).isOne();
    }

    @Test
    void json_ofSeveralArguments_isAnArrayOfThem() {
        assertThat(JSON.key()).isEqualTo("[]");
        assertThat(JSON.key((Object) null)).isEqualTo("[null]");
        assertThat(JSON.key("a", List.of("b"), 3L)).isEqualTo("[\"a\",[\"b\"],3]");
    }
}
