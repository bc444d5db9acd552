package methodcache.provider.jackson;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value of the JDK, or an enum, without parts. */
final class LeafShape implements Shape {

    private static final int MOST_BITS = (int) (Mappers.LONGEST_NUMBER * 3.32);
    private static final int LARGEST_SCALE = 1_000_000_000;

    /** Those that a map may have as keys, too. */
    private static final Set<Class<?>> KEYS = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            Duration.class,
            Period.class,
            ZoneId.class,
            ZoneOffset.class);

    @SuppressWarnings("JavaUtilDate") // users have them
    private static final Set<Class<?>> OTHERS = Set.of(
            BigDecimal.class,
            BigInteger.class,
            Date.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    private final Class<?> type;

    private LeafShape(Class<?> type) {
        this.type = type;
    }

    /** The shape, or null for a type that isn't one. */
    static @Nullable LeafShape find(Class<?> type) {
        boolean known = (type.isPrimitive() && type != void.class) || isKey(type) || OTHERS.contains(type);
        return known ? new LeafShape(type) : null;
    }

    static boolean isKey(Class<?> type) {
        return KEYS.contains(type) || (Enum.class.isAssignableFrom(type) && type != Enum.class);
    }

    @Override
    public boolean checked() {
        return type == Locale.class || (OTHERS.contains(type) && !Modifier.isFinal(type.getModifiers()));
    }

    @Override
    public boolean equatable() {
        return true;
    }

    @Override
    public boolean nullable() {
        return type != OptionalInt.class && type != OptionalLong.class && type != OptionalDouble.class;
    }

    @Override
    public void check(Object value, int depth) {
        if (value instanceof Locale locale) {
            if (!Locale.forLanguageTag(locale.toLanguageTag()).equals(locale)) {
                throw new Unrestorable("the Locale " + locale + " has no language tag of its own; take one that has, "
                        + Unrestorable.REMEDY);
            }
        } else if (value.getClass() != type) {
            throw new Unrestorable(value.getClass().getName() + " would come back as " + type.getName()
                    + "; convert it, " + Unrestorable.REMEDY);
        } else if (value instanceof BigDecimal number) {
            if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
                throw new Unrestorable(
                        "the BigDecimal has the scale " + number.scale() + "; round it, " + Unrestorable.REMEDY);
            }
            checkLength(number.unscaledValue());
        } else if (value instanceof BigInteger number) {
            checkLength(number);
        }
    }

    private static void checkLength(BigInteger number) {
        if (number.bitLength() > MOST_BITS) {
            throw new Unrestorable("a number has more than " + Mappers.LONGEST_NUMBER + " digits; make it a byte[], "
                    + Unrestorable.REMEDY);
        }
    }

    @Override
    public boolean same(Object written, Object read) {
        return written.equals(read);
    }
}
