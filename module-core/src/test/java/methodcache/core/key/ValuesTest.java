package methodcache.core.key;

import static methodcache.core.key.Rendering.key;
import static methodcache.core.key.Rendering.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // users have them
class ValuesTest {

    enum Color {
        RED,
        GREEN {
            @Override
            int rank() {
                return 2;
            }
        };

        int rank() {
            return 1;
        }
    }

    record Point(int x, long y) {}

    record Line(Point from, List<Point> through) {}

    record Masked(String password) {
        @Override
        public String password() {
            return "***";
        }
    }

    @Test
    void value_ofEachKind_isReadable() {
        assertThat(text(null)).isEqualTo("null");
        assertThat(text("a\"b\\c\n\u00e9\ud83d\ude00\ud800"))
                .isEqualTo("\"a\\\"b\\\\c\\u000a\u00e9\ud83d\ude00\\ud800\"");
        assertThat(text(7)).isEqualTo("7");
        assertThat(text(7L)).isEqualTo("7L");
        assertThat(text(1.5)).isEqualTo("1.5d");
        assertThat(text(0.1f)).isEqualTo("0.1f");
        assertThat(text(100.0)).isEqualTo("100d");
        assertThat(text(Color.GREEN)).isEqualTo("methodcache.core.key.ValuesTest$Color#GREEN");
        assertThat(text(new Point(1, 2))).isEqualTo("methodcache.core.key.ValuesTest$Point{x=1,y=2L}");
        assertThat(text(new byte[] {1, -1})).isEqualTo("byte[01ff]");
        assertThat(text(Map.of("b", 1, "a", 2))).isEqualTo("map[\"a\":2,\"b\":1]");
        assertThat(text(Instant.EPOCH)).isEqualTo("Instant(1970-01-01T00:00:00Z)");
        assertThat(text(String.class)).isEqualTo("class(java.lang.String)");
    }

    @Test
    void values_thatLookAlike_differ() {
        List<Object> values = new ArrayList<>(Arrays.asList(
                "7",
                7,
                7L,
                (short) 7,
                (byte) 7,
                7f,
                7d,
                '7',
                BigInteger.valueOf(7),
                BigDecimal.valueOf(7),
                new BigDecimal("7.0"),
                new AbstractMap.SimpleEntry<>(7, 7),
                null,
                "null",
                "",
                ' ',
                true,
                "true",
                List.of("a,b"),
                List.of("a", "b"),
                List.of("a\",\"b"),
                List.of(),
                Set.of(),
                Map.of(),
                "[]",
                List.of(List.of()),
                List.of("a"),
                Set.of("a"),
                Map.of("a", "a"),
                new String[] {"a"},
                new Object[] {"a"},
                new String[0],
                new int[0],
                new long[0],
                new int[] {1},
                new long[] {1},
                new int[][] {{1}},
                0.0,
                -0.0,
                Double.NaN,
                0f,
                -0f,
                Float.NaN,
                Double.POSITIVE_INFINITY,
                Double.MIN_VALUE,
                Math.PI,
                Math.nextUp(Math.PI),
                0.1,
                Math.nextUp(0.1),
                0.1f,
                1e11,
                1e300,
                Optional.empty(),
                Optional.of(7),
                Optional.of("7"),
                OptionalInt.of(7),
                OptionalInt.empty(),
                Color.RED,
                "RED",
                Color.class,
                Point.class,
                new Point(1, 2),
                new Point(2, 1),
                Instant.EPOCH,
                LocalDate.EPOCH,
                Duration.ZERO,
                ZoneOffset.UTC,
                ZoneId.of("UTC"),
                DayOfWeek.MONDAY,
                new UUID(0, 7),
                URI.create("a:b"),
                Locale.ENGLISH,
                Locale.UK,
                Locale.ROOT,
                new Locale("", "", "v"),
                new Locale("no", "NO", "NY"),
                Locale.forLanguageTag("nn-NO"),
                Locale.forLanguageTag("ja-JP-u-ca-japanese"),
                Currency.getInstance("EUR"),
                new Date(7),
                sql("Timestamp", 7),
                sql("Date", 7),
                BitSet.valueOf(new long[] {7}),
                new GregorianCalendar(2026, 1, 1),
                new ArrayList<>(Arrays.asList((Object) null)),
                new char[] {'a', ','},
                new boolean[] {true}));
        values.replaceAll(value -> new Object[] {value}[0]);

        assertThat(values.stream().map(Rendering::text)).doesNotHaveDuplicates();
        assertThat(values).allMatch(Rendering::shareable);
    }

    @Test
    void values_thatAreEqual_areOneText() {
        assertThat(text(new ArrayList<>(List.of(1, 2)))).isEqualTo(text(List.of(1, 2)));
        assertThat(text(new LinkedList<>(List.of(1, 2)))).isEqualTo(text(Arrays.asList(1, 2)));
        assertThat(text(new LinkedHashSet<>(List.of(3, 1, 2)))).isEqualTo(text(new HashSet<>(List.of(2, 1, 3))));
        assertThat(text(new TreeSet<>(Set.of("b", "a")))).isEqualTo(text(Set.of("a", "b")));
        assertThat(text(new TreeMap<>(Map.of("a", 1, "b", 2))))
                .isEqualTo(text(new LinkedHashMap<>(Map.of("b", 2, "a", 1))));
        assertThat(text(Map.entry("a", 1))).isEqualTo(text(new AbstractMap.SimpleEntry<>("a", 1)));
        assertThat(text(Double.longBitsToDouble(0x7ff8000000000001L))).isEqualTo(text(Double.NaN));
        assertThat(text(new Line(new Point(1, 2), List.of(new Point(3, 4)))))
                .isEqualTo(text(new Line(new Point(1, 2), new ArrayList<>(List.of(new Point(3, 4))))));
        assertThat(text(new int[][] {{1}, {2}})).isEqualTo(text(new int[][] {{1}, {2}}));
    }

    @Test
    void value_inAnotherLocaleAndZone_isTheSameText() {
        List<Object> values = List.of(
                1.5,
                1234567.25,
                new Date(0),
                sql("Timestamp", 0),
                LocalDate.EPOCH,
                Locale.forLanguageTag("tr-TR"),
                "I",
                Color.RED);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        List<String> before = values.stream().map(Rendering::text).toList();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(values.stream().map(Rendering::text)).isEqualTo(before);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void timestamp_differentNanos_differs() throws ReflectiveOperationException {
        Date one = sql("Timestamp", 7);
        Date other = sql("Timestamp", 7);
        other.getClass().getMethod("setNanos", int.class).invoke(other, 7_000_001);

        assertThat(text(one)).isNotEqualTo(text(other));
    }

    /** The module under test doesn't read java.sql, nor need it. */
    private static Date sql(String name, long millis) {
        try {
            return Class.forName("java.sql." + name)
                    .asSubclass(Date.class)
                    .getConstructor(long.class)
                    .newInstance(millis);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Test
    void mutableValue_changedAfterwards_hasLeftItsText() {
        List<Object> list = new ArrayList<>(List.of(1));
        Object[] array = {"a"};
        Date date = new Date(7);
        Object before = key(List.of(list, array, date));

        list.add(2);
        array[0] = "b";
        date.setTime(8);

        assertThat(key(List.of(List.of(1), new Object[] {"a"}, new Date(7)))).isEqualTo(before);
        assertThat(key(List.of(list, array, date))).isNotEqualTo(before);
    }

    @Test
    void record_accessorThatShowsLess_countsByItsField() {
        assertThat(text(new Masked("a"))).isNotEqualTo(text(new Masked("b")));
    }
}
