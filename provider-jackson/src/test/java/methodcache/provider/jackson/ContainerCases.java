package methodcache.provider.jackson;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import methodcache.provider.jackson.Codecs.Of;
import methodcache.provider.jackson.Values.Color;
import methodcache.provider.jackson.Values.Renamed;
import methodcache.provider.jackson.Values.User;

/** Collections, maps and arrays. */
final class ContainerCases {

    private ContainerCases() {}

    static Stream<Case> containers() {
        Map<String, Integer> ordered = new LinkedHashMap<>();
        ordered.put("z", 1);
        ordered.put("", null);
        ordered.put("a", 3);
        return Stream.of(
                Case.of(new Of<List<String>>() {}, Arrays.asList("b", null, "a")),
                Case.of(new Of<List<String>>() {}, List.of()),
                Case.of(new Of<ArrayList<Long>>() {}, new ArrayList<>(List.of(1L, 1L << 40))),
                Case.of(new Of<List<Double>>() {}, List.of(Double.NaN, -0.0)),
                Case.of(
                        new Of<List<List<? extends User>>>() {},
                        List.of(List.of(ObjectCases.ADA, ObjectCases.NOBODY), List.of())),
                Case.of(new Of<Set<String>>() {}, new LinkedHashSet<>(Arrays.asList("b", null, "a"))),
                Case.of(new Of<Set<Color>>() {}, EnumSet.allOf(Color.class)),
                Case.of(new Of<EnumSet<Color>>() {}, EnumSet.of(Color.GREEN)),
                Case.of(new Of<SortedSet<String>>() {}, new TreeSet<>(Set.of("b", "a"))),
                Case.of(new Of<Set<User>>() {}, Set.of(ObjectCases.ADA, ObjectCases.NOBODY)),
                Case.of(new Of<Map<String, Integer>>() {}, ordered),
                Case.of(new Of<LinkedHashMap<String, Integer>>() {}, new LinkedHashMap<>(ordered)),
                Case.of(new Of<SortedMap<Integer, String>>() {}, new TreeMap<>(Map.of(10, "a", 9, "b"))),
                Case.of(new Of<NavigableMap<Long, User>>() {}, new TreeMap<>(Map.of(10L, ObjectCases.ADA))),
                Case.of(new Of<Map<Color, User>>() {}, Map.of(Color.GREEN, ObjectCases.ADA)),
                Case.of(new Of<EnumMap<Color, User>>() {}, new EnumMap<>(Map.of(Color.GREEN, ObjectCases.ADA))),
                Case.of(new Of<Map<Renamed, Renamed>>() {}, Map.of(Renamed.ONE, Renamed.TWO, Renamed.TWO, Renamed.ONE)),
                Case.of(new Of<Map<UUID, List<UUID>>>() {}, Map.of(UUID.randomUUID(), List.of(UUID.randomUUID()))),
                Case.of(new Of<ConcurrentHashMap<Short, Byte>>() {}, new ConcurrentHashMap<>(Map.of((short) 1, (byte)
                        2))),
                Case.of(new Of<Map<Double, Float>>() {}, Map.of(Double.NaN, 1f, -0.0, 2f, 0.1, 3f)),
                Case.of(new Of<Map<Float, Boolean>>() {}, Map.of(0.1f, true)),
                Case.of(new Of<Map<Boolean, Character>>() {}, Map.of(true, 'a', false, '€')),
                Case.of(new Of<Map<Character, Locale>>() {}, Map.of('a', Locale.ROOT)),
                Case.of(
                        new Of<Map<Locale, Currency>>() {},
                        Map.of(Locale.ROOT, Currency.getInstance("EUR"), Locale.US, Currency.getInstance("USD"))),
                Case.of(new Of<Map<Locale, Integer>>() {}, Map.of(Locale.forLanguageTag("zh-Hans-CN"), 1)),
                Case.of(new Of<Map<Currency, URI>>() {}, Map.of(Currency.getInstance("EUR"), URI.create("a:b"))),
                Case.of(new Of<Map<URI, Integer>>() {}, Map.of(URI.create("a:b"), 1, URI.create(""), 2)),
                Case.of(new Of<Map<Instant, Integer>>() {}, Map.of(Instant.EPOCH.plusNanos(1), 1, Instant.MAX, 2)),
                Case.of(new Of<Map<LocalDate, LocalTime>>() {}, Map.of(LocalDate.EPOCH, LocalTime.NOON)),
                Case.of(new Of<Map<LocalTime, LocalDate>>() {}, Map.of(LocalTime.MAX, LocalDate.MAX)),
                Case.of(new Of<Map<LocalDateTime, Integer>>() {}, Map.of(LocalDateTime.MAX, 1)),
                Case.of(new Of<Map<OffsetDateTime, Integer>>() {}, Map.of(OffsetDateTime.MAX, 1)),
                Case.of(new Of<Map<OffsetTime, Integer>>() {}, Map.of(OffsetTime.MAX, 1)),
                Case.of(
                        new Of<Map<ZonedDateTime, Integer>>() {},
                        Map.of(
                                ZonedDateTime.of(2026, 6, 1, 1, 1, 1, 1, ZoneId.of("Europe/Berlin")), 1,
                                ZonedDateTime.of(2026, 6, 1, 1, 1, 1, 1, ZoneId.of("UTC")), 2)),
                Case.of(new Of<Map<Year, YearMonth>>() {}, Map.of(Year.of(2026), YearMonth.of(2026, 1))),
                Case.of(new Of<Map<YearMonth, MonthDay>>() {}, Map.of(YearMonth.of(2026, 1), MonthDay.of(2, 29))),
                Case.of(new Of<Map<MonthDay, Year>>() {}, Map.of(MonthDay.of(2, 29), Year.of(-1))),
                Case.of(new Of<Map<Duration, Period>>() {}, Map.of(Duration.ofNanos(5), Period.ofDays(3))),
                Case.of(new Of<Map<Period, Duration>>() {}, Map.of(Period.ofDays(3), Duration.ofNanos(5))),
                Case.of(new Of<Map<ZoneId, ZoneOffset>>() {}, Map.of(ZoneId.of("Europe/Berlin"), ZoneOffset.UTC)),
                Case.of(new Of<Map<ZoneOffset, ZoneId>>() {}, Map.of(ZoneOffset.ofHours(3), ZoneId.of("UTC"))),
                Case.of(new Of<Map<DayOfWeek, Integer>>() {}, Map.of(DayOfWeek.MONDAY, 1)),
                Case.of(new Of<Optional<String>>() {}, Optional.empty()),
                Case.of(new Of<Optional<List<User>>>() {}, Optional.of(List.of(ObjectCases.ADA))),
                Case.of(new Of<List<Optional<Integer>>>() {}, List.of(Optional.empty(), Optional.of(1))),
                Case.of(OptionalInt.of(3)),
                Case.of(OptionalInt.empty()),
                Case.of(OptionalLong.of(1L << 40)),
                Case.of(OptionalDouble.of(0.1)),
                Case.of(OptionalDouble.of(Double.NaN)),
                Case.of(OptionalLong.empty()),
                Case.of(new byte[] {1, 2, -1}),
                Case.of(new byte[0]),
                Case.of(new byte[700_000]),
                Case.of("ab€".toCharArray()),
                Case.of(new int[][] {{1}, {}, {2, 3}}),
                Case.of(new long[] {Long.MIN_VALUE}),
                Case.of(new double[] {Double.NaN, -0.0, 0.1}),
                Case.of(new float[] {0.1f}),
                Case.of(new boolean[] {true}),
                Case.of(new short[] {1}),
                Case.of(new String[] {"a", null}),
                Case.of(new User[] {ObjectCases.ADA, null}),
                Case.of(new Byte[] {1, null}),
                Case.of(new byte[][] {{1}, {2}}),
                Case.of(new Of<List<String>[]>() {}, lists(List.of("a"))),
                Case.of(
                        new Of<Map<String, Map<Integer, List<Set<Long>>>>>() {},
                        Map.of("a", Map.of(1, List.of(Set.of(5L))))));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String>[] lists(List<String> list) {
        return (List<String>[]) new List[] {list, null};
    }
}
