package methodcache.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainValuesTest {

    static Stream<Object> values() {
        ZonedDateTime first = ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"));
        return Stream.of(
                "",
                "häß 😀",
                "half \uD83D",
                true,
                false,
                (byte) -1,
                Short.MIN_VALUE,
                'ß',
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                -0.0f,
                Float.NaN,
                Double.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                new byte[] {},
                new byte[] {1, -2, 3},
                BigInteger.TWO.pow(300).negate(),
                new BigDecimal("1.500"),
                new BigDecimal("1E+500"),
                UUID.fromString("5b0f42c1-7a6b-4f0e-9d2a-1c2d3e4f5a6b"),
                Instant.MAX,
                Instant.MIN,
                LocalDate.MAX,
                LocalTime.of(23, 59, 59, 999_999_999),
                LocalDateTime.MIN,
                OffsetDateTime.MAX,
                OffsetTime.of(1, 2, 3, 4, ZoneOffset.ofHoursMinutes(5, 30)),
                first,
                first.withLaterOffsetAtOverlap(),
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofNanos(-1),
                Period.of(-1, 20, 300),
                YearMonth.of(-5, 1),
                MonthDay.of(2, 29),
                Year.of(Year.MIN_VALUE),
                ZoneOffset.MAX);
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_encodedAndDecoded_isTheSame(Object value) throws IOException {
        byte[] payload = PlainValues.encode(value);
        assertThat(payload).isNotNull();
        assertThat(PlainValues.decode(payload)).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void value_ofAnotherClass_isNone() {
        assertThat(PlainValues.encode(List.of())).isNull();
        assertThat(PlainValues.has(List.class)).isFalse();
    }

    @Test
    void payload_cutOrLengthened_isRefusedOrAnotherValue() {
        byte[] payload = PlainValues.encode(7L);
        assertThatThrownBy(() -> PlainValues.decode(Arrays.copyOf(payload, 5))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PlainValues.decode(Arrays.copyOf(payload, 10))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PlainValues.decode(new byte[] {99})).isInstanceOf(IOException.class);
    }

    @Test
    void payload_ofAnyBytes_throwsNoError() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            try {
                assertThat(PlainValues.decode(payload)).isNotNull();
            } catch (IOException | RuntimeException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }
}
