package methodcache.provider.jackson;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Values without parts. */
@SuppressWarnings("JavaUtilDate") // users have them
final class PlainCases {

    private PlainCases() {}

    static Stream<Case> plain() {
        return Stream.of(
                        "",
                        "a",
                        "\u0000\t\"\\é€𝄞",
                        "x".repeat(1 << 20),
                        "é".repeat(40_000),
                        "𝄞".repeat(70_000),
                        true,
                        (byte) -7,
                        (short) 300,
                        7,
                        Integer.MIN_VALUE,
                        7L,
                        Long.MIN_VALUE,
                        1L << 53,
                        0.1,
                        -0.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        1e22,
                        2e-3,
                        0.1f,
                        -0.0f,
                        Float.NaN,
                        Float.MAX_VALUE,
                        Float.MIN_VALUE,
                        Float.NEGATIVE_INFINITY,
                        16777216f,
                        'a',
                        '\u0000',
                        '€',
                        '"',
                        new BigDecimal("1.00"),
                        new BigDecimal("1E+3"),
                        new BigDecimal("-1E-400"),
                        BigDecimal.ZERO,
                        new BigDecimal("0.000"),
                        new BigDecimal("123456789012345678901234567890.1234567890"),
                        new BigDecimal("9".repeat(3000) + ".5"),
                        BigInteger.TEN.pow(5000).negate(),
                        BigInteger.ZERO,
                        BigInteger.ONE.shiftLeft(64),
                        UUID.fromString("00000000-0000-0000-ffff-fedcba987654"),
                        UUID.randomUUID(),
                        URI.create("https://example.org/a?b=c#d"),
                        URI.create(""),
                        URI.create("mailto:a@b.c"),
                        Locale.ROOT,
                        Locale.US,
                        Locale.forLanguageTag("zh-Hans-CN"),
                        Locale.forLanguageTag("de-DE-u-co-phonebk"),
                        Locale.forLanguageTag("x-private"),
                        Locale.forLanguageTag("sl-rozaj-biske"),
                        Currency.getInstance("EUR"),
                        new Date(0),
                        new Date(-1),
                        new Date(1234567890123L))
                .map(Case::of);
    }

    static Stream<Case> times() {
        return Stream.of(
                        Instant.EPOCH,
                        Instant.MIN,
                        Instant.MAX,
                        Instant.ofEpochSecond(-1, 1),
                        Instant.ofEpochSecond(1_700_000_000, 999_999_999),
                        LocalDate.MIN,
                        LocalDate.MAX,
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(-4, 1, 1),
                        LocalTime.MIN,
                        LocalTime.MAX,
                        LocalTime.of(12, 30),
                        LocalTime.NOON.plusNanos(1),
                        LocalDateTime.MIN,
                        LocalDateTime.MAX,
                        LocalDateTime.of(2026, 3, 29, 2, 30),
                        OffsetDateTime.MIN,
                        OffsetDateTime.MAX,
                        OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)),
                        OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.UTC),
                        OffsetTime.MIN,
                        OffsetTime.MAX,
                        OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHours(-5)),
                        ZonedDateTime.of(2026, 6, 1, 1, 1, 1, 1, ZoneId.of("Europe/Berlin")),
                        ZonedDateTime.of(2026, 6, 1, 1, 1, 1, 1, ZoneId.of("UTC")),
                        ZonedDateTime.of(2026, 6, 1, 1, 1, 1, 1, ZoneId.of("GMT+2")),
                        ZonedDateTime.of(2026, 6, 1, 1, 1, 1, 1, ZoneOffset.UTC),
                        ZonedDateTime.of(2026, 6, 1, 1, 1, 1, 1, ZoneOffset.ofHours(3)),
                        ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                                .withLaterOffsetAtOverlap(),
                        ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                                .withEarlierOffsetAtOverlap(),
                        ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC),
                        ZonedDateTime.of(LocalDateTime.MAX, ZoneOffset.UTC),
                        Year.of(2026),
                        Year.of(-5),
                        Year.of(Year.MAX_VALUE),
                        YearMonth.of(2026, 11),
                        YearMonth.of(-3, 1),
                        YearMonth.of(123456, 7),
                        MonthDay.of(2, 29),
                        Duration.ZERO,
                        Duration.ofNanos(-1),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                        Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofSeconds(-5, 3),
                        Duration.ofDays(400),
                        Period.ZERO,
                        Period.of(-1, 20, 3),
                        ZoneOffset.MAX,
                        ZoneOffset.UTC,
                        DayOfWeek.MONDAY,
                        Month.MAY)
                .flatMap(time -> Stream.of(Case.of(time), listed(time)));
    }

    /** In a list, which is another path of Jackson. */
    private static Case listed(Object value) {
        return new Case(new ListOf(value.getClass()), List.of(value, value));
    }

    private record ListOf(Class<?> element) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {element};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public Type getOwnerType() {
            return null;
        }
    }
}
