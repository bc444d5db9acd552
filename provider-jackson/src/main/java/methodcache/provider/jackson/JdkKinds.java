package methodcache.provider.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values of the JDK, by their exact class: a subclass may hold more than is written here. Not by Jackson's serializers,
 * which leave out the zone of a ZonedDateTime and what tells two locales apart. None depends on locale, time zone or
 * version of the JDK.
 */
@SuppressWarnings("JavaUtilDate") // users have them
final class JdkKinds {

    private static final Map<Class<?>, Kind> EXACT = new HashMap<>();

    static {
        exact(String.class, (text, walk) -> walk.text(text));
        exact(Boolean.class, (flag, walk) -> walk.form().flag(flag));
        exact(Long.class, (number, walk) -> walk.form().whole(number));
        exact(Integer.class, (number, walk) -> walk.form().integer(number));
        exact(Double.class, (number, walk) -> walk.form().real(number));
        exact(Float.class, (number, walk) -> walk.form().real(number));
        exact(Short.class, (number, walk) -> walk.marked("short", number.longValue()));
        exact(Byte.class, (number, walk) -> walk.marked("byte", number.longValue()));
        exact(Character.class, (character, walk) -> walk.marked("char", character.toString()));
        exact(BigInteger.class, (number, walk) -> walk.marked("BigInteger", number.toString()));
        exact(BigDecimal.class, (number, walk) -> walk.marked("BigDecimal", number.toString()));
        exact(UUID.class, (id, walk) -> walk.marked("UUID", id.toString()));
        exact(URI.class, (uri, walk) -> walk.marked("URI", uri.toString()));
        exact(Currency.class, (currency, walk) -> walk.marked("Currency", currency.getCurrencyCode()));
        exact(Date.class, (date, walk) -> walk.marked("Date", date.getTime()));
        exact(Locale.class, JdkKinds::locale);
        exact(Class.class, JdkKinds::type);
        exact(BitSet.class, JdkKinds::bits);
        exact(
                Optional.class,
                (optional, walk) -> optional("Optional", optional.isPresent() ? optional.get() : null, walk));
        exact(OptionalInt.class, (o, walk) -> optional("OptionalInt", o.isPresent() ? o.getAsInt() : null, walk));
        exact(OptionalLong.class, (o, walk) -> optional("OptionalLong", o.isPresent() ? o.getAsLong() : null, walk));
        exact(
                OptionalDouble.class,
                (o, walk) -> optional("OptionalDouble", o.isPresent() ? o.getAsDouble() : null, walk));
    }

    private JdkKinds() {}

    private static <T> void exact(Class<T> type, BiConsumer<T, Walk> writer) {
        EXACT.put(type, (value, walk) -> writer.accept(type.cast(value), walk));
    }

    /** How a class is written, or null if it isn't a value of the JDK; containers and arrays are elsewhere. */
    static @Nullable Kind find(Class<?> type) {
        Kind exact = EXACT.get(type);
        if (exact != null || Enum.class.isAssignableFrom(type)) {
            return exact;
        }
        if (type.getModule() == Object.class.getModule()) {
            return inBase(type);
        }
        return "java.sql".equals(type.getModule().getName()) ? sqlDate(type) : null;
    }

    private static @Nullable Kind inBase(Class<?> type) {
        if (ZoneId.class.isAssignableFrom(type)) {
            return (zone, walk) -> walk.marked("ZoneId", zone.toString());
        }
        if (Charset.class.isAssignableFrom(type)) {
            return (charset, walk) -> walk.marked("Charset", ((Charset) charset).name());
        }
        boolean time = TemporalAccessor.class.isAssignableFrom(type) || TemporalAmount.class.isAssignableFrom(type);
        if (time && type.getPackageName().startsWith("java.time")) {
            String name = type.getSimpleName();
            return (value, walk) -> walk.marked(name, value.toString());
        }
        return null;
    }

    /** Dates of java.sql without a reference to that module. Their toString depends on the time zone. */
    private static @Nullable Kind sqlDate(Class<?> type) {
        String name = type.getName();
        return switch (name) {
            case "java.sql.Timestamp" ->
                (time, walk) -> walk.marked(name, ((Date) time).toInstant().toString());
            case "java.sql.Date", "java.sql.Time" -> (time, walk) -> walk.marked(name, ((Date) time).getTime());
            default -> null;
        };
    }

    private static void optional(String type, @Nullable Object content, Walk walk) {
        walk.mark(type);
        walk.form().list(content == null ? 0 : 1);
        if (content != null) {
            walk.value(content);
        }
        walk.form().endList();
        walk.form().endMap();
    }

    private static void bits(BitSet bits, Walk walk) {
        walk.mark("BitSet");
        long[] words = bits.toLongArray();
        walk.form().list(words.length);
        for (long word : words) {
            walk.primitive(word);
        }
        walk.form().endList();
        walk.form().endMap();
    }

    private static void type(Class<?> type, Walk walk) {
        String name = ClassNames.stable(type);
        if (name == null) {
            ClassNames.unstable(type).write(type, walk);
        } else {
            walk.marked("Class", name);
        }
    }

    /** All parts by themselves: neither toString nor the language tag tells all locales apart. */
    private static void locale(Locale locale, Walk walk) {
        TreeSet<Character> extensions = new TreeSet<>(locale.getExtensionKeys());
        walk.mark("Locale");
        walk.form().list(4 + extensions.size());
        walk.text(locale.getLanguage());
        walk.text(locale.getCountry());
        walk.text(locale.getVariant());
        walk.text(locale.getScript());
        extensions.forEach(key -> walk.text(key + "-" + locale.getExtension(key)));
        walk.form().endList();
        walk.form().endMap();
    }
}
