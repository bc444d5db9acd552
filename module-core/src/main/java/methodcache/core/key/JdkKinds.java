package methodcache.core.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values of the JDK, by their exact class: a subclass may hold more than is written here. Each carries a mark of its
 * type where it could be taken for another; none depends on locale, time zone or version of the JDK.
 */
@SuppressWarnings("JavaUtilDate") // users have them
final class JdkKinds {

    private static final Map<Class<?>, Kind> EXACT = new HashMap<>();

    static {
        exact(String.class, (text, out) -> out.quoted(text));
        exact(Boolean.class, (flag, out) -> out.append(flag ? "true" : "false"));
        exact(Character.class, JdkKinds::character);
        exact(Integer.class, (number, out) -> out.append(number.longValue()));
        exact(Long.class, (number, out) -> out.append(number.longValue()).append('L'));
        exact(Short.class, (number, out) -> out.append(number.longValue()).append('s'));
        exact(Byte.class, (number, out) -> out.append(number.longValue()).append('b'));
        exact(Double.class, (number, out) -> out.append(Decimals.text(number)).append('d'));
        exact(Float.class, (number, out) -> out.append(Decimals.text(number)).append('f'));
        exact(BigInteger.class, (number, out) -> mark(out, "BigInteger", number.toString()));
        exact(BigDecimal.class, (number, out) -> mark(out, "BigDecimal", number.toString()));
        exact(UUID.class, (id, out) -> mark(out, "UUID", id.toString()));
        exact(URI.class, (uri, out) -> out.append("URI(").quoted(uri.toString()).append(')'));
        exact(Currency.class, (currency, out) -> mark(out, "Currency", currency.getCurrencyCode()));
        exact(Locale.class, JdkKinds::locale);
        exact(Class.class, (type, out) -> out.append("class(").className(type).append(')'));
        exact(Optional.class, (optional, out) -> {
            out.append("Optional(");
            if (optional.isPresent()) {
                out.value(optional.get());
            }
            out.append(')');
        });
        exact(OptionalInt.class, (o, out) -> mark(out, "OptionalInt", o.isPresent() ? "" + o.getAsInt() : ""));
        exact(OptionalLong.class, (o, out) -> mark(out, "OptionalLong", o.isPresent() ? "" + o.getAsLong() : ""));
        exact(
                OptionalDouble.class,
                (o, out) -> mark(out, "OptionalDouble", o.isPresent() ? Decimals.text(o.getAsDouble()) : ""));
        exact(BitSet.class, (bits, out) -> mark(out, "BitSet", bits.toString()));
        exact(Date.class, (date, out) -> mark(out, "Date", "" + date.getTime()));
    }

    private JdkKinds() {}

    private static <T> void exact(Class<T> type, BiConsumer<T, KeyText> writer) {
        EXACT.put(type, (value, text) -> writer.accept(type.cast(value), text));
    }

    /** How a class is written, or null if it isn't a value of the JDK; containers and arrays are elsewhere. */
    static @Nullable Kind find(Class<?> type) {
        Kind exact = EXACT.get(type);
        if (exact != null || type.isEnum()) {
            return exact;
        }
        Module module = type.getModule();
        if (module == Object.class.getModule()) {
            return inBase(type);
        }
        return module.getName() != null && module.getName().equals("java.sql") ? sqlDate(type) : null;
    }

    private static @Nullable Kind inBase(Class<?> type) {
        if (ZoneId.class.isAssignableFrom(type)) {
            return (zone, text) -> mark(text, "ZoneId", zone.toString());
        }
        if (type.getPackageName().startsWith("java.time")
                && !Enum.class.isAssignableFrom(type)
                && (TemporalAccessor.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type))) {
            String name = type.getSimpleName();
            return (time, text) -> mark(text, name, time.toString());
        }
        if (Charset.class.isAssignableFrom(type)) {
            return (charset, text) -> mark(text, "Charset", ((Charset) charset).name());
        }
        if (Calendar.class.isAssignableFrom(type)) {
            return JdkKinds::calendar;
        }
        return TimeZone.class.isAssignableFrom(type)
                ? (zone, text) -> mark(text, "TimeZone", zoneId((TimeZone) zone))
                : null;
    }

    /**
     * Dates of java.sql without a reference to that module. Their toString depends on the time zone, and is one text
     * for two instants when clocks are set back.
     */
    private static @Nullable Kind sqlDate(Class<?> type) {
        return switch (type.getName()) {
            case "java.sql.Timestamp" ->
                (time, text) ->
                        mark(text, type.getName(), ((Date) time).toInstant().toString());
            case "java.sql.Date", "java.sql.Time" ->
                (time, text) -> mark(text, type.getName(), "" + ((Date) time).getTime());
            default -> null;
        };
    }

    private static void mark(KeyText out, String type, String content) {
        out.append(type).append('(').append(content).append(')');
    }

    private static void character(Character c, KeyText out) {
        out.append('\'');
        if (c > ' ' && c < 0x7f && c != '\'' && c != '\\') {
            out.append(c.charValue());
        } else {
            Escapes.unicode(out.builder(), c);
        }
        out.append('\'');
    }

    /** All parts by themselves: neither toString nor the language tag tells all locales apart. */
    private static void locale(Locale locale, KeyText out) {
        out.append("Locale(").append(locale.getLanguage()).append('_').append(locale.getCountry());
        out.append('_').escaped(locale.getVariant()).append("_#").append(locale.getScript());
        for (Character key : new TreeSet<>(locale.getExtensionKeys())) {
            out.append('_').append(key.charValue()).append('-').append(locale.getExtension(key));
        }
        out.append(')');
    }

    /** A copy is read, for reading a calendar may recompute its fields. */
    private static void calendar(Object value, KeyText out) {
        Calendar calendar = (Calendar) ((Calendar) value).clone();
        out.append("Calendar(").append(calendar.getCalendarType()).append(',').append(calendar.getTimeInMillis());
        out.append(',')
                .append(zoneId(calendar.getTimeZone()))
                .append(',')
                .append(calendar.isLenient() ? "lenient" : "");
        out.append(',').append(calendar.getFirstDayOfWeek()).append(',').append(calendar.getMinimalDaysInFirstWeek());
        if (calendar instanceof java.util.GregorianCalendar gregorian) {
            out.append(',').append(gregorian.getGregorianChange().getTime());
        }
        out.append(')');
    }

    private static String zoneId(TimeZone zone) {
        if (!TimeZone.getTimeZone(zone.getID()).hasSameRules(zone)) {
            throw new Refusal("a time zone with rules of its own has no value identity; pass a ZoneId");
        }
        return Escapes.name(zone.getID());
    }
}
